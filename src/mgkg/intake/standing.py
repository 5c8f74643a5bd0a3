"""What stands in a graph's files before an import: their triples, and how new ones are laid beside them.

A new statement never replaces one that stands: where a thing has one value and the sheet says another, the file wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mgkg import names, triples, turtle
from mgkg.names import Iri

_Value = ox.NamedNode | ox.Literal
_Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Standing:
    """Triples of files, and the values of each thing by property."""

    files: Mapping[Path, tuple[ox.Triple, ...]]
    things: Mapping[Iri, Mapping[Iri, tuple[_Value, ...]]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement of a file that an import left as it is, though the sheet says something else."""

    thing: Iri
    property: Iri
    stands: str
    offered: str


def read(paths: Iterable[Path]) -> Standing:
    """Return what stands in Turtle files, those that exist; raises SyntaxFault."""
    files = {path: tuple(turtle.read(path)) for path in paths if path.is_file()}
    return of(files)


def of(files: Mapping[Path, tuple[ox.Triple, ...]]) -> Standing:
    """Return triples of files, also by thing and property."""
    things: dict[Iri, dict[Iri, tuple[_Value, ...]]] = defaultdict(dict)
    for held in files.values():
        for triple in held:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, _Value):
                values = things[Iri(triple.subject.value)]
                name = Iri(triple.predicate.value)
                values[name] = (*values.get(name, ()), triple.object)
    return Standing(files, things)


def instances(standing: Standing, of_class: Iri) -> list[Iri]:
    """Return the things of a class, by name."""
    wanted = ox.NamedNode(of_class)
    return sorted(thing for thing, values in standing.things.items() if wanted in values.get(triples.TYPE, ()))


def value(standing: Standing, thing: Iri, name: Iri) -> str | None:
    """Return the first value of a property of a thing, as text, or None."""
    return next((each.value for each in standing.things.get(thing, {}).get(name, ())), None)


def merge(stand: Iterable[ox.Triple], new: Iterable[ox.Triple]) -> tuple[list[ox.Triple], list[Kept]]:
    """Return triples that stand with new ones added, and where a standing value was kept against another."""
    merged = dict.fromkeys(stand)
    held: dict[tuple[str, str, str], list[_Object]] = defaultdict(list)
    for triple in merged:
        held[_place(triple)].append(triple.object)
    kept: list[Kept] = []
    for triple in new:
        values = held.get(_place(triple), [])
        if not values or triple.predicate.value in triples.MANY:
            merged[triple] = None
        elif triple.object not in values:
            kept.append(_kept(triple, values[0]))
    return list(merged), kept


def _place(triple: ox.Triple) -> tuple[str, str, str]:
    """Return what a thing has one value of: a property, in a language if it has one."""
    language = triple.object.language or "" if isinstance(triple.object, ox.Literal) else ""
    return str(triple.subject), triple.predicate.value, language


def _kept(triple: ox.Triple, stands: _Object) -> Kept:
    return Kept(
        Iri(str(triple.subject)[1:-1]), Iri(triple.predicate.value), _short(stands), _short(triple.object)
    )  # fmt: skip


def _short(term: _Object) -> str:
    return names.curie(term.value) if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
