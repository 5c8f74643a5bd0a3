"""The sources of a validation: the triples of files, with the file of every thing and the faults of those that fail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mgkg import files, names, turtle
from mgkg.errors import SyntaxFault, UnavailableError

#: The files that say something of a thing, by the thing as text and the property.
Places = Mapping[str, Mapping[str, tuple[Path, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the files of a validation hold, and which of them do not parse."""

    files: tuple[Path, ...]
    triples: tuple[ox.Triple, ...]
    places: Places
    faults: tuple[SyntaxFault, ...]


def read(paths: Sequence[Path]) -> Sources:
    """Return what the Turtle files at or below some places hold; the faults of all files together.

    Raises UnavailableError where a place is not there.
    """
    found = _found(paths)
    triples: list[ox.Triple] = []
    faults: list[SyntaxFault] = []
    places: dict[str, dict[str, tuple[Path, ...]]] = defaultdict(dict)
    for path in found:
        try:
            held = turtle.read(path)
        except SyntaxFault as fault:
            faults.append(fault)
            continue
        triples += held
        for thing, name in {(str(triple.subject), triple.predicate.value) for triple in held}:
            places[thing][name] = (*places[thing].get(name, ()), path)
    return Sources(files=found, triples=tuple(triples), places=places, faults=tuple(faults))


def context(paths: Sequence[Path], own: Sources) -> list[ox.Triple]:
    """Return what is known beside the files under validation, less what those describe themselves.

    Raises SyntaxFault where a file does not parse.
    """
    apart = [path for path in _found([path for path in paths if path.exists()]) if path not in own.files]
    return [triple for path in apart for triple in turtle.read(path) if str(triple.subject) not in own.places]


def referred(own: Sources, beside: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return what a context says of the things that the files name, and its hierarchy of classes."""
    hierarchy = names.iri("rdfs:subClassOf")
    named = {str(triple.object) for triple in own.triples if isinstance(triple.object, ox.NamedNode)}
    return [triple for triple in beside if triple.predicate.value == hierarchy or str(triple.subject) in named]


def _found(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the Turtle files at or below places, each once, in the order of the places."""
    for path in paths:
        if not path.exists():
            raise UnavailableError(f"{path}: there is no such file or folder; name Turtle files or folders of them")
    return tuple(dict.fromkeys(path for place in paths for path in files.turtle_files(place)))
