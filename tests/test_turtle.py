"""Turtle: faults have a place, equal graphs give equal text, what is written is read back."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgkg import files, names, turtle
from mgkg.errors import SyntaxFault

NAMES = st.sampled_from([f"{kind}:{slug}" for kind in ("substance", "condition", "mgkg") for slug in ("a", "b-c", "d")])
NODES = NAMES.map(lambda name: ox.NamedNode(names.iri(name)))
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
LITERALS = st.one_of(
    TEXT.map(ox.Literal),
    st.tuples(TEXT, st.sampled_from(["en", "nl"])).map(lambda pair: ox.Literal(pair[0], language=pair[1])),
    st.integers().map(ox.Literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-999, max_value=999).map(
        lambda number: ox.Literal(str(number), datatype=ox.NamedNode(names.iri("xsd:decimal")))
    ),
)
TRIPLES = st.lists(st.builds(ox.Triple, NODES, NODES, st.one_of(NODES, LITERALS)), max_size=12)


@given(TRIPLES)
def test_what_is_written_is_read_back(triples: list[ox.Triple]) -> None:
    assert set(triples) == set(turtle.parse(turtle.write(triples), "given"))


@given(TRIPLES.flatmap(lambda triples: st.tuples(st.just(triples), st.permutations(triples))))
def test_equal_graphs_give_equal_text(pair: tuple[list[ox.Triple], list[ox.Triple]]) -> None:
    assert turtle.write(pair[0]) == turtle.write(pair[1])


def test_a_fault_has_file_line_and_column(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("PREFIX a: <https://example.org/>\na:b a:c .\n", encoding="utf-8")

    with pytest.raises(SyntaxFault) as caught:
        turtle.read(broken)

    assert (str(broken), 2) == (caught.value.source, caught.value.line)
    assert caught.value.column > 0
    assert str(broken) in str(caught.value)


def test_decimals_keep_their_printed_form() -> None:
    text = "PREFIX mgkg: <https://w3id.org/mgkg/ontology#>\n\n<urn:a>\n    mgkg:value 0.80 ;\n.\n"

    assert text == turtle.write(turtle.parse(text, "given"))


def test_blank_nodes_and_lists_keep_their_look() -> None:
    text = (
        "PREFIX sh: <http://www.w3.org/ns/shacl#>\nPREFIX shape: <https://w3id.org/mgkg/shape/>\n\n"
        "shape:a\n    sh:or (\n            [\n                sh:path sh:name ;\n            ]\n"
        "            [\n                sh:path sh:path ;\n            ]\n        ) ;\n.\n"
    )
    once = turtle.write(turtle.parse(text, "given"))

    assert once == turtle.write(turtle.parse(once, "given"))
    assert once.count("sh:path") == 3


def test_a_triple_term_is_refused() -> None:
    inner = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c"))

    with pytest.raises(TypeError, match=r"RDF 1\.1"):
        turtle.write([ox.Triple(ox.NamedNode("urn:d"), ox.NamedNode("urn:e"), inner)])


def test_nothing_is_written_for_an_empty_graph() -> None:
    assert turtle.write([]) == ""


@pytest.mark.parametrize("folder", ["ontology", "shapes", "graph"])
def test_the_projects_own_files_have_the_canonical_look(folder: str) -> None:
    for file in files.turtle_files(files.folder(folder)):
        assert turtle.write(turtle.read(file)) == file.read_text(encoding="utf-8"), "run 'just format'"
