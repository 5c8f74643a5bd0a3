"""The questions that the project began with, asked of the curated graph itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import mgkg
from mgkg import answers, build
from mgkg.knowledge import KnowledgeGraph
from mgkg.store import folders

ASPERGER = ("Is magnesium deficiency connected to Asperger's?", "Is er een verband tussen magnesiumtekort en Asperger?")
ALS = ("Is magnesium deficiency connected to ALS?", "Verhoogt een tekort aan magnesium het risico op ALS?")


@pytest.fixture(scope="module", params=["embedded", "remote"])
def graph(request: pytest.FixtureRequest, serve: Callable[[Path], str]) -> Iterator[KnowledgeGraph]:
    """Return the curated graph in this process, and at a real endpoint."""
    place = None if request.param == "embedded" else serve(build.curated() / folders.STORE)
    with mgkg.open(place) as opened:
        yield opened


def asked(graph: KnowledgeGraph, question: str) -> dict[str, Any]:
    return answers.to_json(graph.ask(question))


def outcomes(answer: dict[str, Any], directness: str) -> list[str]:
    return [one["condition"] for one in answer["findings"] if one["directness"] == directness]


@pytest.mark.parametrize(("question", "language"), [(ASPERGER[0], "en"), (ASPERGER[1], "nl")])
def test_nobody_studied_magnesium_in_asperger_itself(graph: KnowledgeGraph, question: str, language: str) -> None:
    answer = asked(graph, question)

    assert answer["question"]["language"] == language
    assert answer["question"]["kind"] == "deficiency"
    assert outcomes(answer, "exact") == outcomes(answer, "narrower") == []
    assert outcomes(answer, "broader").count("condition:autism-spectrum-disorder") > 10
    assert {"en": "No study in this graph", "nl": "Geen studie in deze graaf"}[language] in answer["summary"]


@pytest.mark.parametrize("question", ASPERGER)
def test_all_broader_evidence_is_shown_where_there_is_no_other(graph: KnowledgeGraph, question: str) -> None:
    answer = graph.ask(question)
    text = answers.to_text(answer, width=100, colour=False)
    shown = [source for source in answer.sources if f"[{source.number}]" in text]

    broader = {piece.evidence.publication.iri for piece in answer.selection.findings if piece.directness == "broader"}
    assert broader <= {source.publication.iri for source in shown}


@pytest.mark.parametrize("question", ALS)
def test_fondell_found_no_link_with_intake_which_is_another_kind(graph: KnowledgeGraph, question: str) -> None:
    fondell = [one for one in asked(graph, question)["findings"] if one["study"] == "study:fondell-2013"]
    whole, *parts = sorted(fondell, key=lambda one: one["value"] is None)

    assert (whole["value"], whole["lower"], whole["upper"]) == (1.07, 0.88, 1.31)
    assert (whole["verdict"], whole["basis"], whole["kindMatch"]) == ("noLargeEffect", "interval", "other")
    assert [(one["verdict"], one["kindMatch"]) for one in parts] == [("nullUnquantified", "other")] * 2


@pytest.mark.parametrize("substance", ["iron", "folic acid", "omega-3"])
def test_both_direct_and_broader_evidence_are_given(graph: KnowledgeGraph, substance: str) -> None:
    answer = asked(graph, f"Is {substance} connected to Asperger syndrome?")

    assert set(outcomes(answer, "exact")) == {"condition:asperger-syndrome"}
    assert "condition:autism-spectrum-disorder" in outcomes(answer, "broader")


def test_nobody_tested_whether_lead_changes_what_magnesium_does(graph: KnowledgeGraph) -> None:
    answer = asked(graph, "Does magnesium protect against ALS in people exposed to lead?")

    assert answer["question"]["modifier"] == "substance:lead"
    assert any(gap["modifier"] == "substance:lead" for gap in answer["gaps"])
