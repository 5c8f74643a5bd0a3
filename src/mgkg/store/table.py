"""A table of terms: the rows that both stores hand out."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mgkg.store.protocol import Term

#: The one variable in the answer to an ASK.
ANSWER = "answer"

_BOOLEAN = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")


class Table:
    """Rows of terms under named columns, read once.

    >>> table = Table(("answer",), iter([(None,)]))
    >>> table.variables, list(table), list(table)
    (('answer',), [(None,)], [])
    """

    __slots__ = ("_rows", "variables")

    def __init__(self, variables: tuple[str, ...], rows: Iterator[tuple[Term, ...]]) -> None:
        self.variables = variables
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[Term, ...]]:
        return self._rows


def truth(*, holds: bool) -> Table:
    """Return the answer to an ASK as a table of one row.

    >>> [row[0].value for row in truth(holds=True)]
    ['true']
    """
    return Table((ANSWER,), iter([(ox.Literal("true" if holds else "false", datatype=_BOOLEAN),)]))
