"""Gaps: findings, searches or neither, by substance, condition and modifier; and what is said of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import mgkg
from mgkg import answers, build, files, inference, names, networks, turtle
from mgkg.cli import run
from mgkg.errors import UnknownName
from mgkg.knowledge import KnowledgeGraph
from mgkg.networks import Gaps
from mgkg.networks.grid import STATES
from mgkg.networks.searches import Search, state
from mgkg.store import EmbeddedStore, folders

ALS, ASD, ASPERGER = (
    f"condition:{name}" for name in ("amyotrophic-lateral-sclerosis", "autism-spectrum-disorder", "asperger-syndrome")
)
MAGNESIUM, ZINC = "substance:magnesium", "substance:zinc"
PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in names.PREFIXES.items())
INTAKE, LEVEL = "family:magnesium-intake", "family:magnesium-status"


def finding(key: str, exposure: str, outcome: str, more: str = "", species: str = "human") -> str:
    """Return one study with one finding, as Turtle."""
    return f"""
finding:{key} a mgkg:Finding ; mgkg:aspect aspect:risk ; mgkg:exposure {exposure} ; mgkg:fromStudy study:{key} ;
    mgkg:outcome {outcome} ; mgkg:population population:{key} ; mgkg:reportedDirection direction:null {more} .
population:{key} a mgkg:Population ; mgkg:species species:{species} .
study:{key} a mgkg:Study ; mgkg:design design:cohort ; mgkg:population population:{key} ;
    mgkg:reportedIn publication:{key} .
publication:{key} a mgkg:Publication ; mgkg:author "Given A" ; mgkg:year 2020 ;
    mgkg:publicationStatus publication-status:{"retracted" if "gone" in key else "current"} .
"""


def search(key: str, substance: str, condition: str, *, hits: int = 12, more: str = "") -> str:
    """Return a search as Turtle."""
    return f"""
search:{key} a mgkg:Search ; mgkg:searchedFor {substance} ; mgkg:ofCondition {condition} ; mgkg:hits {hits} ;
    mgkg:searchTerms "words" ; mgkg:searchedIn "PubMed" ; mgkg:searchedOn "2026-11-20"^^xsd:date {more} .
