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


def console(*, stderr: bool = False) -> Console:
    """Return a console that fits the terminal, and 80 columns where there is none."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, soft_wrap=False, width=None if stream.isatty() else 80)


def default_format() -> str:
    """Return the format where none is asked for: a table on a terminal, TSV in a pipe."""
    return "table" if sys.stdout.isatty() else "tsv"


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str | None = None) -> None:
    """Print rows as a table that is as wide as the terminal."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console().print(table)


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
