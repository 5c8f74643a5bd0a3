"""mgkg sparql: any SPARQL query on the graph."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mgkg.cli.query import _FORMATS, print_rows, print_triples


@click.command()
@click.argument("query", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help="Read the query from a file, '-' for the input.")
@click.option("--format", "layout", type=click.Choice(_FORMATS), help="Default: table, TSV in a pipe; ttl for triples.")
@click.pass_obj
def sparql(store: str | None, query: str | None, file: Path | None, layout: str | None) -> None:
    """Run a SPARQL 1.1 query; SERVICE and updates are refused.

    \b
    mgkg sparql "SELECT (COUNT(*) AS ?findings) WHERE { ?f a <https://w3id.org/mgkg/ontology#Finding> }"
    mgkg sparql --file my.rq --format csv
    """
    from mgkg import knowledge
    from mgkg.store import grammar

    text = _text(query, file)
    form = grammar.form(text)
    with knowledge.open(store) as graph:
        if form in grammar.GRAPH_FORMS:
            print_triples(graph.store.construct(text), layout)
        else:
            print_rows(graph.store.select(text), form, layout)


def _text(query: str | None, file: Path | None) -> str:
    if (query is None) == (file is None):
        raise click.UsageError("give one query, as text or with --file")
    if query is not None:
        return query
    if str(file) == "-":
        return sys.stdin.read()
    try:
        return Path(str(file)).read_text(encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror}; name a file that can be read") from error