"""


#: Magnesium intake was studied on ALS, where something is supposed to change the effect; nothing else was.
STUDIED = finding("a", "factor:magnesium-intake", ALS)
PROPOSED = "; mgkg:effectModifier substance:lead ; mgkg:modification modification:proposed-only"
TESTED = "; mgkg:effectModifier gene:alad-k59n , substance:lead ; mgkg:modification modification:tested-absent"


@cache
def store_of(*given: str) -> EmbeddedStore:
    """Return a store that holds the ontology, some findings and searches, and what follows from them."""
    store = EmbeddedStore.in_memory(sorted(files.folder("ontology").glob("*.ttl")))
    store.extend(turtle.parse(PREFIXES + "".join(given), "given"), names.iri("graph:asserted"))
    inference.infer(store)
    return store


def grid(*given: str, condition: str = ALS) -> dict[str | None, str]:
    """Return the state of each kind of exposure to magnesium by a condition."""
    found = networks.gaps(store_of(*given), substance=MAGNESIUM, condition=condition, limit=100)
    return {cell.family: cell.state for cell in found.cells if cell.condition == condition}


# the rules


def test_a_cell_has_findings_or_nobody_looked() -> None:
    states = grid(STUDIED)

    assert states[INTAKE] == "findings"
    assert states[LEVEL] == "nobody looked"


def test_a_search_tells_what_it_found_in_every_cell_of_its_substance() -> None:
    none = search("s", MAGNESIUM, ALS, more="; mgkg:eligibleStudies 0")
    some = search("s", MAGNESIUM, ALS, more="; mgkg:eligibleStudies 3")

    assert grid(STUDIED, none)[LEVEL] == "searched, nothing found"
    assert grid(STUDIED, some)[LEVEL] == "searched, not in the graph"
    assert grid(STUDIED, none)[INTAKE] == "findings"
    assert grid(STUDIED, none, some)[LEVEL] == "searched, not in the graph"


def test_hits_speak_where_eligible_studies_are_not_told() -> None:
    assert grid(search("s", MAGNESIUM, ALS, hits=0))[LEVEL] == "searched, nothing found"
    assert grid(search("s", MAGNESIUM, ALS, hits=2))[LEVEL] == "searched, not in the graph"


@pytest.mark.parametrize(
    ("searched", "seen"),
    [
        (search("s", "substance:metals", ALS, hits=0), True),
        (search("s", ZINC, ALS, hits=0), False),
        (search("s", MAGNESIUM, ASD, hits=0), False),
        (search("s", MAGNESIUM, ALS, hits=0, more="; mgkg:effectModifier substance:lead"), False),
    ],
    ids=["a broader substance", "another substance", "another condition", "only with a modifier"],
)
def test_a_search_counts_for_exactly_its_cell(searched: str, *, seen: bool) -> None:
    assert (grid(searched)[LEVEL] == "searched, nothing found") is seen


@pytest.mark.parametrize(
    "given",
    [finding("gone", "factor:magnesium-intake", ALS), finding("a", "factor:magnesium-intake", ALS, species="rat")],
)
def test_retracted_sources_and_animals_fill_no_cell(given: str) -> None:
    assert grid(given)[INTAKE] == "nobody looked"


def test_narrower_conditions_fill_a_cell_and_broader_ones_are_indirect() -> None:
    on_asd = networks.gaps(
        store_of(finding("a", "factor:magnesium-intake", ASD)), substance=MAGNESIUM, condition=ASPERGER
    )
    on_asperger = grid(finding("a", "factor:magnesium-intake", ASPERGER), condition=ASD)

    [cell] = [cell for cell in on_asd.cells if cell.family == INTAKE]
    assert (cell.findings, cell.indirect, cell.state) == (0, 1, "nobody looked")
    assert on_asperger[INTAKE] == "findings"


def test_a_substance_without_any_factor_has_a_cell_of_its_own() -> None:
    found = networks.gaps(store_of(STUDIED), substance="substance:nitric-oxide", condition=ALS)

    assert [(cell.family, cell.state) for cell in found.cells] == [(None, "nobody looked")]


def test_with_one_side_asked_there_is_a_cell_for_each_that_was_studied_on_the_other() -> None:
    given = (STUDIED, finding("b", "factor:zinc-intake", ALS), finding("c", "factor:zinc-intake", ASD))
    found = networks.gaps(store_of(*given), substance=MAGNESIUM)

    assert [(cell.condition, cell.findings) for cell in found.cells] == [(ASD, 0), (ALS, 1)]
    everything = networks.gaps(store_of(*given))
    assert (everything.cells[0].substance, everything.cells[0].condition) == (MAGNESIUM, ASD)
    assert everything.modifiers == ()


def test_the_graph_without_findings_has_no_grid() -> None:
    found = networks.gaps(store_of(""))

    assert (found.cells, sum(found.counts.values())) == ((), 0)
    assert networks.gaps(store_of(""), substance=MAGNESIUM).modifiers == ()


# modifiers


def modifiers(*given: str, modifier: str | None = None) -> list[tuple[str, str, int]]:
    found = networks.gaps(store_of(*given), substance=MAGNESIUM, condition=ALS, modifier=modifier)
    return [(one.modifier, one.state, len(one.searches)) for one in found.modifiers]


def test_what_was_proposed_and_never_tested_is_listed() -> None:
    proposed = finding("a", "factor:magnesium-intake", ALS, PROPOSED)
    supposed = f"""
