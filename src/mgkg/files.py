"""Where the project's own data lie, and how files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

#: The folders of data that a wheel carries inside the package and a checkout at its root.
FOLDERS = ("ontology", "shapes", "graph", "queries")


def data_root() -> Path:
    """Return the folder that holds ontology, shapes, graph and queries: in the package, else the checkout root."""
    package = Path(__file__).resolve().parent
    inside = package / "data"
    return inside if (inside / "ontology").is_dir() else package.parent.parent


def folder(name: str) -> Path:
    """Return one of the data folders by its name."""
    if name not in FOLDERS:
        raise ValueError(f"'{name}' is not a data folder; use one of {', '.join(FOLDERS)}")
    return data_root() / name


def turtle_files(place: Path) -> list[Path]:
    """Return the Turtle files at or below a place, in the order of their paths."""
    return sorted(place.rglob("*.ttl")) if place.is_dir() else [place]


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file under a temporary name beside it, then rename, so that nobody ever sees half of it."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            os.fchmod(stream.fileno(), 0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
