"""Output: a table on a terminal, tab-separated text in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from mgkg import names
from mgkg.store import Term

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

#: What stands between two columns of a table: a blank, the line of the box, a blank.
_GAP = 3


def console(*, stderr: bool = False) -> Console:
    """Return a console that fits the terminal, and 80 columns where there is none."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, soft_wrap=False, width=None if stream.isatty() else 80)


def default_format() -> str:
    """Return the format where none is asked for: a table on a terminal, TSV in a pipe."""
    return "table" if sys.stdout.isatty() else "tsv"


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows as a table that fits the terminal, or one below another where that would break words."""
    cells = [tuple(row) for row in rows]
    target = console()
    widths = _widths([columns, *cells], target.width - _GAP * len(columns))
    if widths or not cells:
        target.print(_table(columns, cells, widths or [len(column) for column in columns]))
    else:
        echo("\n\n".join(_record(columns, row) for row in cells))


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return widths that fit the room and break no word, none where there are none; the first columns get the rest."""
    by_column = list(zip(*rows, strict=True))
    widths = [max(len(word) for cell in column for word in (cell.split() or [""])) for column in by_column]
    spare = room - sum(widths)
    if spare < 0:
        return []
    for place, column in enumerate(by_column):
        more = min(max(map(len, column)) - widths[place], spare)
        widths[place] += more
        spare -= more
    return widths


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(Text(column), width=width, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _record(columns: Sequence[str], row: Sequence[str]) -> str:
    """Return a row as lines of column and cell, whole, so that a name can be copied; an empty cell has no line."""
    width = max(map(len, columns))
    return "\n".join(f"{column:<{width}}  {cell}" for column, cell in zip(columns, row, strict=True) if cell)


def echo(text: str) -> None:
    """Print a text that ends in one line break."""
    click.echo(text, nl=not text.endswith("\n"))


def readable(term: Term) -> str:
    """Return a term as a person reads it: a compact name, or the text of a literal.

    >>> import pyoxigraph as ox
    >>> readable(ox.NamedNode("https://w3id.org/mgkg/verdict/no-large-effect")), readable(None)
    ('verdict:no-large-effect', '')
    """
    if term is None:
        return ""
    value = getattr(term, "value", None)
    if value is None:
        return str(term)
    return names.curie(value) if type(term).__name__ == "NamedNode" else str(value)
