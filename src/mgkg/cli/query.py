"""mgkg query: the stored queries, listed, shown and run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

import click

from mgkg.cli.output import default_format, echo, print_table, readable
from mgkg.errors import ParameterError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from mgkg.store import Rows

_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "ntriples", "jsonld")


@click.group()
def query() -> None:
    """List, show and run the stored queries."""


@query.command("list")
@click.option("--lang", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option("--format", "layout", type=click.Choice(["table", "tsv", "json"]), help="Default: table, TSV in a pipe.")
def list_(lang: str, layout: str | None) -> None:
    """List the stored queries with the question that each answers."""
    from mgkg import queries

    stored = queries.catalogue()
    rows = [(one.name, one.questions[lang], " ".join(parameter.name for parameter in one.parameters)) for one in stored]
    columns = ("name", "question", "parameters")
    layout = layout or default_format()
    if layout == "json":
        import json

        echo(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    elif layout == "table":
        print_table(columns, rows)
    else:
        echo("\n".join("\t".join(row) for row in [columns, *rows]))


@query.command("show")
@click.argument("name")
def show(name: str) -> None:
    """Show a stored query: SPARQL that runs as it stands on any endpoint that holds the graph."""
    from mgkg import queries

    echo(queries.get(name).text)


@query.command("run")
@click.argument("name")
@click.argument("parameters", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option("--format", "layout", type=click.Choice(_FORMATS), help="Default: table, TSV in a pipe; ttl for triples.")
@click.pass_obj
def run(store: str | None, name: str, parameters: tuple[str, ...], layout: str | None) -> None:
    """Run a stored query; a value may be a label, a synonym, a symbol or a compact name, and be given more than once.

    \b
    mgkg query run findings-on-substance-and-condition substance=magnesium condition=ALS
    mgkg query run metal-profile condition="autism spectrum disorder" --format csv
    """
    from mgkg import entities, knowledge, queries
    from mgkg.store import grammar

    stored = queries.get(name)
    with knowledge.open(store) as graph:
        resolve = partial(entities.resolve, graph.store)
        given = queries.terms(stored, _given(parameters), resolve)
        if stored.form in grammar.GRAPH_FORMS:
            print_triples(queries.triples(graph.store, stored, given), layout)
        else:
            print_rows(queries.rows(graph.store, stored, given), stored.form, layout)


def _given(parameters: tuple[str, ...]) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for one in parameters:
        name, equals, value = one.partition("=")
        if not equals:
            raise ParameterError(f"'{one}' sets nothing; write PARAMETER=VALUE, such as substance=magnesium")
        given.setdefault(name, []).append(value)
    return given


def print_triples(triples: Iterable[ox.Triple], layout: str | None) -> None:
    """Print triples, as Turtle unless told otherwise; raises UsageError for a format of rows."""
    from mgkg import queries

    echo(queries.write_triples(triples, layout or "ttl"))


def print_rows(rows: Rows, form: str, layout: str | None) -> None:
    """Print the rows of a SELECT or the truth of an ASK; raises UsageError for a format of triples."""
    from mgkg import queries

    layout = layout or default_format()
    if layout == "table":
        print_table(rows.variables, ([readable(term) for term in row] for row in rows))
    else:
        echo(queries.write_rows(rows, form, layout))
