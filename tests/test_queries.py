"""Stored queries as such: how they are read, set and run. What they answer: test_stored_queries.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgkg import names, queries
from mgkg.errors import DataError, ParameterError, SyntaxFault, UnknownQuery, UsageError
from mgkg.names import Iri
from mgkg.queries import Parameter, StoredQuery, page
from mgkg.store import EmbeddedStore, Rows

BY_KIND = """\
#+ summary: Things of a kind
#+ description: All of them.
#+ question: {en: "Which things are {?kind}?", nl: "Welke dingen zijn {?kind}?"}
#+ tags: [thing]
#+ params:
#+   kind: {type: iri, class: "mgkg:Code", note: any class}
#+   before: {type: integer}
PREFIX mgkg: <https://w3id.org/mgkg/ontology#>

SELECT ?kind ?before ?thing ?year
WHERE {
    VALUES ?kind { mgkg:Publication }
    VALUES ?before { 2010 }

    ?thing
        a ?kind ;
        mgkg:year ?year .
    FILTER(?year < ?before)
}
ORDER BY ?thing
"""
ANY = """\
#+ summary: Whether there is a thing
#+ question: {en: "Is there a thing?", nl: "Is er een ding?"}
ASK { ?thing ?property ?value }
"""
GRAPH = """\
#+ summary: Years as triples
#+ question: {en: "Which years?", nl: "Welke jaren?"}
PREFIX mgkg: <https://w3id.org/mgkg/ontology#>

CONSTRUCT { ?thing mgkg:year ?year }
WHERE { ?thing mgkg:year ?year }
"""
DATA = """\
PREFIX mgkg: <https://w3id.org/mgkg/ontology#>
PREFIX publication: <https://w3id.org/mgkg/publication/>
publication:a a mgkg:Publication ; mgkg:year 2006 .
publication:b a mgkg:Publication ; mgkg:year 2020 .
mgkg:c a mgkg:Study ; mgkg:year 2001 .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("things-of-kind", BY_KIND), ("any", ANY), ("years", GRAPH)):
        (tmp_path / f"{name}.rq").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    file = tmp_path / "data.ttl"
    file.write_text(DATA, encoding="utf-8")
    with EmbeddedStore.in_memory([file]) as opened:
        yield opened


def asked(text: str) -> Rows:
    """Return the rows of a query on an empty graph."""
    return EmbeddedStore.in_memory().select(text)


def node(curie: str) -> ox.NamedNode:
    return ox.NamedNode(names.iri(curie))


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=node(datatype))


# reading


def test_a_file_becomes_a_query_with_its_header(folder: Path) -> None:
    assert queries.get("things-of-kind", folder) == StoredQuery(
        name="things-of-kind",
        summary="Things of a kind",
        description="All of them.",
        questions={"en": "Which things are {?kind}?", "nl": "Welke dingen zijn {?kind}?"},
        tags=("thing",),
        parameters=(
            Parameter(
                name="kind", type="iri", of_class="mgkg:Code", note="any class", default=(node("mgkg:Publication"),)
            ),
            Parameter(name="before", type="integer", default=(typed("2010", "xsd:integer"),)),
        ),
        form="SELECT",
        text=BY_KIND,
    )


def test_the_catalogue_is_in_the_order_of_names(folder: Path) -> None:
    assert [(query.name, query.form) for query in queries.catalogue(folder)] == [
        ("any", "ASK"),
        ("things-of-kind", "SELECT"),
        ("years", "CONSTRUCT"),
    ]


def test_the_text_alone_needs_no_header(folder: Path) -> None:
    assert queries.text("any", folder) == ANY


def test_a_misspelt_name_is_answered_with_the_nearest(folder: Path) -> None:
    with pytest.raises(UnknownQuery, match="did you mean things-of-kind") as caught:
        queries.get("thing-of-kinds", folder)
    assert caught.value.nearest[0] == "things-of-kind"


