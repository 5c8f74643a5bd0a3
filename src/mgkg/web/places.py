"""Places: where a thing stands on this server, and the path by which a page links to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from mgkg import names

#: What a slug may hold; anything else is no name of ours.
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


def page_path(iri: str) -> str:
    """Return the path of the page of one of the project's things, or the IRI itself where it is of somebody else.

    >>> page_path("https://w3id.org/mgkg/substance/lead"), page_path("https://w3id.org/mgkg/ontology#Finding")
    ('/page/substance/lead', '/ontology#Finding')
    >>> page_path("http://purl.obolibrary.org/obo/CHEBI_25016")
    'http://purl.obolibrary.org/obo/CHEBI_25016'
    """
    kind = names.kind_of(iri)
    if kind == "query":
        return f"/queries/{names.local_name(iri)}"
    if kind:
        return f"/page/{iri.removeprefix(names.BASE)}"
    if iri.startswith(f"{names.BASE}dataset"):
        return "/.well-known/void"
    return f"/{iri.removeprefix(names.BASE)}" if iri.startswith(names.BASE) else iri


def path_of(iri: str) -> str:
    """Return the path at which one of the project's IRIs answers.

    >>> path_of("https://w3id.org/mgkg/substance/lead")
    '/substance/lead'
    """
    return f"/{iri.removeprefix(names.BASE)}"


def with_query(path: str, given: Mapping[str, str] | Sequence[tuple[str, str]]) -> str:
    """Return a path with parameters.

    >>> with_query("/ask", {"q": "Is zinc raised?", "lang": "en"})
    '/ask?q=Is+zinc+raised%3F&lang=en'
    """
    path, hash_, fragment = path.partition("#")
    asked = f"{path}{'&' if '?' in path else '?'}{urlencode(given)}" if given else path
    return f"{asked}{hash_}{quote(fragment)}"
