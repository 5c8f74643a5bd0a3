"""Answers: every case gives what it expects, as JSON and as text, and every answer keeps the promises of its form."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mgkg import answers, files, inference, names, turtle
from mgkg.answers import Answer, rows
from mgkg.answers.page import SHOWN
from mgkg.errors import NotUnderstood
from mgkg.store import EmbeddedStore

CASES = Path(__file__).parent / "cases" / "answers"
CODES = re.compile(r"\x1b\[[0-9;]*m")


@cache
def store_of(case: str) -> EmbeddedStore:
    """Return a store that holds the ontology, the graph of a case, and what follows from both.

    The factors are those of the case alone, so that a factor new in the ontology makes no gap here.
    """
    ontology = [path for path in sorted(files.folder("ontology").glob("*.ttl")) if path.name != "factors.ttl"]
    store = EmbeddedStore.in_memory(ontology)
    store.extend(turtle.read(CASES / case / "given.ttl"), names.iri("graph:asserted"))
    inference.infer(store)
    return store


@cache
def answer_of(case: str) -> Answer:
    return answers.answer(store_of(case), (CASES / case / "question.txt").read_text(encoding="utf-8").strip())


def told(case: str) -> str:
    """Return the text of an answer in one line."""
    return " ".join(answers.to_text(answer_of(case), width=200, colour=False).split())


@pytest.mark.cases("answers")
def test_gives_the_object_that_is_expected(case: Path) -> None:
    expected = json.loads((case / "expect.json").read_text(encoding="utf-8"))

    assert answers.to_json(answer_of(case.name)) == expected


@pytest.mark.cases("answers")
def test_gives_the_text_that_is_expected(case: Path) -> None:
    expected = (case / "expect.txt").read_text(encoding="utf-8")

    assert answers.to_text(answer_of(case.name), width=80, colour=False) == expected


@pytest.mark.parametrize(
    ("afterwards", "told"),
    [
        (0, "risk"),
        (1, "risk; 1 measured in people who already have it"),
        (2, "odds of having it, measured in people who already have it"),
    ],
)
def test_counts_tell_how_many_risks_were_measured_in_people_who_already_have_it(afterwards: int, told: str) -> None:
    answer = answer_of("metals-raised-in-als")
    line = next(line for line in answer.lines if names.local_name(line.aspect) == "risk")
    counted = replace(line, counts={names.iri("verdict:higher"): 2}, afterwards=afterwards)
    (_, note), *_ = rows.line(rows.speaker(answer), counted)

    assert note == told


@pytest.mark.cases("answers")
@pytest.mark.parametrize("width", [60, 80, 120])
def test_text_keeps_to_its_width(case: Path, width: int) -> None:
    lines = answers.to_text(answer_of(case.name), width=width, colour=False).splitlines()

    assert [line for line in lines if len(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.cases("answers")
def test_colour_adds_nothing_but_codes(case: Path) -> None:
    answer = answer_of(case.name)
    coloured = answers.to_text(answer, width=80, colour=True)
    plain = "".join(f"{line.rstrip()}\n" for line in CODES.sub("", coloured).splitlines())

    assert "\x1b[" in coloured
    assert plain == answers.to_text(answer, width=80, colour=False)


@pytest.mark.cases("answers")
def test_markdown_has_tables_of_even_rows(case: Path) -> None:
    written = answers.to_markdown(answer_of(case.name))
    tables = re.findall(r"(?:^\|.*\|\n)+", written, re.MULTILINE)
    widths = [{len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()} for table in tables]

    assert written.startswith("# ")
    assert all(len(width) == 1 for width in widths)


@pytest.mark.cases("answers")
def test_the_same_question_gives_the_same_bytes(case: Path) -> None:
    text = (case / "question.txt").read_text(encoding="utf-8").strip()
    first, second = answer_of(case.name), answers.answer(store_of(case.name), text)

    assert json.dumps(answers.to_json(first)) == json.dumps(answers.to_json(second))
    assert answers.to_markdown(first) == answers.to_markdown(second)


TEXT, NUMBER, WHOLE, FLAG = str, (int, float), int, bool
NONE = type(None)
DIRECTNESS = ("exact", "narrower", "broader", "animal")
LINE = {
    "proposition": TEXT,
    "factor": TEXT,
    "condition": TEXT,
    "aspect": TEXT,
    "directness": DIRECTNESS,
    "kindMatch": ("same", "other"),
    "matrix": (TEXT, NONE),
    "conclusion": ("higher", "lower", "noLinkFound", "conflicting", "insufficient", "notStudied", None),
    "certainty": ("high", "moderate", "low", "very low", None),
    "ratings": [{"domain": TEXT, "rating": TEXT, "reason": TEXT}],
    "counts": dict,
    "studies": WHOLE,
    "participants": (WHOLE, NONE),
    "pooled": [
        {
            "measure": TEXT,
            "model": TEXT,
            "value": NUMBER,
            "lower": NUMBER,
            "upper": NUMBER,
            "predictionLower": (*NUMBER, NONE),
            "predictionUpper": (*NUMBER, NONE),
            "k": WHOLE,
            "i2": (*NUMBER, NONE),
            "tau2": (*NUMBER, NONE),
        }
    ],
}
FINDING = {
    "finding": TEXT,
    "study": TEXT,
    "year": (WHOLE, NONE),
    "design": (TEXT, NONE),
    "n": (WHOLE, NONE),
    "factor": TEXT,
    "condition": TEXT,
    "aspect": TEXT,
    "contrast": (TEXT, NONE),
    "measure": (TEXT, NONE),
    "value": (*NUMBER, NONE),
    "lower": (*NUMBER, NONE),
    "upper": (*NUMBER, NONE),
    "p": (TEXT, NONE),
    "reportedDirection": ("positive", "inverse", "null", "mixed", "inconclusive", None),
    "verdict": (TEXT, NONE),
    "basis": ("interval", "words", None),
    "signPerMore": (-1, 0, 1, None),
    "directness": DIRECTNESS,
    "kindMatch": ("same", "other"),
    "bearer": ("self", "mother", "newborn", "offspring"),
    "matrix": (TEXT, NONE),
    "exposureTiming": (TEXT, NONE),
    "species": (TEXT, NONE),
    "publicationStatus": (TEXT, NONE),
    "subgroup": (TEXT, NONE),
    "sources": [WHOLE],
}
INTERACTION = {
    **FINDING,
    "outcome": TEXT,
    "mechanism": (TEXT, NONE),
    "actsOn": [TEXT],
    "modifiers": [TEXT],
}
ANSWER = {
    "question": {
        "text": TEXT,
        "language": ("en", "nl"),
        "substances": [TEXT],
        "conditions": [TEXT],
        "kind": (TEXT, NONE),
        "matrix": (TEXT, NONE),
        "modifier": (TEXT, NONE),
        "taken": [{"text": TEXT, "for": TEXT, "how": ("label", "synonym", "symbol", "inflection", "spelling")}],
        "notUnderstood": [TEXT],
        "asOf": (WHOLE, NONE),
    },
    "summary": TEXT,
    "conclusions": [LINE],
    "findings": [FINDING],
    "interactions": [INTERACTION],
    "adverseEffects": [FINDING],
    "interventions": [FINDING],
    "hypotheses": [
        {
            "hypothesis": TEXT,
            "label": TEXT,
            "modifier": (TEXT, NONE),
            "expectedSign": (WHOLE, NONE),
            "status": (TEXT, NONE),
            "sources": [WHOLE],
        }
    ],
    "claims": [
        {
            "claim": TEXT,
            "label": TEXT,
            "sourceTier": (TEXT, NONE),
            "sign": (WHOLE, NONE),
            "strength": ("causal", "associative", "hedged", None),
            "restsOn": [TEXT],
            "support": [TEXT],
            "sources": [WHOLE],
        }
    ],
    "gaps": [
        {
            "text": TEXT,
            "factor": (TEXT, NONE),
            "condition": (TEXT, NONE),
            "modifier": (TEXT, NONE),
            "searched": [TEXT],
        }
    ],
    "sources": [
        {
            "number": WHOLE,
            "title": (TEXT, NONE),
            "authors": [TEXT],
            "year": (WHOLE, NONE),
            "journal": (TEXT, NONE),
            "doi": (TEXT, NONE),
            "pmid": (TEXT, NONE),
            "url": (TEXT, NONE),
            "tier": (TEXT, NONE),
            "status": (TEXT, NONE),
        }
    ],
    "notice": TEXT,
}


def faults(value: Any, form: Any, where: str = "answer") -> list[str]:  # noqa: ANN401 - JSON is of any type
    """Return where a value is not of a form: a type, several types or values, a list of one form, or an object."""
    if isinstance(form, dict):
        if not isinstance(value, dict) or list(value) != list(form):
            return [f"{where}: {value}"]
        return [fault for key in form for fault in faults(value[key], form[key], f"{where}.{key}")]
    if isinstance(form, list):
        if not isinstance(value, list) or (value and not form):
            return [f"{where}: {value}"]
        return [fault for place, one in enumerate(value) for fault in faults(one, form[0], f"{where}[{place}]")]
    allowed = form if isinstance(form, tuple) else (form,)
    fits = any(isinstance(value, one) if isinstance(one, type) else value == one for one in allowed)
    return [] if fits and not isinstance(value, bool) else [f"{where}: {value}"]


@pytest.mark.cases("answers")
def test_the_object_has_every_key_with_its_type(case: Path) -> None:
    assert faults(answers.to_json(answer_of(case.name)), ANSWER) == []


@pytest.mark.cases("answers")
def test_every_source_is_numbered_and_cited(case: Path) -> None:
    given = answers.to_json(answer_of(case.name))
    parts = ("findings", "interactions", "adverseEffects", "interventions", "hypotheses", "claims")
    cited = {number for part in parts for one in given[part] for number in one["sources"]}

    assert [source["number"] for source in given["sources"]] == list(range(1, len(given["sources"]) + 1))
    assert cited == {source["number"] for source in given["sources"]}


@pytest.mark.cases("answers")
def test_counts_hold_no_animal_no_retraction_and_no_uncompared_finding(case: Path) -> None:
    answer = answer_of(case.name)
    given = answers.to_json(answer)
    counted = sum(sum(line["counts"].values()) for line in given["conclusions"])
    pieces = (*answer.selection.findings, *answer.selection.adverse_effects)
    parts = {names.curie(one.evidence.finding.iri) for one in pieces if one.evidence.finding.subgroup_of}
    fit = [
        one
        for one in (*given["findings"], *given["adverseEffects"])
        if one["directness"] != "animal" and one["publicationStatus"] != "retracted" and one["verdict"] != "descriptive"
        if one["finding"] not in parts
    ]

    assert counted == len(fit)


@pytest.mark.cases("answers")
def test_the_summary_is_a_few_sentences(case: Path) -> None:
    assert 1 <= len(answer_of(case.name).summary) <= 10


@pytest.mark.cases("answers")
def test_findings_stand_newest_first(case: Path) -> None:
    for part in ("findings", "adverseEffects", "interventions", "interactions"):
        years = [one["year"] or 0 for one in answers.to_json(answer_of(case.name))[part]]

        assert years == sorted(years, reverse=True)


def test_asperger_and_magnesium_is_not_studied_and_says_what_is_broader() -> None:
    answer = answer_of("asperger-magnesium-has-only-broader-evidence")

    assert answer.summary[0] == (
        "No study in this graph is about Asperger syndrome and magnesium itself; "
        "6 findings on autism spectrum disorder are shown as broader, indirect evidence."
    )
    assert {line.directness for line in answer.lines if line.is_studied} == {"broader"}
    assert {line["conclusion"] for line in answers.to_json(answer)["conclusions"] if line["directness"] == "exact"} == {
        "notStudied"
    }


def test_vitamin_b6_with_magnesium_is_not_magnesium() -> None:
    answer = answer_of("asperger-magnesium-has-only-broader-evidence")
    combined = [line for line in answer.lines if line.combined]

    assert {names.curie(line.family) for line in combined} == {"family:magnesium-and-vitamin-b6-supplementation"}
    assert "Combinations tried" in told("asperger-magnesium-has-only-broader-evidence")


def test_both_together_are_what_a_question_on_both_asks_about() -> None:
    answer = answer_of("two-substances-and-a-condition")

    assert not any(line.combined for line in answer.lines)


def test_broader_evidence_stays_out_of_exact_counts() -> None:
    lines = answer_of("asperger-iron-has-exact-and-broader-evidence").lines
    exact = [line for line in lines if line.directness == "exact"]

    assert {names.curie(line.subject) for line in exact} == {"condition:asperger-syndrome"}
    assert sum(line.uncounted for line in exact) == 2
    assert any(line.directness == "broader" for line in lines)


def test_narrower_evidence_counts_for_the_condition_that_holds_it() -> None:
    lines = answer_of("autism-counts-narrower-with-exact").lines

    assert {names.curie(line.subject) for line in lines} == {"condition:autism-spectrum-disorder"}
    assert {line.directness for line in lines} == {"exact", "narrower"}


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("als-magnesium-when-a-modifier-is-only-proposed", "tested whether lead changes the effect; proposed in 1"),
        ("als-magnesium-when-a-modifier-was-tested", "Whether lead changes the effect was tested in 1 finding."),
        ("als-magnesium-when-a-modifier-was-tested", "Studied in people with, or exposed to, lead: 1 finding."),
        ("als-magnesium-when-no-modifier-was-looked-at", "toetste, of stelde voor, dat lood het effect verandert."),
        ("metals-raised-in-als", "Reported as higher in people who already have amyotrophic lateral sclerosis: "),
        ("metals-raised-in-als", "A difference in levels does not tell which came first."),
        ("metalen-verlaagd-bij-als", "Lager gemeld bij mensen die amyotrofische laterale sclerose al hebben: "),
        ("nobody-studied-it", "No study in this graph is about Asperger syndrome and vitamin K, nor about anything"),
        ("nobody-studied-it", "No finding on Asperger syndrome for: vitamin K."),
        ("metals-raised-in-als", "No finding on amyotrophic lateral sclerosis for: "),
        ("two-substances", "3 findings from 3 studies tie magnesium and lead together"),
        ("twee-stoffen-die-niets-verbindt", "Geen bevinding in deze graaf brengt zink en jodium met elkaar in verband"),
        ("retracted-and-animal-evidence", "RETRACTED 2016"),
        ("words-misspelt-and-unknown", "'magnezium' was read as magnesium, from its spelling."),
        ("words-misspelt-and-unknown", "Not understood: qwertyuiop."),
        ("als-magnesium-when-no-modifier-was-looked-at", "RR 1.07 (0.88 tot 1.31)"),
        ("als-magnesium-when-a-modifier-was-tested", "a large effect is excluded, a modest one is not (interval)"),
        ("als-magnesium-same-in-men-and-women", "Bij mannen en vrouwen was het gelijk."),
        (
            "als-magnesium-same-in-men-and-women",
            "getoetst: lood en zware metalen. Hypothese, niet getoetst: Een tekort",
        ),
        ("als-magnesium-same-in-men-and-women", "(commerciële bron; haalt niets aan)"),
        ("als-magnesium-same-in-men-and-women", "(commerciële bron; berust op een bevinding die niets vond)"),
        ("als-magnesium-same-in-men-and-women", "(deze vorm is in deze graaf niet getoetst, andere vormen wel)"),
        (
            "which-metals-are-raised-where-none-is",
            "No study in this graph reports a level that is higher in people who",
        ),
        ("adverse-effects-in-people-who-have-it", "risk was not studied"),
    ],
)
def test_says(case: str, said: str) -> None:
    assert said in told(case)


def test_a_language_can_be_asked_for() -> None:
    store = store_of("als-magnesium-when-no-modifier-was-looked-at")
    dutch = answers.answer(store, "magnesium and ALS risk", language="nl")

    assert dutch.question.language == "nl"
    assert dutch.notice.startswith("Dit is informatie")


def test_a_wide_question_shows_a_part_and_says_how_to_have_all() -> None:
    answer = answer_of("a-condition-with-many-findings")
    text = answers.to_text(answer, width=80, colour=False)

    assert answer.form == "condition"
    assert len(answer.selection.findings) > SHOWN
    assert f"{len(answer.selection.findings) - SHOWN} more: mgkg ask … --format json gives all" in text


def test_a_question_that_names_nothing_is_refused() -> None:
    with pytest.raises(NotUnderstood):
        answers.answer(store_of("nobody-studied-it"), "What is the weather?")


def test_neither_rdflib_nor_yaml_nor_rich_is_needed_for_an_answer() -> None:
    code = (
        "import sys, mgkg.answers; from mgkg.store import EmbeddedStore; "
        "print(sorted({'numpy', 'rdflib', 'yaml', 'rich', 'pyshacl', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_one_matrix_asked_about_is_the_only_one_tallied() -> None:
    matrices = {tally.matrix for tally in answer_of("metals-in-one-matrix").tallies}

    assert matrices == {names.iri("matrix:hair")}


def test_a_broader_substance_is_named_as_broader() -> None:
    answer = answer_of("a-substance-with-only-broader-evidence")

    assert "1 finding on vitamin B6 is shown as broader" in answer.summary[0]


def test_an_animal_stays_an_animal_where_the_question_is_on_one_substance() -> None:
    lines = answer_of("retracted-and-animal-evidence").lines
    found = answer_of("retracted-and-animal-evidence").selection.findings

    assert sorted(piece.directness for piece in found).count("animal") == 1
    assert sum(line.uncounted for line in lines) == 1


def test_effects_on_levels_are_not_said_of_people_who_have_a_condition() -> None:
    interactions = told("two-substances").partition("Interactions and mechanisms")[2]

    assert "lower with more of it" in interactions
    assert "people who already have it" not in interactions