hypothesis:h a mgkg:Hypothesis ; mgkg:supposes factor:magnesium-deficiency ; mgkg:ofCondition {ALS} ;
    mgkg:effectModifier gene:trpm7 ; mgkg:proposedBy publication:a ; mgkg:statement "It does."@en ."""

    assert modifiers(proposed, supposed) == [
        ("gene:trpm7", "proposed, never tested", 0),
        ("substance:lead", "proposed, never tested", 0),
    ]
    assert modifiers(proposed, supposed, finding("b", "factor:magnesium-intake", ALS, TESTED)) == [
        ("gene:trpm7", "proposed, never tested", 0)
    ]


def test_one_modifier_is_tested_searched_or_neither() -> None:
    tested = finding("b", "factor:magnesium-intake", ALS, TESTED)
    looked = search("s", MAGNESIUM, ALS, hits=0, more="; mgkg:effectModifier gene:trpm7")

    assert modifiers(tested, looked, modifier="gene:alad-k59n") == [("gene:alad-k59n", "tested", 0)]
    assert modifiers(tested, looked, modifier="gene:trpm7") == [("gene:trpm7", "searched, nothing found", 1)]
    assert modifiers(tested, looked, modifier="gene:alad") == [("gene:alad", "tested", 0)]
    assert modifiers(tested, looked, modifier="substance:zinc") == [("substance:zinc", "nobody looked", 0)]


def test_a_proposal_on_a_group_is_shown_beside_one_of_its_members() -> None:
    group = "; mgkg:effectModifier substance:heavy-metal ; mgkg:modification modification:proposed-only"

    assert modifiers(finding("a", "factor:magnesium-intake", ALS, group), modifier="substance:lead") == [
        ("substance:lead", "nobody looked", 0),
        ("substance:heavy-metal", "proposed, never tested", 0),
    ]


def test_the_state_of_searches_goes_by_the_one_that_found_most() -> None:
    assert state([]) == "nobody looked"
    assert state([Search(search="a", hits=3, eligible=0), Search(search="b", hits=0)]) == "searched, nothing found"
    assert state([Search(search="a", hits=3, eligible=0), Search(search="b", hits=1)]) == "searched, not in the graph"


# the answer to a question


def test_an_answer_names_the_searches_behind_a_gap() -> None:
    given = (
        finding("a", "factor:zinc-intake", ASPERGER),
        search("exact", MAGNESIUM, ASPERGER, hits=0),
        search("group", "substance:metals", ASPERGER),
        search("other", ZINC, ASPERGER),
        search("broader", MAGNESIUM, ASD),
    )
    told = answers.to_json(answers.answer(store_of(*given), "Is magnesium intake connected to Asperger's?"))

    assert told["gaps"][0]["searched"] == ["search:exact", "search:group"]


# the curated graph


@pytest.fixture(scope="module")
def curated() -> Iterator[KnowledgeGraph]:
    with mgkg.open() as graph:
        yield graph


def test_kinds_of_magnesium_by_als(curated: KnowledgeGraph) -> None:
    found = curated.gaps(substance="Mg", condition="Lou Gehrig's disease")

    states = {cell.family: cell.findings > 0 for cell in found.cells}
    assert states[INTAKE]
    assert not states["family:magnesium-supplementation"]
    assert ("substance:heavy-metal", "proposed, never tested") in {(one.modifier, one.state) for one in found.modifiers}


def test_a_group_is_asked_with_its_members(curated: KnowledgeGraph) -> None:
    found = curated.gaps(substance="vitamin", condition="Asperger", limit=500)

    assert {names.kind_of(names.iri(cell.family or cell.substance)) for cell in found.cells} <= {"family", "substance"}
    assert len(found.cells) > 10
    with pytest.raises(UnknownName):
        curated.gaps(substance="ALS")


def test_what_is_given_keeps_its_promises(curated: KnowledgeGraph) -> None:
    found = curated.gaps(limit=10_000)

    assert len(found.cells) == sum(found.counts.values())
    assert all((cell.state == "findings") is (cell.findings > 0) for cell in found.cells)
    filled = [cell.findings > 0 for cell in found.cells]
    assert filled == sorted(filled), "gaps come first"
    assert set(found.counts) == set(STATES)


@pytest.mark.parametrize(("substance", "condition"), [(MAGNESIUM, ALS), (ZINC, ASD), ("substance:lead", ALS)])
def test_cells_count_the_findings_on_the_edges_of_the_network(
    curated: KnowledgeGraph, substance: str, condition: str
) -> None:
    """Both are read by queries of their own, and say the same."""
    edges = curated.networkx().out_edges(substance, data=True)
    told = {
        (data["finding"], end)
        for _, end, data in edges
        if data["kind"] == "evidence" and data["setting"] == "people" and not data["retracted"]
    }
    within = {condition, *grid_conditions(curated, condition)}
    cells = curated.gaps(substance=substance, condition=condition, limit=500).cells
    assert sum(cell.findings for cell in cells if cell.condition == condition) == sum(end in within for _, end in told)


def grid_conditions(graph: KnowledgeGraph, condition: str) -> set[str]:
    """Return the conditions that a grid on one holds."""
    return {cell.condition for cell in graph.gaps(substance="magnesium", condition=condition, limit=500).cells}


def test_an_endpoint_gives_the_same_gaps(curated: KnowledgeGraph, serve: Callable[[Path], str]) -> None:
    def cells(graph: KnowledgeGraph) -> Gaps:
        return graph.gaps(substance="magnesium", condition="ASD")

    with mgkg.open(serve(build.curated() / folders.STORE)) as remote:
        assert cells(remote) == cells(curated)


# the command


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command prints, once it is done without a word on standard error."""
    assert run(arguments) == 0
    output = capsys.readouterr()
    assert output.err == ""
    return output.out


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("asked", [(), ("--substance", "magnesium", "--condition", "ALS"), ("--condition", "Asperger")])
def test_text_fits_80_columns(capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], language: str) -> None:
    text = printed(capsys, "gaps", *asked, "--format", "text", "--lang", language)

    assert max(map(len, text.splitlines())) <= 80
    assert ("niemand keek" if language == "nl" else "nobody looked") in text


