"""The routes for programs over HTTP: the contract of the command line, the formats, one shape of errors."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from mgkg import answers, knowledge, queries

#: What reads a path and gives status, headers and body.
Fetch = Callable[..., Any]
PAIR = "/api/queries/findings-on-substance-and-condition"


@pytest.mark.parametrize("question", ["Is magnesium deficiency connected to Asperger's?", "Is lood verhoogd bij ALS?"])
def test_ask_gives_what_the_command_line_gives(fetch: Fetch, question: str) -> None:
    status, headers, body = fetch(f"/api/ask?q={quote(question)}")
    with knowledge.open() as graph:
        expected = answers.to_json(graph.ask(question))

    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert json.loads(body) == json.loads(json.dumps(expected))


def test_ask_takes_a_language_and_a_year(fetch: Fetch) -> None:
    question = json.loads(fetch("/api/ask?q=magnesium+autism&lang=nl&as_of=2006")[2])["question"]

    assert (question["language"], question["asOf"]) == ("nl", 2006)


def test_an_answer_is_given_as_markdown(fetch: Fetch) -> None:
    status, headers, body = fetch("/api/ask.md?q=lead+and+ALS")

    assert (status, headers["Content-Type"]) == (200, "text/markdown; charset=utf-8")
    assert body.startswith(b"# lead and ALS")


def test_names_are_found_as_they_are_typed(fetch: Fetch) -> None:
    found = json.loads(fetch("/api/entities?q=magnes&limit=3")[2])["entities"]

    assert len(found) == 3
    assert found[0]["name"] == "substance:magnesium"
    assert found[0]["kind"] == "substance"
    assert json.loads(fetch("/api/entities?q=ADHD")[2])["entities"][0]["match"] == "exact"
    assert json.loads(fetch("/api/entities?q=qqqqqqqq")[2]) == {"entities": []}


def test_the_list_of_queries_tells_how_to_ask_each(fetch: Fetch) -> None:
    listed = json.loads(fetch("/api/queries")[2])["queries"]

    assert [one["name"] for one in listed] == [one.name for one in queries.catalogue()]
    pair = next(one for one in listed if one["url"] == PAIR)
    assert [one["name"] for one in pair["parameters"]] == ["substance", "condition"]
    assert pair["parameters"][0]["default"] == ["substance:magnesium"]
    assert pair["formats"] == ["json", "csv", "tsv", "xml"]


def test_a_query_takes_names_and_several_values(fetch: Fetch) -> None:
    one = list(csv.DictReader(io.StringIO(fetch(f"{PAIR}.csv?substance=lead&condition=ALS")[2].decode())))
    two = list(
        csv.DictReader(io.StringIO(fetch(f"{PAIR}.csv?substance=lead&substance=zinc&condition=ALS")[2].decode()))
    )

    assert {row["substance"].rpartition("/")[2] for row in one} == {"lead"}
    assert {row["substance"].rpartition("/")[2] for row in two} == {"lead", "zinc"}


@pytest.mark.parametrize(
    ("ending", "accept", "media_type"),
    [
        (".json", "", "application/sparql-results+json"),
        (".csv", "", "text/csv"),
        (".tsv", "", "text/tab-separated-values"),
        (".xml", "", "application/sparql-results+xml"),
        ("", "*/*", "application/sparql-results+json"),
        ("", "application/json", "application/sparql-results+json"),
        ("", "text/csv;q=0.9, application/json;q=0.2", "text/csv"),
        ("", "application/sparql-results+xml", "application/sparql-results+xml"),
        (".rq", "", "application/sparql-query"),
    ],
)
def test_rows_come_in_the_format_asked_for(fetch: Fetch, ending: str, accept: str, media_type: str) -> None:
    status, headers, body = fetch(f"{PAIR}{ending}", **({"Accept": accept} if accept else {}))

    assert (status, headers["Content-Type"].split(";")[0]) == (200, media_type)
    assert body
    if media_type.endswith("json"):
        assert json.loads(body)["results"]["bindings"]
    if media_type.endswith("xml"):
        assert ET.fromstring(body).tag.endswith("sparql")  # noqa: S314 - our own server wrote it


@pytest.mark.parametrize(
    ("ending", "parser"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdf", ox.RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_the_format_asked_for(fetch: Fetch, ending: str, parser: ox.RdfFormat) -> None:
    body = fetch(f"/api/queries/study-as-graph.{ending}")[2]
    plain = fetch("/api/queries/study-as-graph.nt")[2]

    assert set(ox.parse(body, format=parser)) == set(ox.parse(plain, format=ox.RdfFormat.N_TRIPLES))


def test_the_text_of_a_query_holds_what_was_set(fetch: Fetch) -> None:
    text = fetch(f"{PAIR}.rq?substance=lead")[2].decode("utf-8")

    assert "VALUES ?substance { <https://w3id.org/mgkg/substance/lead> }" in text


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [
        ("/api/ask", 400, "wrong-parameter"),
        ("/api/ask?q=xyzzy", 422, "not-understood"),
        ("/api/ask?q=zinc&lang=tlh", 400, "wrong-parameter"),
        ("/api/ask?q=zinc&as_of=-1", 400, "wrong-parameter"),
        ("/api/entities?q=zinc&limit=1000", 400, "wrong-parameter"),
        ("/api/queries/none", 404, "unknown-query"),
        (f"{PAIR}?substance=unobtainium", 404, "unknown-name"),
        (f"{PAIR}?nonsense=1", 400, "wrong-parameter"),
        (f"{PAIR}?substance={'x' * 501}", 400, "wrong-parameter"),
        (f"{PAIR}.ttl", 400, "wrong-parameter"),
        ("/api/queries/known-by-year?year=soon", 400, "wrong-parameter"),
        (f"{PAIR}?substance=http://x%3E%20%7D", 404, "unknown-name"),
    ],
)
def test_every_error_has_one_shape(fetch: Fetch, path: str, status: int, name: str) -> None:
    code, headers, body = fetch(path)
    told = json.loads(body)

    assert (code, headers["Content-Type"]) == (status, "application/problem+json")
    assert (told["status"], told["type"]) == (status, f"urn:mgkg:problem:{name}")
    assert told["detail"]


def test_a_format_that_is_not_given_is_refused(fetch: Fetch) -> None:
    status, _, body = fetch(PAIR, Accept="image/png")

    assert (status, json.loads(body)["type"]) == (406, "urn:mgkg:problem:not-acceptable")


def test_the_description_names_every_route_and_parameter(fetch: Fetch) -> None:
    told = json.loads(fetch("/openapi.json")[2])

    assert told["openapi"] == "3.1.0"
    for stored in queries.catalogue():
        route = told["paths"][f"/api/queries/{stored.name}"]["get"]
        assert [one["name"] for one in route["parameters"]] == [one.name for one in stored.parameters]
    names = [one["get"]["operationId"] for one in told["paths"].values()]
    assert len(names) == len(set(names))
    assert {"/api/ask", "/api/entities", "/api/queries"} <= set(told["paths"])
    year = told["paths"]["/api/queries/known-by-year"]["get"]["parameters"]
    assert any(one["schema"]["items"]["type"] == "integer" for one in year)
