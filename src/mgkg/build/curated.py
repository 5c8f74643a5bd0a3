"""The curated graph, built on the first start into the user's cache and found there by every later one."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

from mgkg import files
from mgkg.build.inputs import signature
from mgkg.store import folders

#: The environment variable that puts the cache elsewhere.
VARIABLE = "MGKG_CACHE"
#: How many builds of other versions stay in the cache beside the newest.
KEPT = 2

#: The folder of the notes that say which build the files with a signature have led to.
_NOTES = "notes"


def curated(place: Path | None = None) -> Path:
    """Return the folder of the build of the curated graph, made now unless it is in the cache.

    The cache is the folder given, else what MGKG_CACHE names, else the user's own; where it cannot be written, a
    temporary folder serves until the process ends.
    """
    home = place or _home()
    mark = signature()
    return _noted(home, mark) or (_made(home, mark) if _writable(home) else _temporary(mark))


def _home() -> Path:
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("mgkg", appauthor=False)


def _noted(home: Path, mark: str) -> Path | None:
    """Return the build that files with this signature led to before, if it is still there."""
    try:
        name = (home / _NOTES / mark).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    found = home / folders.BUILDS / name
    return found if name and (found / folders.STORE).is_dir() else None


def _writable(home: Path) -> bool:
    try:
        (home / _NOTES).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            return True
    except OSError:
        return False


def _made(home: Path, mark: str) -> Path:
    from mgkg.build.flow import build

    finished = build(home, kept=KEPT, progress=_tell)
    _wipe()
    for note in (home / _NOTES).iterdir():
        if _noted(home, note.name) is None:
            note.unlink(missing_ok=True)
    files.write_whole(home / _NOTES / mark, f"{finished.hash}\n")
    return finished.path


@cache
def _temporary(mark: str) -> Path:
    home = Path(tempfile.mkdtemp(prefix="mgkg-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    (home / _NOTES).mkdir()
    return _made(home, mark)


def _tell(what: str) -> None:
    """Show a line of progress where a person watches; the next one takes its place."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[KPreparing the curated graph, once: {what} …")
        sys.stderr.flush()


def _wipe() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
