"""The flow of a build: one builder at a time, made beside, put in place by a rename, old ones taken away later."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mgkg import files
from mgkg.build import known
from mgkg.build.inputs import Inputs, fingerprint, inputs, version
from mgkg.build.stages import Progress, fill
from mgkg.errors import UnavailableError
from mgkg.store import EmbeddedStore, folders

#: The file in a build that tells what it was made from and what it holds.
SUMMARY = "build.json"

#: What the names of folders begin with that are being made, or taken away; neither is ever read.
_UNFINISHED = ".making-"
_DISCARDED = ".old-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A finished build: its folder, the hash of its inputs, how many triples each of its named graphs holds."""

    path: Path
    hash: str
    graphs: Mapping[str, int]
    #: How many triples all of them hold.
    triples: int
    #: Whether this call made it, or found it.
    made: bool


def build(
    out: Path,
    *,
    graphs: Sequence[Path] = (),
    with_curated: bool = True,
    kept: int = 0,
    check: Callable[[Sequence[Path]], None] | None = None,
    progress: Progress | None = None,
) -> Build:
    """Return the build of the ontology, the curated graph and a person's own graphs, made unless it is there already.

    From then on it is the folder's current one. The check is given every file and stops the flow by raising. As many
    earlier builds as kept says stay, the newest; a build that somebody reads stays as well. Killed at any moment, the
    folder still holds the build that was current. Raises UnavailableError where the folder cannot be written and
    SyntaxFault for a file that does not parse.
    """
    given = inputs(graphs, with_curated=with_curated)
    if check is not None:
        check(given.asserted)
    try:
        with _sole_builder(out, progress or _silent):
            _sweep(out / folders.BUILDS)
            finished = _finished(out / folders.BUILDS, given, progress or _silent)
            files.write_whole(out / folders.POINTER, f"{finished.hash}\n")
            _retire(out / folders.BUILDS, finished.path, kept)
    except OSError as error:
        raise UnavailableError(f"{out}: cannot be written: {error.strerror or error}; give another folder") from error
    return finished


def _silent(_: str) -> None:
    """Tell nobody."""


@contextmanager
def _sole_builder(out: Path, progress: Progress) -> Iterator[None]:
    """Hold the folder's lock, waiting for whoever holds it."""
    (out / folders.BUILDS).mkdir(parents=True, exist_ok=True)
    with (out / folders.LOCK).open("ab") as stream:
        if not folders.lock(stream, wait=False):
            progress("waiting for another process that builds here")
            folders.lock(stream)
        yield


def _finished(builds: Path, given: Inputs, progress: Progress) -> Build:
    """Return the build of the inputs, made now unless an earlier call made it."""
    name = fingerprint(given)
    folder = builds / name
    made = not folder.is_dir()
    if made:
        _make(folder, given, name, progress)
    summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    return Build(path=folder, hash=name, graphs=summary["graphs"], triples=sum(summary["graphs"].values()), made=made)


def _make(folder: Path, given: Inputs, name: str, progress: Progress) -> None:
    making = folder.parent / f"{_UNFINISHED}{name}"
    making.mkdir()
    try:
        with EmbeddedStore.writable(making / folders.STORE) as store, known.previous(folder.parent.parent) as before:
            graphs = fill(store, given, progress, before)
        _stayed(given, name)
        summary = {"hash": name, "version": version(), "files": len(given.asserted), "graphs": graphs}
        files.write_whole(making / SUMMARY, f"{json.dumps(summary, indent=2)}\n")
        (making / folders.LOCK).touch()
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def _stayed(given: Inputs, name: str) -> None:
    if fingerprint(given) != name:
        raise UnavailableError("the files changed while they were read; build again")


def _sweep(builds: Path) -> None:
    """Take away what builders left that were killed: nobody reads it, and no other builder is at work."""
    for pattern in (_UNFINISHED, _DISCARDED):
        for left in builds.glob(f"{pattern}*"):
            shutil.rmtree(left, ignore_errors=True)


def _retire(builds: Path, current: Path, kept: int) -> None:
    """Take away the builds before the current one and those kept, except where somebody reads them."""
    earlier = [path for path in builds.iterdir() if path != current and not path.name.startswith(".")]
    earlier.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for old in earlier[kept:]:
        with (old / folders.LOCK).open("ab") as stream:
            if folders.lock(stream, wait=False):
                discarded = old.rename(builds / f"{_DISCARDED}{old.name}")
                shutil.rmtree(discarded, ignore_errors=True)
