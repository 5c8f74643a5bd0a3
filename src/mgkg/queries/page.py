"""The page on stored queries in the documentation, written from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from mgkg import names
from mgkg.queries.catalogue import Parameter, StoredQuery, filled
from mgkg.store import Term

_HEAD = """\
# Stored queries

<!-- Written by `just docs`; change the files in queries/answers instead. -->

{count} questions with names. Each is a file in `queries/answers` that runs as it stands on any SPARQL 1.1 endpoint
which holds the graph, with the examples below in its `VALUES` lines. `mgkg query run NAME` asks it with those examples,
`mgkg query run NAME parameter=value` with other values: a name, a synonym, a compact name such as
`substance:magnesium`, or an IRI. A parameter given twice asks for either value. `mgkg query show NAME` prints the
SPARQL text.
"""


def page(queries: Iterable[StoredQuery]) -> str:
    """Return the page: an overview, then a section for each query, in Markdown."""
    listed = tuple(queries)
    overview = "".join(f"| [`{query.name}`](#{query.name}) | {query.summary} |\n" for query in listed)
    sections = "".join(_section(query) for query in listed)
    return f"{_HEAD.format(count=len(listed))}\n| name | what it answers |\n|---|---|\n{overview}{sections}"


def columns(query: StoredQuery) -> tuple[str, ...]:
    """Return the columns of the rows that a SELECT gives, in its order; none for the other forms."""
    answer = ox.Store().query(query.text)
    return tuple(variable.value for variable in answer.variables) if isinstance(answer, ox.QuerySolutions) else ()


def _section(query: StoredQuery) -> str:
    words = {parameter.name: f"*{parameter.name}*" for parameter in query.parameters}
    asked = "\n".join(f"> {filled(question, words)} ({language})  " for language, question in query.questions.items())
    parts = [f"\n## {query.name}\n", asked.rstrip() + "\n"]
    if query.description:
        parts.append(f"{query.description}\n")
    if query.parameters:
        rows = "\n".join(_row(parameter) for parameter in query.parameters)
        parts.append(f"| parameter | takes | example |\n|---|---|---|\n{rows}\n")
    parts.append(_gives(query))
    return "\n".join(parts)


def _row(parameter: Parameter) -> str:
    takes = parameter.of_class or parameter.type
    note = f"; {parameter.note}" if parameter.note else ""
    example = ", ".join(f"`{_short(term)}`" for term in parameter.default)
    return f"| `{parameter.name}` | {takes}{note} | {example} |"


def _gives(query: StoredQuery) -> str:
    named = columns(query)
    if named:
        return f"Columns: {', '.join(f'`{name}`' for name in named)}.\n"
    return "Gives true or false.\n" if query.form == "ASK" else "Gives triples.\n"


def _short(term: Term) -> str:
    text = str(term)
    return names.curie(text[1:-1]) if text.startswith("<") else text.partition("^^")[0]