def test_rows_and_objects_hold_cells_and_modifiers(capsys: pytest.CaptureFixture[str]) -> None:
    given = ("gaps", "--substance", "magnesium", "--condition", "ALS")
    header, *rows = [line.split("\t") for line in printed(capsys, *given).splitlines()]
    told = json.loads(printed(capsys, *given, "--format", "json"))

    assert {len(row) for row in rows} == {len(header)}
    assert len(rows) == len(told["cells"]) + len(told["modifiers"])
    proposers = {one["source"] for modifier in told["modifiers"] for one in modifier["proposedBy"]}
    assert proposers >= {"study:fondell-2013", "publication:als-centrum-magnesium"}
    assert told["searches"] == []


def test_searches_are_told_with_where_and_when() -> None:
    found = networks.gaps(
        store_of(STUDIED, search("s", MAGNESIUM, ALS, more="; mgkg:eligibleStudies 0")),
        substance=MAGNESIUM,
        condition=ALS,
    )

    assert networks.tell_gaps(found, "en").searches == ("search:s, 2026-11-20, PubMed: 12 hits, 0 eligible",)
    assert networks.gaps_to_json(found, "nl")["searches"][0]["terms"] == ["words"]
    assert "1 search" in networks.tell_gaps(found, "en").cells.rows[0][1]


def test_the_searches_of_a_users_own_graph_are_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(PREFIXES + STUDIED + search("s", MAGNESIUM, ALS, hits=0), encoding="utf-8")
    place = build.build(tmp_path / "out", graphs=[own], with_curated=False).path
    given = ("--store", str(place), "gaps", "--substance", "magnesium", "--condition", "ALS", "--format", "text")

    text = printed(capsys, *given)

    assert "search:s, 2026-11-20, PubMed: 0 hits" in text
    assert "searched, nothing found; 1 search" in text


def test_limit_pages_the_cells(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "gaps", "--limit", "3", "--format", "text")

    assert "cells more; --limit shows them" in text
    assert len(printed(capsys, "gaps", "--limit", "3").splitlines()) == 4
