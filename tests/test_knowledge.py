"""The Python face: opened anywhere, asked by name and in SPARQL, taken along as a graph; and imported at no cost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

import mgkg
from mgkg import build, knowledge, names, turtle
from mgkg.errors import QueryError, UnavailableError, UnknownName, UnknownQuery
from mgkg.knowledge import KnowledgeGraph, plain
from mgkg.store import folders

OWN = Path(__file__).parent / "cases" / "knowledge" / "own-study.ttl"
FINDING = names.iri("finding:given-2020-magnesium-intake-als-risk")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the build of the ontology and one study."""
    return build.build(tmp_path_factory.mktemp("knowledge"), graphs=[OWN], with_curated=False).path


@pytest.fixture(scope="module")
def graph(built: Path) -> Iterator[KnowledgeGraph]:
    with mgkg.open(built) as opened:
        yield opened


def test_without_a_place_the_curated_graph_is_opened() -> None:
    with mgkg.open() as curated:
        assert curated.sparql("ASK { ?entity a <https://w3id.org/mgkg/ontology#Substance> }") == [{"answer": True}]


def test_a_place_that_holds_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="there is nothing there"):
        mgkg.open(tmp_path / "missing")


def test_a_stored_query_takes_names_and_gives_plain_values(graph: KnowledgeGraph) -> None:
    [row] = graph.query("findings-on-substance-and-condition", substance="Mg", condition=["ALS"])

    assert isinstance(row, dict)
    assert row["finding"] == FINDING
    assert (row["value"], row["year"], row["participants"]) == (Decimal("1.07"), 2020, None)


def test_a_stored_query_that_makes_triples_gives_triples(graph: KnowledgeGraph) -> None:
    triples = graph.query("study-as-graph", study="study:given-2020")

    assert ox.NamedNode(FINDING) in {triple.subject for triple in triples if isinstance(triple, ox.Triple)}


def test_what_a_stored_query_cannot_take_is_told(graph: KnowledgeGraph) -> None:
    with pytest.raises(UnknownQuery):
        graph.query("no-such-query")
    with pytest.raises(UnknownName):
        graph.query("findings-on-substance-and-condition", substance="unobtainium")


def test_sparql_gives_rows_or_triples(graph: KnowledgeGraph) -> None:
    rows = graph.sparql(
        f"SELECT ?label ?none {{ <{names.iri('factor:magnesium-intake')}> <{names.iri('skos:prefLabel')}> ?label }}"
    )
    triples = graph.sparql(f"CONSTRUCT WHERE {{ <{FINDING}> <{names.iri('mgkg:aspect')}> ?aspect }}")

    assert {"label": "inname van magnesium", "none": None} in rows
    assert triples == [
        ox.Triple(ox.NamedNode(FINDING), ox.NamedNode(names.iri("mgkg:aspect")), ox.NamedNode(names.iri("aspect:risk")))
    ]
    with pytest.raises(QueryError):
        graph.sparql("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


def test_one_thing_is_given_as_turtle(graph: KnowledgeGraph) -> None:
    text = graph.turtle("publication:given-2020")

    assert 'mgkg:title "A study" ;' in text
    assert turtle.write(turtle.parse(text, "given")) == text
    with pytest.raises(UnknownName):
        graph.turtle("publication:of-nobody")


def test_everything_is_given_as_an_rdflib_graph(graph: KnowledgeGraph) -> None:
    taken = graph.rdflib()

    [[number]] = [
        list(row.values()) for row in graph.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") if isinstance(row, dict)
    ]
    assert len(taken) == number, "each triple stands in one graph"
    assert taken.namespace_manager.curie(FINDING) == "finding:given-2020-magnesium-intake-als-risk"


def test_entities_are_given_as_a_networkx_graph(graph: KnowledgeGraph) -> None:
    network = graph.networkx()

    node = network.nodes["substance:magnesium"]
    assert node == {"iri": names.iri("substance:magnesium"), "kind": "substance", "en": "magnesium", "nl": "magnesium"}
    assert network.has_edge("factor:magnesium-intake", "substance:magnesium", key="mgkg:ofSubstance")
    assert network.has_edge("substance:magnesium", "condition:amyotrophic-lateral-sclerosis", key="mgkg:studiedWith")
    assert network.has_edge("substance:magnesium", "substance:metals", key="skos:broader")
    assert not network.has_edge("substance:lead", "condition:amyotrophic-lateral-sclerosis")


def test_a_graph_at_an_endpoint_is_asked_the_same(
    graph: KnowledgeGraph, built: Path, serve: Callable[[Path], str]
) -> None:
    with mgkg.open(serve(built / folders.STORE)) as remote:
        assert remote.query("findings-on-substance-and-condition") == graph.query("findings-on-substance-and-condition")
        assert len(remote.rdflib()) == len(graph.rdflib())


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (ox.Literal("2013", datatype=ox.NamedNode(names.iri("xsd:gYear"))), "2013"),
        (ox.Literal(0.5), 0.5),
        (ox.Literal(value=False), False),
        (ox.Literal("many", datatype=ox.NamedNode(names.iri("xsd:integer"))), "many"),
        (ox.Literal("lood", language="nl"), "lood"),
        (ox.BlankNode("b"), "_:b"),
        (ox.Triple(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("a:c")), "<a:a> <a:b> <a:c>"),
    ],
)
def test_a_term_is_given_as_python_has_it(term: ox.Literal | ox.BlankNode | ox.Triple, value: object) -> None:
    assert plain(term) == value


# The package itself.


def test_the_package_has_at_most_twelve_public_names_and_all_are_there() -> None:
    assert len(mgkg.__all__) <= 12
    assert all(getattr(mgkg, name) is not None for name in mgkg.__all__)
    assert set(mgkg.__all__) <= set(dir(mgkg))
    assert mgkg.open is knowledge.open
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        mgkg.nothing  # noqa: B018 - to look is the test


def test_opening_the_curated_graph_imports_nothing_heavy() -> None:
    build.curated()  # who builds it imports more
    heavy = "{'rdflib', 'pyshacl', 'SPARQLWrapper', 'networkx', 'numpy', 'rich', 'click', 'scipy', 'yaml', 'owlready2'}"
    code = f"import mgkg, sys; mgkg.open().store; print(sorted({heavy} & set(sys.modules)))"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert process.stdout.strip() == "[]"
