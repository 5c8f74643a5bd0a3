"""Build folders: finished builds side by side, a line that names the current one, and locks on both."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from mgkg.errors import UnavailableError

#: The file of one line that names the current build.
POINTER = "current"
#: The folder of the finished builds, each under the hash of what it was made from.
BUILDS = "builds"
#: The folder of the store within a build.
STORE = "store"
#: The file that readers of a build, and the builder of a folder, hold a lock on.
LOCK = "lock"

#: How often a reader looks again when the build that it found is just being taken away.
TRIES = 20


def is_database(folder: Path) -> bool:
    """Return whether a folder is a bare store of the engine's, without a build around it."""
    return (folder / "IDENTITY").is_file() and (folder / "LOCK").is_file()


def current(out: Path) -> Path | None:
    """Return the build that a build folder calls current, the folder itself where it is a build, or None."""
    if (out / STORE).is_dir():
        return out
    try:
        name = (out / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    found = out / BUILDS / name
    return found if name and (found / STORE).is_dir() else None


def hold_current(out: Path) -> tuple[Path, IO[bytes]]:
    """Return the current build with a shared lock on it: as long as that is open, the build stays.

    Raises UnavailableError.
    """
    for _ in range(TRIES):
        build = current(out)
        if build is None:
            break
        held = hold(build)
        if held is not None:
            return build, held
    raise UnavailableError(f"{out}: holds no finished build; make one with 'mgkg build --out {out}'")


def hold(build: Path) -> IO[bytes] | None:
    """Return an open file with a shared lock on a build, or None where the build was just taken away."""
    try:
        stream = (build / LOCK).open("rb")
    except FileNotFoundError:
        return None
    lock(stream, shared=True)
    if _still_there(build / LOCK, stream):
        return stream
    stream.close()
    return None


def _still_there(path: Path, stream: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(stream.fileno()))
    except FileNotFoundError:
        return False


def lock(stream: IO[bytes], *, shared: bool = False, wait: bool = True) -> bool:
    """Return whether a lock on an open file was had; it is let go of when the file is closed or the process ends.

    Raises UnavailableError where the system has no such locks.
    """
    try:
        import fcntl
    except ImportError as error:  # pragma: no cover - only on systems without POSIX file locks
        raise UnavailableError(
            "build folders need the file locks of a POSIX system; open a dump file instead"
        ) from error
    try:
        fcntl.flock(stream, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
