"""Reading: rows of stored queries by the names of their columns, things by their compact names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from mgkg import files, names, queries
from mgkg.queries import Values
from mgkg.store import Rows, Store

#: A row by the names of its columns; what is unbound is not in it.
Row = dict[str, str]

_short = lru_cache(maxsize=8192)(names.curie)


def records(store: Store, name: str, parameters: Mapping[str, Values] | None = None) -> Iterator[Row]:
    """Yield the rows of one of the queries whose rows become records."""
    text = queries.text(name, files.folder("queries") / "records")
    return _by_name(store.select(queries.with_parameters(text, parameters or {})))


def answers(store: Store, name: str, parameters: Mapping[str, Values]) -> Iterator[Row]:
    """Yield the rows of one of the queries that answer a question."""
    return _by_name(store.select(queries.with_parameters(queries.text(name), parameters)))


def terms(curies: tuple[str, ...]) -> tuple[ox.NamedNode, ...]:
    """Return compact names as terms that can stand in a query."""
    return tuple(ox.NamedNode(names.iri(curie)) for curie in curies)


def _by_name(rows: Rows) -> Iterator[Row]:
    for row in rows:
        yield {
            column: _short(term.value) if isinstance(term, ox.NamedNode) else term.value
            for column, term in zip(rows.variables, row, strict=True)
            if isinstance(term, ox.NamedNode | ox.Literal)
        }
