"""mgkg show and mgkg find: one thing with all that is said of it, and things by their names."""

from __future__ import annotations

import click

from mgkg import names
from mgkg.cli.output import console, default_format, echo, print_table
from mgkg.entities import Description, Line

#: How many values of one property a description shows on a terminal.
SHOWN = 12


@click.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--lang", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option("--format", "layout", type=click.Choice(["text", "json", "ttl"]), default="text", show_default=True)
@click.pass_obj
def show(store: str | None, name: tuple[str, ...], lang: str, layout: str) -> None:
    """Show all that the graph says of one thing, by any of its names.

    \b
    mgkg show magnesium
    mgkg show study:fondell-2013
    mgkg show "Lou Gehrig's disease" --lang nl
    """
    from mgkg import entities, knowledge

    with knowledge.open(store) as graph:
        iri = entities.resolve(graph.store, " ".join(name))
        if layout == "ttl":
            echo(graph.turtle(iri))
            return
        description = entities.describe(graph.store, iri, language=lang)
    if layout == "json":
        echo(_json(description))
    else:
        _print(description)


def _json(description: Description) -> str:
    import json
    from dataclasses import asdict

    return json.dumps(asdict(description), ensure_ascii=False, indent=2)


def _print(description: Description) -> None:
    from rich.text import Text

    printer = console()
    printer.print(Text(description.label, style="bold"))
    printer.print(Text(f"{names.curie(description.iri)}  <{description.iri}>", style="dim"))
    for heading, lines in (("What is said of it", description.statements), ("What speaks of it", description.links)):
        if lines:
            printer.print()
            printer.print(Text(heading, style="bold"))
            _print_lines(lines)


def _print_lines(lines: tuple[Line, ...]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=28)
    table.add_column(overflow="fold")
    for line in lines:
        values = [text if not key or key == text else f"{text}  ({key})" for text, key in line.values[:SHOWN]]
        more = len(line.values) - SHOWN
        values += [f"... and {more} more; --format json shows them all"] if more > 0 else []
        table.add_row(Text(f"  {line.label}"), Text("\n".join(values)))
    console().print(table)


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@click.option("--format", "layout", type=click.Choice(["table", "tsv", "json"]), help="Default: table, TSV in a pipe.")
@click.pass_obj
def find(store: str | None, text: tuple[str, ...], limit: int, layout: str | None) -> int:
    """Find things by their names, synonyms, symbols, titles and identifiers, as far as they are typed.

    \b
    mgkg find magn
    mgkg find "vitamin b"
    """
    from mgkg import entities, knowledge

    with knowledge.open(store) as graph:
        matches = entities.find(graph.store, " ".join(text), limit=limit)
    rows = [(names.curie(match.iri), match.name, match.language, match.how) for match in matches]
    columns = ("name", "label", "language", "match")
    layout = layout or default_format()
    if layout == "json":
        import json

        echo(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    elif layout == "table" and rows:
        print_table(columns, rows)
    else:
        echo("\n".join("\t".join(row) for row in [columns, *rows]))
    if not rows:
        click.echo(f"mgkg: nothing is called '{' '.join(text)}'; try fewer letters", err=True)
    return 0 if rows else 2
