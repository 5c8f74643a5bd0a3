"""Pages of stored queries: a form for the parameters of each, its rows with links, its SPARQL to copy."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from mgkg import names, queries
from mgkg.queries import Parameter, StoredQuery, Value
from mgkg.store import Store, Term, grammar
from mgkg.web.places import page_path
from mgkg.web.titles import titles

#: How many rows a page shows; the downloads have all of them.
SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the form: its name, what it takes, what stands in it."""

    name: str
    note: str
    value: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The rows of a page, each cell a text with its path, and how many more there are; or triples as Turtle."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    total: int = 0
    turtle: str = ""


def result(store: Store, stored: StoredQuery, terms: dict[str, tuple[Value, ...]], language: str) -> Result:
    """Return what a stored query gives, as a page shows it."""
    if stored.form in grammar.GRAPH_FORMS:
        return Result(turtle=queries.write_triples(queries.triples(store, stored, terms), "ttl"))
    found = queries.rows(store, stored, terms)
    every = list(found)
    shown = every[:SHOWN]
    called = titles(store, _things(shown), language)
    rows = tuple(tuple(_cell(term, called) for term in row) for row in shown)
    return Result(columns=tuple(found.variables), rows=rows, total=len(every))


def fields(store: Store, stored: StoredQuery, given: dict[str, str], language: str) -> tuple[Field, ...]:
    """Return the fields of a stored query's form, filled with what was given."""
    defaults = [term.value for one in stored.parameters for term in one.default if isinstance(term, ox.NamedNode)]
    called = titles(store, defaults, language)
    return tuple(
        Field(name=one.name, note=one.note or "", value=given.get(one.name, ""), example=_example(one, called))
        for one in stored.parameters
    )


def question(stored: StoredQuery, filled: tuple[Field, ...], language: str) -> str:
    """Return the question of a stored query in words, with what it is asked about."""
    words = {field.name: field.value or field.example for field in filled}
    return queries.filled(stored.questions.get(language) or stored.questions["en"], words)


def sparql(stored: StoredQuery, terms: dict[str, tuple[Value, ...]]) -> str:
    """Return the SPARQL text that was run, without the header."""
    text = queries.with_parameters(stored, terms) if terms else stored.text
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")) + "\n"


def _things(rows: list[tuple[Term, ...]]) -> list[str]:
    return [term.value for row in rows for term in row if isinstance(term, ox.NamedNode)]


def _cell(term: Term, called: dict[str, str]) -> tuple[str, str]:
    if isinstance(term, ox.NamedNode):
        return called.get(term.value, names.curie(term.value)), page_path(term.value)
    if isinstance(term, ox.Literal):
        return term.value, ""
    return ("" if term is None else str(term)), ""


def _example(parameter: Parameter, called: dict[str, str]) -> str:
    """Return the default of a parameter as a person would write it."""
    texts = []
    for term in parameter.default:
        value = term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
        texts.append(called.get(value, value))
    return ", ".join(texts)
