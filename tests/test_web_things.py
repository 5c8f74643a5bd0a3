"""Linked data over HTTP: every IRI answers, in the form that is asked for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from mgkg.names import BASE, iri

RDF = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}
#: What reads a path and gives status, headers and body.
Fetch = Callable[..., Any]
THING = "/substance/magnesium"


@pytest.mark.parametrize(
    ("accept", "to"),
    [
        ("text/html", "/page/substance/magnesium"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "/page/substance/magnesium"),
        ("*/*", "/page/substance/magnesium"),
        ("text/turtle", f"{THING}.ttl"),
        ("text/html;q=0.3, text/turtle;q=0.9", f"{THING}.ttl"),
        ("application/rdf+xml, application/sparql-results+xml", f"{THING}.rdf"),
        ("application/ld+json", f"{THING}.jsonld"),
        ("application/n-triples;q=0.9, */*;q=0.1", f"{THING}.nt"),
    ],
)
def test_a_thing_leads_on_to_what_is_asked_for(fetch: Fetch, accept: str, to: str) -> None:
    status, headers, _ = fetch(THING, Accept=accept)

    assert (status, headers["Location"], headers["Vary"]) == (303, to, "Accept")


def test_a_form_that_is_not_given_is_refused_with_those_that_are(fetch: Fetch) -> None:
    status, headers, body = fetch(THING, Accept="image/png")

    assert (status, headers["Content-Type"]) == (406, "application/problem+json")
    assert b"text/turtle" in body


@pytest.mark.parametrize("form", RDF)
@pytest.mark.parametrize(
    "path",
    [THING, "/ontology", "/ontology/0.1.0", "/shape/finding-study", "/query/null-findings", "/graph/asserted"],
)
def test_an_ending_gives_rdf_that_parses_to_the_same_triples(fetch: Fetch, path: str, form: str) -> None:
    media_type, parser = RDF[form]
    status, headers, body = fetch(f"{path}.{form}")
    plain = fetch(f"{path}.ttl")[2]

    assert status == 200
    assert headers["Content-Type"].split(";")[0] == media_type
    given = canonical(body, parser)
    assert given == canonical(plain, ox.RdfFormat.TURTLE)
    assert given


def canonical(body: bytes, parser: ox.RdfFormat) -> set[ox.Quad]:
    """Return what a document says, its blank nodes named by what they hold."""
    told = ox.Dataset(ox.parse(body, format=parser))
    told.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(told)


def test_a_thing_tells_of_its_forms_its_class_and_its_licence(fetch: Fetch) -> None:
    link = fetch(f"{THING}.ttl")[1]["Link"]

    assert f'<{THING}.jsonld>; rel="alternate"; type="application/ld+json"' in link
    assert '</.well-known/void>; rel="describedby"' in link
    assert f'<{iri("mgkg:Substance")}>; rel="type"' in link
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in link


@pytest.mark.parametrize("path", [f"{THING}.ttl", "/page/substance/magnesium", "/ontology", "/api/queries", "/"])
def test_what_a_client_has_is_not_sent_again(fetch: Fetch, path: str) -> None:
    status, headers, _ = fetch(path)
    again, unchanged, body = fetch(path, If_None_Match=f'"other", W/{headers["ETag"]}')

    assert (status, again, body) == (200, 304, b"")
    assert unchanged["ETag"] == headers["ETag"]
    assert headers["Cache-Control"] == unchanged["Cache-Control"] == "public, max-age=300"


def test_each_form_and_language_has_a_tag_of_its_own(fetch: Fetch) -> None:
    asked = itertools.product(("text/html", "text/turtle"), ("en", "nl"))
    tags = {fetch("/ontology", Accept=accept, Accept_Language=tongue)[1]["ETag"] for accept, tongue in asked}

    assert len(tags) == 4


@pytest.mark.parametrize("path", ["/ontology", "/ontology/0.1.0", "/shape/finding-study", "/.well-known/void"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/ld+json"])
def test_documents_answer_without_a_redirect(fetch: Fetch, path: str, accept: str) -> None:
    status, headers, _ = fetch(path, Accept=accept)

    assert (status, headers["Content-Type"].split(";")[0]) == (200, accept)
    assert "Accept" in headers["Vary"]


def test_the_description_of_the_whole_counts_what_there_is(fetch: Fetch) -> None:
    _, headers, body = fetch("/.well-known/void")
    triples = list(ox.parse(body, format=ox.RdfFormat.TURTLE))

    assert headers["Content-Type"].startswith("text/turtle")
    assert ox.NamedNode(iri("mgkg:Finding")) in {triple.object for triple in triples}
    assert fetch("/dataset")[1]["Location"] == "/.well-known/void"


def test_a_stored_query_is_given_as_sparql(fetch: Fetch) -> None:
    status, headers, body = fetch("/query/null-findings.rq")

    assert (status, headers["Content-Type"]) == (200, "application/sparql-query")
    assert b"PREFIX mgkg:" in body
    assert fetch("/query/null-findings", Accept="text/html")[1]["Location"] == "/queries/null-findings"


@pytest.mark.parametrize(
    "path",
    [
        "/substance/unobtainium",
        "/substance/unobtainium.ttl",
        "/substance/magnesium.exe",
        "/substance/Magnesium%20%3E",
        "/ontology/9.9.9",
        "/ontology.exe",
        "/shape/none",
        "/shape/a%3Eb",
        "/query/none",
        "/nokind/magnesium",
        "/substance/..%2f..%2fpyproject.toml",
        "/static/..%2f..%2fproblems.py",
        "/static/../../problems.py",
        "/queries/..%2frecords%2ftitles",
        "/api/queries/..%2frecords%2ftitles",
        "/shape/..%2fmgkg",
    ],
)
def test_what_is_not_there_is_not_found(fetch: Fetch, path: str) -> None:
    assert fetch(path, Accept="text/turtle")[0] == 404


def test_a_missing_thing_tells_what_to_do_in_the_form_that_is_asked_for(fetch: Fetch) -> None:
    _, as_data, body = fetch("/substance/unobtainium", Accept="application/json")
    _, as_page, page = fetch("/substance/unobtainium", Accept="text/html")

    assert as_data["Content-Type"] == "application/problem+json"
    assert b"substance:unobtainium" in body
    assert as_page["Content-Type"].startswith("text/html")
    assert b"substance:unobtainium" in page


def test_a_head_request_has_the_headers_of_a_get(fetch: Fetch) -> None:
    status, headers, body = fetch(f"{THING}.ttl", "HEAD")

    assert (status, body) == (200, b"")
    assert headers["ETag"] == fetch(f"{THING}.ttl")[1]["ETag"]


@pytest.mark.parametrize(
    "path", ["substance/magnesium", "substance/magnesium.ttl", "ontology", "ontology/0.1.0", "query/null-findings", ""]
)
def test_the_rules_for_the_permanent_address_lead_every_path_here(path: str) -> None:
    rules = (Path(__file__).parent.parent / "docs" / "w3id.htaccess").read_text(encoding="utf-8")
    found = re.findall(r"^RewriteRule (\S+) (\S+) \[(.*)\]$", rules, re.MULTILINE)
    pattern, target, flags = next(rule for rule in found if re.match(rule[0], path))

    assert re.sub(pattern, target.replace("$1", r"\1"), path).endswith(f".example/{path}")
    assert flags.startswith("R=30")
    assert iri("substance:magnesium") == f"{BASE}substance/magnesium"
