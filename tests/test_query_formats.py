"""Results of queries as text: rows in the SPARQL result formats, triples in the RDF formats."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from mgkg import names, queries
from mgkg.errors import UsageError
from mgkg.store import EmbeddedStore, Rows

TERMS = 'SELECT ?a ?b WHERE { VALUES (?a ?b) { (<urn:a> UNDEF) (1 "x,\\"y\\"\\tz") ("wörd"@en 1.50) } }'
YEAR = ox.Triple(
    ox.NamedNode(names.iri("publication:fondell-2013")), ox.NamedNode(names.iri("mgkg:year")), ox.Literal(2013)
)
KIND = ox.Triple(YEAR.subject, ox.NamedNode(names.iri("rdf:type")), ox.NamedNode(names.iri("mgkg:Publication")))
NAME = ox.Triple(ox.NamedNode("urn:x"), ox.NamedNode("urn:y"), ox.Literal("naïve", language="en"))
TRIPLES = [YEAR, KIND, NAME, YEAR]


def asked(text: str) -> Rows:
    """Return the rows of a query on an empty graph."""
    return EmbeddedStore.in_memory().select(text)


def test_csv_and_tsv_are_as_the_recommendation_says() -> None:
    assert queries.write_rows(asked(TERMS), "SELECT", "csv") == 'a,b\r\nurn:a,\r\n1,"x,""y""\tz"\r\nwörd,1.5\r\n'
    assert queries.write_rows(asked(TERMS), "SELECT", "tsv") == (
        '?a\t?b\n<urn:a>\t\n1\t"x,\\"y\\"\\tz"\n"wörd"@en\t1.5\n'
    )


def test_json_rows_name_type_language_and_datatype() -> None:
    document = json.loads(queries.write_rows(asked(TERMS), "SELECT", "json"))
    assert document["head"] == {"vars": ["a", "b"]}
    assert document["results"]["bindings"] == [
        {"a": {"type": "uri", "value": "urn:a"}},
        {
            "a": {"type": "literal", "value": "1", "datatype": names.iri("xsd:integer")},
            "b": {"type": "literal", "value": 'x,"y"\tz'},
        },
        {
            "a": {"type": "literal", "value": "wörd", "xml:lang": "en"},
            "b": {"type": "literal", "value": "1.5", "datatype": names.iri("xsd:decimal")},
        },
    ]


def test_xml_rows_are_xml() -> None:
    document = ET.fromstring(queries.write_rows(asked(TERMS), "SELECT", "xml"))  # noqa: S314  # written here
    assert [part.tag.partition("}")[2] for part in document.iter()].count("result") == 3


def test_no_rows_are_written_too() -> None:
    nothing = "SELECT ?a WHERE { ?a ?b ?c }"
    assert queries.write_rows(asked(nothing), "SELECT", "csv") == "a\r\n"
    assert json.loads(queries.write_rows(asked(nothing), "SELECT", "json"))["results"] == {"bindings": []}


def test_nodes_without_a_name_and_quoted_triples_are_written() -> None:
    text = "SELECT ?blank ?triple WHERE { BIND(BNODE() AS ?blank) BIND(TRIPLE(<urn:s>, <urn:p>, 'o') AS ?triple) }"
    binding = json.loads(queries.write_rows(asked(text), "SELECT", "json"))["results"]["bindings"][0]
    assert binding["blank"]["type"] == "bnode"
    assert binding["triple"]["value"]["object"] == {"type": "literal", "value": "o"}


@pytest.mark.parametrize(
    ("layout", "text"), [("json", '{"head":{},"boolean":false}\n'), ("csv", "false"), ("tsv", "false")]
)
def test_a_truth_value_is_no_table(layout: str, text: str) -> None:
    assert queries.write_rows(asked("ASK { ?a ?b ?c }"), "ASK", layout) == text


def test_triples_are_written_once_each_with_the_prefixes_in_use_by_name() -> None:
    assert queries.write_triples(TRIPLES, "turtle") == (
        "@prefix mgkg: <https://w3id.org/mgkg/ontology#> .\n"
        "@prefix publication: <https://w3id.org/mgkg/publication/> .\n"
        "publication:fondell-2013 a mgkg:Publication ;\n"
        "\tmgkg:year 2013 .\n"
        '<urn:x> <urn:y> "naïve"@en .\n'
    )
    assert len(queries.write_triples(TRIPLES, "nt").splitlines()) == 3


@pytest.mark.parametrize("layout", sorted(queries.TRIPLE_FORMATS))
def test_triples_can_be_read_back(layout: str) -> None:
    read = ox.parse(queries.write_triples(TRIPLES, layout), format=queries.TRIPLE_FORMATS[layout])
    assert {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in read} == set(TRIPLES)


def test_types_in_jsonld_stand_where_framing_looks() -> None:
    written = json.loads(queries.write_triples(TRIPLES, "jsonld"))
    assert [thing.get("@type") for thing in written] == [[names.iri("mgkg:Publication")], None]


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="use one of csv, json, tsv, xml"):
        queries.write_rows(asked(TERMS), "SELECT", "xls")
    with pytest.raises(UsageError, match="use one of jsonld, nt"):
        queries.write_triples([], "xls")
