"""The store in this process: pyoxigraph, on disk or in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from mgkg.errors import UnavailableError
from mgkg.store import dumps, grammar
from mgkg.store.protocol import Term
from mgkg.store.table import Table, truth

#: Files of this many bytes or more are left to the engine's own loader, which reads them in parallel.
LARGE = 8_000_000

_Parts = tuple[
    ox.NamedNode | ox.BlankNode | ox.Triple, ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
]


class EmbeddedStore:
    """A graph in this process, over the union of its named graphs; the only store that is written to.

    Made by in_memory, writable or read_only. What is held is a lock on the folder, let go of with the store.
    """

    def __init__(self, inner: ox.Store, *, place: str, held: IO[bytes] | None = None) -> None:
        self._inner: ox.Store | None = inner
        self._held = held
        self.place = place

    @classmethod
    def in_memory(cls, files: Iterable[Path] = ()) -> EmbeddedStore:
        """Return a store in memory that holds what the files hold; raises as load does."""
        store = cls(ox.Store(), place="memory")
        store.load(files)
        return store

    @classmethod
    def writable(cls, folder: Path) -> EmbeddedStore:
        """Return the store in a folder, made where there is none; one process at a time can have it.

        Raises UnavailableError.
        """
        try:
            return cls(ox.Store(folder), place=str(folder))
        except (OSError, RuntimeError) as error:
            raise UnavailableError(f"{folder}: the store there cannot be written: {_short(error)}") from error

    @classmethod
    def read_only(cls, folder: Path, *, held: IO[bytes] | None = None) -> EmbeddedStore:
        """Return the store in a folder, to be read, by any number of processes at once.

        Raises UnavailableError.
        """
        try:
            return cls(ox.Store.read_only(str(folder)), place=str(folder), held=held)
        except (OSError, RuntimeError) as error:
            raise UnavailableError(f"{folder}: there is no store that can be read: {_short(error)}") from error

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT query, as they are found; an ASK gives one row.

        >>> EmbeddedStore.in_memory().select("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }").variables
        ('a', 'b')
        """
        answer = self._query(query)
        if isinstance(answer, ox.QueryTriples):
            raise grammar.misplaced(query)
        if isinstance(answer, ox.QueryBoolean):
            return truth(holds=bool(answer))
        return Table(tuple(variable.value for variable in answer.variables), self._rows(answer))

    def construct(self, query: str) -> Iterator[ox.Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query, as they are found.

        >>> list(EmbeddedStore.in_memory().construct("CONSTRUCT WHERE {?s ?p ?o}"))
        []
        """
        answer = self._query(query)
        if not isinstance(answer, ox.QueryTriples):
            raise grammar.misplaced(query)
        return self._triples(answer)

    def extend(self, triples: Iterable[ox.Triple], graph: str) -> None:
        """Add triples to a named graph, all of them or none, except those that a graph holds already.

        The engine's union of graphs is no set: a triple that stood in two of them would be met, and counted, twice.
        """
        store, target = self._open(), ox.NamedNode(graph)
        store.bulk_extend(ox.Quad(*parts, target) for parts in map(_parts, triples) if not _held(store, parts))

    def load(self, files: Iterable[Path], graph: str | None = None) -> None:
        """Add what files hold to a named graph, or to the default graph; what a file puts into a graph stays in it.

        Raises SyntaxFault, which names file, line and column, and UnavailableError where a file cannot be read.
        """
        target = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
        small: list[Path] = []
        for path in files:
            if dumps.format_of(path) in dumps.OF_TRIPLES and path.suffix != ".gz" and _size(path) >= LARGE:
                self._load_large(path, target)
            else:
                small.append(path)
        self._open().bulk_extend(_placed(quad, target) for path in small for quad in dumps.quads(path))

    def _load_large(self, path: Path, target: ox.NamedNode | ox.DefaultGraph) -> None:
        try:
            self._open().bulk_load(path=path, format=dumps.format_of(path), to_graph=target)
        except SyntaxError as error:
            raise dumps.fault(path, error) from error

    def quads(self, *, predicate: str | None = None, graph: str | None = None) -> Iterator[ox.Quad]:
        """Return the quads with a predicate, in a named graph; without them, all."""
        return self._open().quads_for_pattern(
            None, ox.NamedNode(predicate) if predicate else None, None, ox.NamedNode(graph) if graph else None
        )

    def flush(self) -> None:
        """Have everything that was written on disk."""
        self._open().flush()

    def optimize(self) -> None:
        """Order what is on disk for reading."""
        self._open().optimize()

    def close(self) -> None:
        """Let go of the folder and of the lock on it; closing twice is no fault."""
        self._inner = None
        if self._held is not None:
            self._held.close()
            self._held = None

    def __enter__(self) -> EmbeddedStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._open())

    def _open(self) -> ox.Store:
        if self._inner is None:
            raise UnavailableError(f"the store in {self.place} is closed; open it again")
        return self._inner

    def _query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        store = self._open()
        grammar.refuse(query)
        try:
            with self._reading():
                return store.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise grammar.broken(error) from error

    def _rows(self, answer: ox.QuerySolutions) -> Iterator[tuple[Term, ...]]:
        with self._reading():
            for solution in answer:
                yield tuple(solution)

    def _triples(self, answer: ox.QueryTriples) -> Iterator[ox.Triple]:
        with self._reading():
            yield from answer

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Tell in our own words what the engine finds damaged."""
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise UnavailableError(f"{self.place}: the store cannot be read: {_short(error)}; build it anew") from error


def _parts(triple: ox.Triple) -> _Parts:
    return triple.subject, triple.predicate, triple.object


def _held(store: ox.Store, parts: _Parts) -> bool:
    return next(store.quads_for_pattern(*parts), None) is not None


def _placed(quad: ox.Quad, target: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    own = not isinstance(quad.graph_name, ox.DefaultGraph)
    return quad if own else ox.Quad(quad.subject, quad.predicate, quad.object, target)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _short(error: Exception) -> str:
    """Return the engine's message in one line."""
    return " ".join(str(error).split())
