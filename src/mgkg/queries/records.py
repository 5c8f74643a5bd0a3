"""Records: the rows of the queries whose columns become records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from mgkg import files
from mgkg.queries.catalogue import text
from mgkg.queries.parameters import Values, with_parameters
from mgkg.queries.running import DEFAULTS
from mgkg.store import Store

#: A row by the names of its columns; what is unbound is not in it.
Row = dict[str, str]


def records(store: Store, name: str, parameters: Mapping[str, Values] = DEFAULTS) -> Iterator[Row]:
    """Yield the rows of a query in queries/records, as text by the names of their columns."""
    found = store.select(with_parameters(text(name, files.folder("queries") / "records"), parameters))
    for row in found:
        yield {
            column: term.value
            for column, term in zip(found.variables, row, strict=True)
            if isinstance(term, ox.NamedNode | ox.Literal)
        }
