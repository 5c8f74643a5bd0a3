"""mgkg paths: how two things hang together, step by step, with the studies on each step."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from mgkg.cli.output import console, echo

if TYPE_CHECKING:
    from mgkg.networks import Told


@click.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--max-steps", type=click.IntRange(1, 8), default=4, show_default=True, help="Of a path, at most.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many paths to show.")
@click.option("--lang", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option("--format", "layout", type=click.Choice(["text", "json", "tsv"]), help="Default: text, TSV in a pipe.")
@click.pass_obj
def paths(
    store: str | None, *, start: str, end: str, max_steps: int, limit: int, lang: str, layout: str | None
) -> None:
    """Show how two things hang together through substances, processes, genes and conditions.

    A path prefers steps that were shown in people. A step that rests on animals or cells, that was studied without
    anything being found, or that nobody studied is marked as such.

    \b
    mgkg paths lead "amyotrophic lateral sclerosis"
    mgkg paths magnesium lead --max-steps 2 --format json
    """
    from mgkg import knowledge, networks

    with knowledge.open(store) as graph:
        found = graph.paths(start, end, max_steps=max_steps, limit=limit)
    layout = layout or ("text" if sys.stdout.isatty() else "tsv")
    if layout == "json":
        import json

        echo(json.dumps(networks.to_json(found, lang), ensure_ascii=False, indent=2))
    elif layout == "tsv" and found.paths:
        echo("\n".join("\t".join(row) for row in (networks.COLUMNS, *networks.to_rows(found))))
    else:
        _print(networks.tell(found, lang))


def _print(told: Told) -> None:
    from rich.text import Text

    printer = console()
    printer.print(Text(told.heading, style="bold" if told.paths else ""))
    for note in told.notes:
        printer.print(Text(note, style="dim"))
    if told.paths:
        _print_list([f"{number}" for number in range(1, len(told.paths) + 1)], told.paths)
        _print_links(told)
        printer.print(Text(f"\n{told.studies_heading}", style="bold"))
        _print_list([f"[{number}]" for number in range(1, len(told.studies) + 1)], [(one, "") for one in told.studies])


def _print_list(numbers: list[str], lines: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for number, (first, second) in zip(numbers, lines, strict=True):
        cell = Text(first)
        if second:
            cell.append(f"\n{second}", style="dim")
        table.add_row(Text(f"  {number}"), cell)
    console().print(table)


def _print_links(told: Told) -> None:
    from rich.padding import Padding
    from rich.text import Text

    printer = console()
    printer.print(Text(f"\n{told.steps_heading}", style="bold"))
    for title, lines in told.links:
        printer.print(Padding(Text(title), (0, 0, 0, 2)))
        for line in lines:
            printer.print(Padding(Text(line, style="dim"), (0, 0, 0, 4)))