@pytest.mark.parametrize("name", ["zzzz", "../things-of-kind", ""])
def test_a_name_that_is_none_opens_no_file(folder: Path, name: str) -> None:
    with pytest.raises(UnknownQuery):
        queries.text(name, folder / "nothing-here")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ summary: Things of a kind\n", "", "the header has no 'summary'"),
        ("type: integer", "type: number", "'number' is no type; use one of boolean"),
        ("    VALUES ?before { 2010 }\n", "", "0 lines 'VALUES"),
        ("    VALUES ?before { 2010 }\n", "    VALUES ?before { 1 }\n    VALUES ?before { 2 }\n", "2 lines 'VALUES"),
    ],
)
def test_a_file_that_breaks_the_form_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "broken.rq").write_text(BY_KIND.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        queries.get("broken", tmp_path)


def test_a_header_that_is_no_yaml_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "broken.rq").write_text("#+ summary: [a\n#+ question: b\nASK {}\n", encoding="utf-8")
    with pytest.raises(SyntaxFault, match="not YAML") as caught:
        queries.get("broken", tmp_path)
    assert caught.value.line == 2


def test_a_file_without_a_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bare.rq").write_text("ASK {}\n", encoding="utf-8")
    with pytest.raises(DataError, match="there is no header"):
        queries.get("bare", tmp_path)


# parameters


def test_one_value_replaces_the_default(folder: Path) -> None:
    text = queries.with_parameters(queries.get("things-of-kind", folder), {"kind": node("mgkg:Study")})
    assert "VALUES ?kind { <https://w3id.org/mgkg/ontology#Study> }" in text
    assert "VALUES ?before { 2010 }" in text


def test_several_values_ask_for_any_of_them(folder: Path, store: EmbeddedStore) -> None:
    values: dict[str, queries.Values] = {
        "kind": [node("mgkg:Study"), node("mgkg:Publication")],
        "before": typed("2030", "xsd:integer"),
    }
    found = queries.rows(store, queries.get("things-of-kind", folder), values)
    assert sorted(str(row[3]) for row in found) == sorted(str(ox.Literal(year)) for year in (2001, 2006, 2020))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    filled = queries.with_parameters('SELECT ?word WHERE {\n    VALUES ?word { "a" }\n}', {"word": ox.Literal(text)})
    assert list(asked(filled)) == [(ox.Literal(text),)]


@pytest.mark.parametrize("attack", ["> } DROP ALL #", "https://example.org/> } DROP ALL #", "urn:x y", "urn:{x}"])
def test_nothing_gets_out_of_an_iri(folder: Path, attack: str) -> None:
    query = queries.get("things-of-kind", folder)
    with pytest.raises(ParameterError, match="is not an IRI"):
        queries.terms(query, {"kind": attack})


def test_a_value_that_looks_like_a_parameter_is_not_read_again() -> None:
    text = 'SELECT ?a ?b WHERE {\n    VALUES ?a { "x" }\n    VALUES ?b { "y" }\n}'
    trick = ox.Literal("\n    VALUES ?b { 1 }\n")
    assert list(asked(queries.with_parameters(text, {"a": trick, "b": ox.Literal("z")}))) == [(trick, ox.Literal("z"))]


def test_an_unknown_parameter_is_answered_with_those_there_are(folder: Path) -> None:
    with pytest.raises(ParameterError, match="'things-of-kind' has no parameter 'sort'; it takes kind, before"):
        queries.with_parameters(queries.get("things-of-kind", folder), {"sort": node("mgkg:Study")})
    with pytest.raises(ParameterError, match="it takes none"):
        queries.with_parameters(queries.get("any", folder), {"sort": node("mgkg:Study")})
    with pytest.raises(ParameterError, match="the query has no parameter 'sort'; it takes year"):
        queries.with_parameters("VALUES ?year { 2006 }", {"sort": node("mgkg:Study")})


def test_no_value_at_all_is_refused(folder: Path) -> None:
    with pytest.raises(ParameterError, match="was given no value"):
        queries.with_parameters(queries.get("things-of-kind", folder), {"kind": []})


