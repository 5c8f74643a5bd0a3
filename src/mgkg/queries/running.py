"""Running a stored query on a store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from mgkg.errors import UsageError
from mgkg.queries.catalogue import StoredQuery, get
from mgkg.queries.parameters import Values, with_parameters
from mgkg.store import Rows, Store
from mgkg.store.grammar import GRAPH_FORMS

#: No parameter set: each keeps its default.
DEFAULTS: Mapping[str, Values] = MappingProxyType({})


def rows(store: Store, query: StoredQuery | str, parameters: Mapping[str, Values] = DEFAULTS) -> Rows:
    """Return the rows of a stored query that makes rows; raises as run does, and UsageError for one that does not."""
    stored = get(query) if isinstance(query, str) else query
    if stored.form in GRAPH_FORMS:
        raise UsageError(f"query '{stored.name}' makes triples, not rows; ask for its triples")
    return store.select(with_parameters(stored, parameters))


def triples(store: Store, query: StoredQuery | str, parameters: Mapping[str, Values] = DEFAULTS) -> Iterator[ox.Triple]:
    """Return the triples of a stored query that makes triples; raises as run does, and UsageError for one of rows."""
    stored = get(query) if isinstance(query, str) else query
    if stored.form not in GRAPH_FORMS:
        raise UsageError(f"query '{stored.name}' makes rows, not triples; ask for its rows")
    return store.construct(with_parameters(stored, parameters))
