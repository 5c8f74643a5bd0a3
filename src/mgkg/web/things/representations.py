"""Representations: the forms of RDF in which a thing is given, and the links that lead from one to the others."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from mgkg import queries, turtle
from mgkg.build.about import LICENCE
from mgkg.store import Store

#: The forms of RDF, by the ending of their path, the preferred first.
RDF = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
#: The media type of a page.
HTML = "text/html"

_ENDINGS = {media_type: ending for ending, media_type in RDF.items()}


def ending(media_type: str) -> str:
    """Return the ending of the path of a form of RDF.

    >>> ending("application/ld+json")
    'jsonld'
    """
    return _ENDINGS[media_type]


def split(name: str) -> tuple[str, str]:
    """Return a name without the ending of a form of RDF, and the ending, empty where there is none.

    >>> split("lead.ttl"), split("0.1.0")
    (('lead', 'ttl'), ('0.1.0', ''))
    """
    stem, _, end = name.rpartition(".")
    return (stem, end) if end in RDF and stem else (name, "")


def write(triples: Iterable[ox.Triple], form: str) -> str:
    """Return triples in a form of RDF, Turtle in the canonical look."""
    return turtle.write(triples) if form == "ttl" else queries.write_triples(triples, form)


def links(path: str, page: str, *, root: str = "", types: Iterable[str] = (), licensed: bool = True) -> str:
    """Return the Link header of a thing: its other forms, what describes the whole, its classes and its licence."""
    found = [f'<{root}{path}.{end}>; rel="alternate"; type="{media_type}"' for end, media_type in RDF.items()]
    found.append(f'<{root}{page}>; rel="alternate"; type="{HTML}"')
    found.append(f'<{root}/.well-known/void>; rel="describedby"; type="text/turtle"')
    found += [f'<{one}>; rel="type"' for one in types]
    found += [f'<{LICENCE}>; rel="license"'] if licensed else []
    return ", ".join(found)


def classes(store: Store, iri: str) -> tuple[str, ...]:
    """Return the classes of a thing; none where nothing is known of it."""
    rows = queries.records(store, "entity-classes", {"thing": ox.NamedNode(iri)})
    return tuple(row["class"] for row in rows)