@pytest.mark.parametrize(
    ("name", "term", "accepted"),
    [
        ("kind", ox.Literal("mgkg:Study"), "the IRI of a mgkg:Code is accepted"),
        ("before", ox.NamedNode("urn:x"), "a whole number such as 2006 is accepted"),
        ("before", ox.Literal("2006"), "a whole number such as 2006 is accepted"),
    ],
)
def test_a_term_of_another_type_is_refused(
    folder: Path, name: str, term: ox.NamedNode | ox.Literal, accepted: str
) -> None:
    with pytest.raises(ParameterError, match=accepted):
        queries.with_parameters(queries.get("things-of-kind", folder), {name: term})


def test_texts_become_terms_by_type(folder: Path) -> None:
    query = queries.get("things-of-kind", folder)
    assert queries.terms(query, {"kind": ["mgkg:Study", "urn:x"], "before": "2006"}) == {
        "kind": (node("mgkg:Study"), ox.NamedNode("urn:x")),
        "before": (typed("2006", "xsd:integer"),),
    }
    with pytest.raises(ParameterError, match="parameter 'before': '2006 } #' does not fit"):
        queries.terms(query, {"before": "2006 } #"})


@pytest.mark.parametrize(
    ("type_", "text", "datatype"),
    [("decimal", "0.5", "xsd:decimal"), ("boolean", "true", "xsd:boolean"), ("string", "a b", "xsd:string")],
)
def test_literals_of_every_type_fit_their_parameter(type_: str, text: str, datatype: str) -> None:
    parameter = Parameter(name="x", type=type_)
    query = StoredQuery(
        name="q", summary="", questions={}, parameters=(parameter,), form="SELECT", text="VALUES ?x { 1 }"
    )
    terms = queries.terms(query, {"x": text})
    assert terms == {"x": (typed(text, datatype),)}
    assert queries.with_parameters(query, terms) == f"VALUES ?x {{ {typed(text, datatype)} }}"


def test_names_are_resolved_by_whoever_can(folder: Path) -> None:
    def resolve(text: str, of_class: str | None) -> Iri:
        return names.iri(f"substance:{text}-{names.local_name(of_class or '')}")

    found = queries.terms(queries.get("things-of-kind", folder), {"kind": "magnesium"}, resolve)
    assert found == {"kind": (node("substance:magnesium-Code"),)}


def test_an_iri_of_no_class_is_asked_for_as_such() -> None:
    with pytest.raises(ParameterError, match="neither an IRI nor a name with a known prefix"):
        queries.as_written("magnesium")
    query = StoredQuery(
        name="q",
        summary="",
        questions={},
        parameters=(Parameter(name="x", type="iri"),),
        form="SELECT",
        text="VALUES ?x { 1 }",
    )
    with pytest.raises(ParameterError, match="an IRI is accepted"):
        queries.with_parameters(query, {"x": ox.Literal(1)})


# running


def test_each_form_gives_what_it_makes(folder: Path, store: EmbeddedStore) -> None:
    rows = list(queries.rows(store, queries.get("things-of-kind", folder)))
    assert [row[2] for row in rows if isinstance(row, tuple)] == [node("publication:a")]
    assert list(queries.rows(store, queries.get("any", folder))) == [(ox.Literal(value=True),)]
    assert len(list(queries.triples(store, queries.get("years", folder)))) == 3


def test_a_stored_query_runs_by_its_name() -> None:
    with EmbeddedStore.in_memory() as empty:
        assert list(queries.rows(empty, "findings-on-substance-and-condition")) == []
        assert list(queries.triples(empty, "study-as-graph")) == []


def test_rows_are_not_triples(folder: Path, store: EmbeddedStore) -> None:
    with pytest.raises(UsageError, match="makes triples, not rows"):
        queries.rows(store, queries.get("years", folder))
    with pytest.raises(UsageError, match="makes rows, not triples"):
        queries.triples(store, queries.get("any", folder))


# the page


def test_the_page_tells_what_a_query_takes_and_gives(folder: Path) -> None:
    written = page.page(queries.catalogue(folder))
    assert "> Which things are *kind*? (en)" in written
    assert "| `kind` | mgkg:Code; any class | `mgkg:Publication` |" in written
    assert "Columns: `kind`, `before`, `thing`, `year`." in written
    assert "Gives true or false." in written
    assert "Gives triples." in written
