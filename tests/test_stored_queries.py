"""The stored queries of the project: their form, and what each answers on the curated graph.

`python tests/test_stored_queries.py` writes the answers anew; read the difference before it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from mgkg import build, files, names, queries
from mgkg.queries import StoredQuery, page
from mgkg.store import Store, Term, folders, open_store

CASES = Path(__file__).parent / "cases" / "queries"
PAGE = Path(__file__).parent.parent / "docs" / "queries.md"
CATALOGUE = queries.catalogue()

each = pytest.mark.parametrize("query", CATALOGUE, ids=[query.name for query in CATALOGUE])


def body(query: StoredQuery) -> str:
    """Return the SPARQL of a query without header, comments, texts in quotes and prefix lines."""
    lines = [line for line in query.text.splitlines() if not line.lstrip().startswith(("#", "PREFIX"))]
    return re.sub(r'"[^"]*"', '""', "\n".join(lines))


# form


@each
def test_header_speaks_both_languages(query: StoredQuery) -> None:
    assert query.summary
    assert not query.summary.endswith(".")
    assert set(query.questions) == {"en", "nl"}
    assert all(question.endswith("?") for question in query.questions.values())
    assert query.tags


@each
def test_questions_name_their_parameters_and_no_others(query: StoredQuery) -> None:
    declared = {parameter.name for parameter in query.parameters}
    for question in query.questions.values():
        assert set(queries.slots(question)) <= declared


@each
def test_every_parameter_has_an_example(query: StoredQuery) -> None:
    assert all(parameter.default for parameter in query.parameters)


@each
def test_prefixes_are_written_out_and_used(query: StoredQuery) -> None:
    written = dict(re.findall(r"^PREFIX ([\w-]+): <([^>]*)>$", query.text, re.MULTILINE))
    used = set(re.findall(r"(?<![\w?<-])([A-Za-z][\w-]*):(?=\w)", re.sub(r"<[^>]*>", "", body(query))))
    assert list(written) == sorted(written)
    assert used == set(written)
    assert written == {prefix: names.PREFIXES[prefix] for prefix in written}


@each
def test_select_names_its_columns_parameters_first_and_has_an_order(query: StoredQuery) -> None:
    if query.form != "SELECT":
        return
    columns = page.columns(query)
    assert "*" not in columns
    assert set(columns) >= {parameter.name for parameter in query.parameters}
    order = re.search(r"^ORDER BY (.+)$", query.text, re.MULTILINE)
    assert order, "there is no ORDER BY"
    assert re.fullmatch(r"(?:\?\w+|DESC\(\?\w+\))(?: (?:\?\w+|DESC\(\?\w+\)))*", order[1]), "it orders by an expression"


@each
def test_no_construct_that_an_engine_is_known_to_fail_at(query: StoredQuery) -> None:
    text = body(query)
    assert not re.search(r"\bSERVICE\b", text)
    assert not re.search(r"\bGRAPH\b", text), "the default graph is the union of all"
    assert not re.search(r"[\w)][*+](?=[\s/);.|])", text), "a path of any length: use the stored closure"
    for inner in re.findall(r"NOT EXISTS \{([^}]*)\}", text):
        assert not re.search(r"[;/]|\.\s*\S", inner), "NOT EXISTS of more than one pattern never ends: use MINUS"
    assert not (query.form == "CONSTRUCT" and re.search(r"\bUNION\b", text)), "some engines give an empty graph"


@each
def test_both_parsers_take_it(query: StoredQuery) -> None:
    from rdflib.plugins.sparql import prepareQuery

    prepareQuery(query.text)
    ox.Store().query(query.text)


@pytest.fixture(scope="module")
def terms() -> set[str]:
    """Everything that the ontology says something about, by its IRI."""
    read = chain.from_iterable(ox.parse(path=path) for path in files.turtle_files(files.folder("ontology")))
    return {quad.subject.value for quad in read if isinstance(quad.subject, ox.NamedNode)}


@each
def test_terms_exist_in_the_ontology(query: StoredQuery, terms: set[str]) -> None:
    short = re.findall(r"(?<![\w?<-])([a-z][a-z-]*:\w[\w-]*)", re.sub(r"<[^>]*>", "", body(query)))
    ours = {names.iri(name) for name in short if names.iri(name).startswith(names.BASE)}
    not_ours = ("family", "finding", "proposition", "publication", "study")
    assert {name for name in ours if names.kind_of(name) not in not_ours} <= terms


# answers


@pytest.fixture(scope="module", params=["embedded", "remote"])
def store(request: pytest.FixtureRequest, serve: Callable[[Path], str]) -> Iterator[Store]:
    """Return the curated graph in this process, and at a real endpoint."""
    place = build.curated() / folders.STORE
    opened = open_store(place if request.param == "embedded" else serve(place))
    yield opened
    opened.close()


def shown(term: Term) -> str:
    """Return a term as a case holds it: a compact name, or the text of a literal."""
    if isinstance(term, ox.NamedNode):
        return names.curie(term.value)
    return "" if term is None else re.sub(r"\s+", " ", getattr(term, "value", str(term)))


def answer(store: Store, query: StoredQuery) -> tuple[str, str]:
    """Return the name of the file that holds the answer to a query, and its text."""
    if query.form == "CONSTRUCT":
        return "expect.ttl", queries.write_triples(queries.triples(store, query), "turtle")
    rows = queries.rows(store, query)
    lines: list[Any] = [rows.variables, *(map(shown, row) for row in rows)]
    return "expect.tsv", "".join("\t".join(line) + "\n" for line in lines)


@each
def test_every_store_answers_as_expected(query: StoredQuery, store: Store) -> None:
    name, text = answer(store, query)
    expected = (CASES / query.name / name).read_text(encoding="utf-8")
    assert text.splitlines() == expected.splitlines(), "to write it anew: python tests/test_stored_queries.py"
    assert len(text.splitlines()) > 1, "the examples of the parameters find nothing"


def test_every_case_is_that_of_a_query() -> None:
    assert {path.name for path in CASES.iterdir()} == {query.name for query in CATALOGUE}


def test_the_page_in_the_documentation_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page.page(CATALOGUE), "to write it anew: just docs"


def write() -> None:
    """Write what every query answers on the curated graph into its case."""
    store = open_store(build.curated())
    for query in CATALOGUE:
        name, text = answer(store, query)
        files.write_whole(CASES / query.name / name, text)


if __name__ == "__main__":
    write()
