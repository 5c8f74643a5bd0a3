"""Look-up: names, labels, synonyms, symbols, titles, authors and identifiers, while they are being typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mgkg import files, names, queries
from mgkg.errors import UnknownName
from mgkg.names import Iri
from mgkg.store import Store

#: How a name was met, best first; a match is ranked by its place here.
HOWS = ("exact", "start", "word", "part", "spelling")
#: Below this likeness, in percent of rapidfuzz's ratio, a name is not taken for a misspelling of another.
ALIKE = 82
#: What a name is worth among equals: its own label before a synonym, a symbol before a title.
_ORDER = tuple(names.iri(name) for name in ("skos:prefLabel", "mgkg:symbol", "skos:altLabel", "mgkg:doi", "mgkg:pmid"))
#: Kinds that a name is looked for in first: what evidence speaks of, before the codes that describe it.
_KINDS = ("substance", "condition", "gene", "process", "factor", "family", "study", "publication")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One thing that goes by a name, the name that was met, and how."""

    iri: Iri
    name: str
    language: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    iri: Iri
    property: str
    name: str
    language: str


def find(store: Store, text: str, *, limit: int = 20) -> tuple[Match, ...]:
    """Return the things whose name is like a text, best first, each once.

    A name that equals the text comes first, then one that starts with it, one with a word that does, one that holds it,
    and, only where none of these is found, one spelt like it.
    """
    wanted = fold(text)
    known = list(_labels(store))
    met = [(how, named) for named in known if (how := _how(wanted, fold(named.name))) is not None] if wanted else []
    return _best(met or _misspelt(wanted, known), limit)


def resolve(store: Store, text: str, of_class: str | None = None) -> Iri:
    """Return the IRI of what a person names: an IRI, a compact name, a slug, a label, a synonym or a symbol.

    of_class is the class that is wanted, as mgkg:Substance. Raises UnknownName, with the nearest names.
    """
    written = _written(store, text)
    if written is not None:
        return written
    matches = find(store, text)
    exact = [match.iri for match in matches if match.how == "exact"] + _slugs(store, text)
    fitting = [iri for iri in exact if of_class is None or names.iri(of_class) in _classes(store, iri)]
    if fitting:
        return fitting[0]
    raise UnknownName(text, tuple(dict.fromkeys(match.name for match in matches))[:3])


def fold(text: str) -> str:
    """Return a text as it is compared: without case, accents and kinds of apostrophe and dash.

    >>> fold("Zink – Bètacaroteen’s")
    "zink - betacaroteen's"
    """
    plain = unicodedata.normalize("NFKD", text.translate(str.maketrans("’‘–—", "''--")))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold().strip()


def _labels(store: Store) -> Iterator[_Named]:
    for thing, kind, label in store.select(queries.text("entity-labels", files.folder("queries") / "records")):
        if isinstance(thing, ox.NamedNode) and isinstance(kind, ox.NamedNode) and isinstance(label, ox.Literal):
            yield _Named(iri=Iri(thing.value), property=kind.value, name=label.value, language=label.language or "")


def _how(wanted: str, name: str) -> str | None:
    if name == wanted:
        return "exact"
    if name.startswith(wanted):
        return "start"
    if f" {wanted}" in name or f"-{wanted}" in name:
        return "word"
    return "part" if wanted in name else None


def _misspelt(wanted: str, known: list[_Named]) -> list[tuple[str, _Named]]:
    from rapidfuzz import fuzz, process

    choices = {place: fold(named.name) for place, named in enumerate(known)}
    alike = process.extract(wanted, choices, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=20)
    return [("spelling", known[place]) for _, _, place in alike]


def _best(met: Iterable[tuple[str, _Named]], limit: int) -> tuple[Match, ...]:
    best: dict[Iri, Match] = {}
    for how, named in sorted(met, key=_rank):
        best.setdefault(named.iri, Match(iri=named.iri, name=named.name, language=named.language, how=how))
    return tuple(best.values())[:limit]


def _rank(met: tuple[str, _Named]) -> tuple[int, int, int, int, str, str]:
    how, named = met
    kind = names.kind_of(named.iri)
    first = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
    place = _ORDER.index(named.property) if named.property in _ORDER else len(_ORDER)
    return (HOWS.index(how), place, first, 0 if how == "spelling" else len(named.name), named.iri, named.name)


def _written(store: Store, text: str) -> Iri | None:
    """Return the IRI that a text writes out, or None where it is a name of another sort."""
    if ":" not in text:
        return None
    try:
        iri = Iri(ox.NamedNode(names.iri(text)).value)
    except ValueError:
        return None
    if _classes(store, iri):
        return iri
    raise UnknownName(text)


def _slugs(store: Store, text: str) -> list[Iri]:
    """Return the things of any kind that have a text as their slug."""
    kinds = ("substance", "condition", "factor", "gene", "process", "family", "study", "finding", "publication")
    slug = names.slug(text)
    found = [names.iri(f"{kind}:{slug}") for kind in kinds] if slug else []
    return [iri for iri in found if _classes(store, iri)]


def _classes(store: Store, iri: Iri) -> set[str]:
    query = queries.text("entity-classes", files.folder("queries") / "records")
    rows = store.select(queries.with_parameters(query, {"thing": ox.NamedNode(iri)}))
    return {kind.value for _, kind in rows if isinstance(kind, ox.NamedNode)}
