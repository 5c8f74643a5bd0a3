"""mgkg gaps: where there are findings, where somebody searched, and where nobody looked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from mgkg.cli.output import console, echo, print_table

if TYPE_CHECKING:
    from mgkg.networks import GapsTold


@click.command()
@click.option("--substance", metavar="NAME", help="Only this substance and narrower ones, by any of its names.")
@click.option("--condition", metavar="NAME", help="Only this condition and narrower ones, by any of its names.")
@click.option("--modifier", metavar="NAME", help="Whether this was tested, proposed or searched as a modifier.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many cells to show.")
@click.option("--lang", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option("--format", "layout", type=click.Choice(["text", "tsv", "json"]), help="Default: text, TSV in a pipe.")
@click.pass_obj
def gaps(
    store: str | None,
    *,
    substance: str | None,
    condition: str | None,
    modifier: str | None,
    limit: int,
    lang: str,
    layout: str | None,
) -> None:
    """Show which substances nobody studied in which conditions, and which modifiers nobody tested.

    Every cell holds findings in people, a search without findings, or neither. A gap between a much-studied substance
    and a much-studied condition comes first. With a substance and a condition there is a cell for each kind of
    exposure.

    \b
    mgkg gaps
    mgkg gaps --substance magnesium --condition ALS
    mgkg gaps --condition Asperger --limit 50 --format tsv
    """
    from mgkg import knowledge, networks

    with knowledge.open(store) as graph:
        found = graph.gaps(substance=substance, condition=condition, modifier=modifier, limit=limit)
    layout = layout or ("text" if sys.stdout.isatty() else "tsv")
    if layout == "json":
        import json

        echo(json.dumps(networks.gaps_to_json(found, lang), ensure_ascii=False, indent=2))
    elif layout == "tsv":
        echo("\n".join("\t".join(row) for row in (networks.GAP_COLUMNS, *networks.gaps_to_rows(found))))
    else:
        _print(networks.tell_gaps(found, lang))


def _print(told: GapsTold) -> None:
    from rich.text import Text

    printer = console()
    printer.print(Text(told.cells.heading, style="bold"))
    if told.cells.rows:
        printer.print(Text(told.counts))
        print_table(told.cells.columns, told.cells.rows)
    for note in told.notes:
        printer.print(Text(note, style="dim"))
    if told.modifiers:
        printer.print(Text(f"\n{told.modifiers.heading}", style="bold"))
        print_table(told.modifiers.columns, told.modifiers.rows)
    if told.searches:
        printer.print(Text(f"\n{told.searches_heading}", style="bold"))
        for line in told.searches:
            printer.print(Text(f"  {line}"))
