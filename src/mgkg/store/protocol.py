"""What a store is to the rest of the project: two verbs, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

import pyoxigraph as ox

#: A term of a row; None where a variable is unbound.
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


class Rows(Protocol):
    """The answer to a SELECT: the variables in the order of the query, and an iterator of rows of terms.

    The rows are read once; who needs them twice makes a list of them.
    """

    @property
    def variables(self) -> tuple[str, ...]:
        """Return the names of the columns, without the question mark."""

    def __iter__(self) -> Iterator[tuple[Term, ...]]:
        """Return the rows, each as long as variables."""


@runtime_checkable
class Store(Protocol):
    """A graph that answers SPARQL 1.1 queries over the union of its named graphs."""

    def select(self, query: str) -> Rows:
        """Return the rows of a SELECT query (an ASK gives one row with one xsd:boolean, variable 'answer').

        Raises QueryError where the query does not parse, makes triples, changes data or asks for a SERVICE, and
        UnavailableError where the store fails: at a remote one EndpointError, which is a kind of it.
        """

    def construct(self, query: str) -> Iterator[ox.Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query; raises as select does."""

    def close(self) -> None:
        """Let go of what the store holds open."""
