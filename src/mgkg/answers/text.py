"""An answer as text for a terminal, of any width, with or without colour."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mgkg.answers.page import Section, Table, page
from mgkg.answers.records import Answer
from mgkg.answers.rows import ABSENT

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

#: The narrowest text that is written; below it, tables would fall apart.
NARROWEST = 40
#: The width from which numbers have a column each.
_WIDE = 72


def to_text(answer: Answer, *, width: int, colour: bool) -> str:
    """Return an answer as text of a width, with control codes for colour only where they are wanted."""
    console = recording(width=width, colour=colour)
    laid = page(answer)
    console.print(laid.title, style="bold")
    console.print()
    console.print(" ".join(laid.summary))
    for section in laid.sections:
        _section(console, section)
    console.print()
    console.print(laid.notice, style="italic")
    return recorded(console)


def recording(*, width: int, colour: bool) -> Console:
    """Return a console that keeps what is printed on it, of a width, with control codes only where they are wanted."""
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=max(width, NARROWEST),
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def recorded(console: Console) -> str:
    """Return what was printed on a console that keeps it, without blanks at the ends of lines."""
    printed = console.file.getvalue() if isinstance(console.file, io.StringIO) else ""
    return "\n".join(line.rstrip() for line in printed.splitlines()) + "\n"


def _section(console: Console, section: Section) -> None:
    console.print()
    console.print(section.title, style="bold cyan")
    for text in section.first:
        console.print(text, style="dim")
    if section.items:
        console.print(_items(section))
    if section.table:
        narrow = section.table.texts == 1 and console.width < _WIDE
        console.print(_grid(_joined(section.table) if narrow else section.table))
    for text in section.last:
        console.print(text, style="dim")


def _items(section: Section) -> Grid:
    """Return items with a hanging indent, so that the next one is seen at once."""
    from rich.table import Table as Grid

    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for item in section.items:
        number, closing, text = item.partition("] ")
        marked = item.startswith("[") and closing
        grid.add_row(f"{number}]" if marked else "-", text if marked else item)
    return grid


def _joined(table: Table) -> Table:
    """Return a table whose numbers stand in one column, each with the name of the column that it was in."""
    first, *others = table.columns
    rows = tuple(
        (
            row[0],
            (", ".join(f"{name} {cell[0]}" for name, cell in zip(others, row[1:], strict=True) if cell[0] != ABSENT),),
        )
        for row in table.rows
    )
    return Table(columns=(first, ""), texts=2, rows=rows)


def _grid(table: Table) -> Grid:
    from rich import box
    from rich.table import Table as Grid

    grid = Grid(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold", expand=False
    )
    for place, column in enumerate(table.columns):
        is_text = place < table.texts
        ratio = 1 if is_text and table.texts == 3 else None
        grid.add_column(
            column, justify="left" if is_text else "right", ratio=ratio, no_wrap=not is_text, overflow="fold"
        )
    for cells in table.rows:
        grid.add_row(*(_cell(cell) for cell in cells))
    return grid


def _cell(cell: tuple[str, ...]) -> Text:
    from rich.text import Text

    lines = [line for line in cell if line]
    text = Text(lines[0] if lines else "")
    for line in lines[1:]:
        text.append(f"\n{line}", style="dim")
    return text
