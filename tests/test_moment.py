"""A moment: what was known at the end of a year, and which sources had been retracted by then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import mgkg
from mgkg import answers, files, inference, names, turtle
from mgkg.answers import moment
from mgkg.model import Publication
from mgkg.names import iri
from mgkg.store import EmbeddedStore

CASE = Path(__file__).parent / "cases" / "answers" / "retracted-and-animal-evidence"
#: Published in 2014 and retracted in 2016; an answer from before the retraction counts it.
RETRACTED = "finding:retracted-2014-a"


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    opened = EmbeddedStore.in_memory(sorted(files.folder("ontology").glob("*.ttl")))
    opened.extend(turtle.read(CASE / "given.ttl"), names.iri("graph:asserted"))
    inference.infer(opened)
    return opened


def asked(store: EmbeddedStore, as_of: int | None) -> dict[str, Any]:
    question = (CASE / "question.txt").read_text(encoding="utf-8").strip()
    return answers.to_json(answers.answer(store, question, as_of=as_of))


def counted(answer: dict[str, Any]) -> dict[str, int]:
    """Return the counts on aluminium in hair."""
    lines = [line for line in answer["conclusions"] if line["matrix"] == "matrix:hair"]
    return {verdict: number for line in lines for verdict, number in line["counts"].items()}


@pytest.mark.parametrize(
    ("as_of", "statuses", "counts"),
    [
        (2013, {}, {}),
        (2014, {RETRACTED: "current"}, {"higherUnquantified": 1}),
        (2015, {RETRACTED: "current"}, {"higherUnquantified": 1}),
        (2016, {RETRACTED: "retracted", "finding:stands-2016-a": "current"}, {"nullUnquantified": 1}),
    ],
)
def test_a_source_counts_until_it_is_retracted(
    store: EmbeddedStore, as_of: int, statuses: dict[str, str], counts: dict[str, int]
) -> None:
    answer = asked(store, as_of)
    found = {one["finding"]: one["publicationStatus"] for one in answer["findings"] if one["directness"] != "animal"}

    assert found == statuses
    assert counted(answer) == counts
    assert answer["question"]["asOf"] == as_of


def test_the_answer_says_of_when_it_is_and_how_much_came_later(store: EmbeddedStore) -> None:
    everything, then = asked(store, None), asked(store, 2015)
    later = len(everything["findings"]) - len(then["findings"])

    assert later > 0
    assert then["summary"].startswith(f"As known by the end of 2015; {later} findings came later.")
    assert everything["question"]["asOf"] is None
    assert "by the end of" not in everything["summary"]


def test_without_a_date_of_retraction_a_source_never_stands() -> None:
    gone = Publication(iri=iri("publication:a"), year=2000, status=iri("publication-status:retracted"))
    assert not moment.was_said([gone], 1999)
    assert moment.was_said([gone], 2000)
    assert moment.was_said([], 1999)
    assert moment.was_said([Publication(iri=iri("publication:b"))], None)
    assert not moment.was_said([Publication(iri=iri("publication:b"))], 2020)


def test_what_was_known_of_magnesium_and_autism_in_2006() -> None:
    with mgkg.open() as graph:
        then = answers.to_json(graph.ask("Is magnesium linked to autism?", as_of=2006))
        now = answers.to_json(graph.ask("Is magnesium linked to autism?"))
    ours = {one["finding"] for one in then["findings"]}

    assert ours
    assert ours < {one["finding"] for one in now["findings"]}
    assert max(one["year"] for one in then["findings"]) <= 2006
    assert max(source["year"] for source in then["sources"]) <= 2006


def test_conclusions_are_those_of_the_moment() -> None:
    def on_risk(answer: dict[str, Any]) -> dict[str, Any]:
        lines = [
            line for line in answer["conclusions"] if line["proposition"].startswith("proposition:lead-exposure--amyo")
        ]
        return next(line for line in lines if line["aspect"] == "risk" and line["matrix"] is None)

    with mgkg.open() as graph:
        then, now = (on_risk(answers.to_json(graph.ask("Is lead linked to ALS?", as_of=year))) for year in (2013, None))
        latest = on_risk(answers.to_json(graph.ask("Is lead linked to ALS?", as_of=2100)))

    assert (now["conclusion"], now["certainty"]) == ("higher", "low")
    assert latest == now
    assert then["studies"] < now["studies"]
    assert then["conclusion"] != "higher"
