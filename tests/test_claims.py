"""The claims of docs/claims.md: each line of its tables, asked of the curated graph, holds what the page says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import mgkg
from mgkg import answers, files, inference, names, turtle
from mgkg.build.assessing import assessed
from mgkg.knowledge import KnowledgeGraph
from mgkg.store import EmbeddedStore
from mgkg.triples.assessments import EDGES

PAGE = Path(__file__).parent.parent / "docs" / "claims.md"
LINES = re.findall(r"^\| ([AB]\d\d) \| .*? \| `mgkg (.+?)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with mgkg.open() as opened:
        yield opened


def test_the_page_lists_every_claim_of_the_two_articles() -> None:
    english = [f"A{number:02}" for number in range(1, 17)]
    dutch = [f"B{number:02}" for number in range(1, 18)]
    assert sorted({claim for claim, _, _ in LINES}) == [*english, *dutch]


@pytest.mark.parametrize(("claim", "command", "holds"), LINES, ids=[f"{one[0]}-{one[1]}" for one in LINES])
def test_a_line_holds_what_the_page_says(graph: KnowledgeGraph, claim: str, command: str, holds: str) -> None:
    said = told(graph, shlex.split(command))
    missing = [name for name in re.findall(r"`(.+?)`", holds) if name not in said]

    assert missing == [], f"{claim}: mgkg {command}"


def told(graph: KnowledgeGraph, words: list[str]) -> str:
    """Return all that a command tells, names compact."""
    if words[0] == "ask":
        return json.dumps(answers.to_json(graph.ask(words[1])), ensure_ascii=False)
    rows = graph.query(words[2], **dict(word.split("=", 1) for word in words[3:]))
    values = [value for row in rows if isinstance(row, dict) for value in row.values()]
    return " ".join(names.curie(str(value)) for value in values)


def test_a_claim_alone_makes_no_edge() -> None:
    store = EmbeddedStore.in_memory(sorted(files.folder("ontology").glob("*.ttl")))
    claims = [turtle.read(path) for path in sorted((files.folder("graph") / "claims").glob("*.ttl"))]
    store.extend((triple for several in claims for triple in several), names.iri("graph:asserted"))
    inference.infer(store)
    edges = {names.iri("mgkg:studiedWith"), *(names.iri(edge) for table in EDGES.values() for edge in table.values())}

    said = {quad.predicate.value for quad in store.quads()} | {triple.predicate.value for triple in assessed(store)}
    assert names.iri("mgkg:claimSupport") in said
    assert not said & edges
