"""Files of RDF: which ones are known by their endings, and what they hold, with the place of every fault."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from mgkg.errors import SyntaxFault, UnavailableError

#: The formats that are read, by the ending of the file's name; each may be followed by .gz.
FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
}
#: The formats without graphs of their own.
OF_TRIPLES = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE)


def format_of(path: Path) -> ox.RdfFormat | None:
    """Return the format that the name of a file tells, or None.

    >>> format_of(Path("a.nq.gz")), format_of(Path("a.txt"))
    (<RdfFormat N-Quads>, None)
    """
    return FORMATS.get(Path(path.name.removesuffix(".gz")).suffix)


def quads(path: Path) -> Iterator[ox.Quad]:
    """Return what a file holds, as it is read; triples stand in the default graph.

    Raises SyntaxFault, which names file, line and column, and UnavailableError where the file cannot be read.
    """
    known = format_of(path)
    if known is None:
        raise UnavailableError(f"{path}: not a file that is read here; its name must end in {_endings()}")
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            yield from ox.parse(cast("IO[bytes]", stream), format=known)
    except SyntaxError as error:
        raise fault(path, error) from error
    except (OSError, EOFError) as error:
        raise UnavailableError(f"{path}: cannot be read: {error}") from error


def fault(path: Path, error: SyntaxError) -> SyntaxFault:
    """Return the fault that names the place in a file that does not parse."""
    message = error.msg.split(": ", 1)[-1] if error.msg.startswith("Parser error") else error.msg
    return SyntaxFault(str(path), error.lineno or 1, error.offset or 1, message.strip())


def _endings() -> str:
    return f"{', '.join(FORMATS)}, or one of them with .gz"
