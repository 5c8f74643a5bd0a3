"""Where a store is, told from what a person writes: a build folder, a database, a dump or a URL."""

from __future__ import annotations

from pathlib import Path

from mgkg.errors import UnavailableError
from mgkg.store import folders
from mgkg.store.embedded import EmbeddedStore
from mgkg.store.protocol import Store


def open_store(where: str | Path) -> Store:
    """Return the store at a place, to be read.

    A place is a build folder, a folder of the engine's own, a dump (.nq, .trig, .ttl, .nt, also with .gz) or the URL of
    a SPARQL endpoint. Raises UnavailableError where nothing of the kind is there, SyntaxFault for a broken dump.
    """
    if str(where).startswith(("http://", "https://")):
        from mgkg.store.remote import RemoteStore

        return RemoteStore(str(where))
    path = Path(where).expanduser()
    if path.is_dir():
        return _in_folder(path)
    if not path.exists():
        raise UnavailableError(
            f"{where}: there is nothing there; give a build folder, a dump file or an endpoint's URL"
        )
    return EmbeddedStore.in_memory([path])


def _in_folder(path: Path) -> EmbeddedStore:
    if folders.is_database(path):
        return EmbeddedStore.read_only(path)
    build, held = folders.hold_current(path)
    try:
        return EmbeddedStore.read_only(build / folders.STORE, held=held)
    except UnavailableError:
        held.close()
        raise
