"""What a build is made from: Turtle files, rules and the code that applies them, told apart by a hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mgkg import files
from mgkg.errors import UnavailableError

#: The endings of the files that a folder of a person's own evidence is searched for.
ENDINGS = (".ttl", ".nt", ".ttl.gz", ".nt.gz")
#: How many hexadecimal digits of the hash name a build.
DIGITS = 16

#: The packages whose code decides what a build holds.
_CODE = ("assessment", "build", "evidence", "inference", "triples")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The files that a build is made from: what is asserted, and what says how to derive from it."""

    asserted: tuple[Path, ...]
    derivation: tuple[Path, ...]
    #: Whether anything but the project's own data is among them.
    foreign: bool = False


def inputs(graphs: Sequence[Path] = (), *, with_curated: bool = True) -> Inputs:
    """Return the files of a build: always the ontology, the curated graph if wanted, and a person's own folders.

    Raises UnavailableError for a place that holds no Turtle or N-Triples.
    """
    own = [files.folder("ontology"), *([files.folder("graph")] if with_curated else [])]
    asserted = [path for place in own for path in files.turtle_files(place)]
    return Inputs(
        asserted=tuple(dict.fromkeys([*asserted, *(path for place in graphs for path in _evidence(place))])),
        derivation=tuple(path for place in _derivation() for path in sorted(place.glob("*.*")) if path.is_file()),
        foreign=bool(graphs),
    )


def _derivation() -> tuple[Path, ...]:
    package = Path(__file__).resolve().parent.parent
    packages = [package / name for name in _CODE]
    return (
        files.folder("queries") / "rules",
        files.folder("queries") / "records",
        *(
            folder
            for place in packages
            for folder in (place, *sorted(path for path in place.rglob("*") if path.is_dir()))
        ),
    )


def _evidence(place: Path) -> list[Path]:
    found = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    known = [path for path in found if path.name.endswith(ENDINGS)]
    if not known:
        raise UnavailableError(
            f"{place}: no Turtle or N-Triples there; give a file or folder with {', '.join(ENDINGS)}"
        )
    return known


def version() -> str:
    """Return the version of the installed package."""
    from importlib.metadata import version as installed

    return installed("mgkg")


def fingerprint(given: Inputs) -> str:
    """Return the hash of all bytes that a build is made from, the same wherever the files lie.

    What is asserted is a set; rules and code count with their names, for these give the order.
    """
    whole = hashlib.sha256(f"mgkg {version()} pyoxigraph {ox.__version__}\n".encode())
    whole.update("".join(sorted(_digest(path) for path in given.asserted)).encode())
    for path in given.derivation:
        whole.update(f"\n{path.parent.name}/{path.name} {_digest(path)}".encode())
    return whole.hexdigest()[:DIGITS]


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnavailableError(f"{path}: cannot be read: {error.strerror}") from error


def signature() -> str:
    """Return a hash of the names, sizes and times of the curated graph's files: quick, and new when one is edited."""
    whole = hashlib.sha256(f"{ox.__version__}\n".encode())
    for place in (files.folder("ontology"), files.folder("graph"), *_derivation()):
        whole.update("\n".join(_states(place)).encode())
    return whole.hexdigest()[:DIGITS]


def _states(place: Path | str) -> list[str]:
    """Return a line on every file at or below a folder, in the order of their names."""
    states = [str(place)]
    with os.scandir(place) as found:
        for entry in sorted(found, key=lambda entry: entry.name):
            if entry.is_dir():
                states += _states(entry.path)
            elif not entry.name.endswith(".pyc"):
                state = entry.stat()
                states.append(f"{entry.name} {state.st_size} {state.st_mtime_ns}")
    return states
