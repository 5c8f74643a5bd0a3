"""Assessing: the stage that writes what findings amount to, and takes over what has not changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from mgkg import build as building
from mgkg import files, inference, names, queries, turtle
from mgkg.build import known
from mgkg.build.assessing import assessed
from mgkg.build.stages import ASSERTED
from mgkg.names import iri
from mgkg.store import EmbeddedStore, folders
from mgkg.triples.assessments import EDGES
from mgkg.validation import Severity, validate

GRAPH = Path(__file__).parent / "cases" / "answers"
ONTOLOGY = sorted(files.folder("ontology").glob("*.ttl"))
#: Two studies on magnesium and ALS, of which one tests a modifier, and one on iron and autism.
MAGNESIUM, IRON = "als-magnesium-when-a-modifier-was-tested", "autism-counts-narrower-with-exact"
INTAKE = "proposition:magnesium-intake--amyotrophic-lateral-sclerosis--risk"


def store_of(*cases: str, without: str = "") -> EmbeddedStore:
    """Return a store of some cases, and what follows from them, without what is said of some finding."""
    store = EmbeddedStore.in_memory(ONTOLOGY)
    for case in cases:
        given = turtle.read(GRAPH / case / "given.ttl")
        store.extend((triple for triple in given if not without or without not in str(triple.subject)), ASSERTED)
    inference.infer(store)
    return store


def said(triples: list[ox.Triple], subject: str) -> set[str]:
    return {str(triple.predicate.value) for triple in triples if triple.subject == ox.NamedNode(names.iri(subject))}


def test_fondell_is_no_link_with_its_reasons_and_its_edge() -> None:
    triples = list(assessed(store_of("als-magnesium-same-in-men-and-women")))
    assessment = "assessment:magnesium-intake--amyotrophic-lateral-sclerosis--risk"
    values = {triple.predicate.value: triple.object for triple in triples if triple.subject.value == iri(assessment)}  # type: ignore[union-attr] # subjects are named

    assert values[iri("mgkg:conclusion")] == ox.NamedNode(iri("conclusion:no-link-found"))
    assert values[iri("mgkg:certainty")] == ox.NamedNode(iri("certainty:low"))
    assert values[iri("mgkg:ofProposition")] == ox.NamedNode(iri(INTAKE))
    edge = (
        iri("family:magnesium-intake"),
        iri("mgkg:noLinkWithRiskFound"),
        iri("condition:amyotrophic-lateral-sclerosis"),
    )
    assert ox.Triple(*(ox.NamedNode(part) for part in edge)) in triples
    assert {iri("mgkg:reason"), iri("mgkg:ratingLevel")} <= said(
        triples, "rating:magnesium-intake--amyotrophic-lateral-sclerosis--risk--imprecision"
    )


def test_every_edge_leads_to_its_assessment_and_there_is_one_for_each_question() -> None:
    with EmbeddedStore.read_only(building.curated() / folders.STORE) as store:
        edges: dict[str, str] = {names.iri(name): of for of, table in EDGES.items() for name in table.values()}
        found = [quad.triple for quad in store.quads() if quad.predicate.value in edges]
        ends = [(one.subject, one.object, edges[one.predicate.value]) for one in found]
        rows = {(row[1], row[2], row[3]) for row in queries.rows(store, "conclusion-edges", ALS)}

    assert len(found) > 100
    assert len(set(ends)) == len(ends)
    assert rows


ALS = {"condition": ox.NamedNode(iri("condition:amyotrophic-lateral-sclerosis"))}


def test_what_is_written_keeps_the_shapes() -> None:
    files_ = [GRAPH / case / "given.ttl" for case in (MAGNESIUM, IRON)]

    def derive(store: EmbeddedStore) -> int:
        inference.infer(store)
        store.extend(list(assessed(store)), known.GRAPH)
        return len(store)

    report = validate(files_, beside=ONTOLOGY, derive=derive)
    kinds = ("assessment", "rating", "pooled", "exclusion", "proposition")
    of_ours = [one for one in report.results if names.kind_of(str(one.focus).strip("<>")) in kinds]
    assert [one.message for one in of_ours if one.severity is Severity.VIOLATION] == []


@pytest.mark.parametrize("changed", [("example-2022",), ("tseng-2018",), ("nothing-at-all",)])
def test_what_is_taken_over_and_what_is_new_are_as_if_all_were_new(changed: tuple[str]) -> None:
    before = store_of(MAGNESIUM, IRON)
    before.extend(list(assessed(before)), known.GRAPH)
    after = store_of(MAGNESIUM, IRON, without=changed[0])

    assert set(assessed(after, before)) == set(assessed(after))


def test_only_what_changed_is_assessed_anew() -> None:
    before, marked = store_of(MAGNESIUM, IRON), ox.Literal("as it was before")
    reasons = names.iri("mgkg:reason")
    old = [
        ox.Triple(one.subject, one.predicate, marked) if one.predicate.value == reasons else one
        for one in assessed(before)
    ]
    before.extend(old, known.GRAPH)
    again = list(assessed(store_of(MAGNESIUM, IRON, without="example-2022"), before))
    kept = {str(one.subject) for one in again if one.object == marked}
    new = {str(one.subject) for one in again if one.predicate.value == reasons} - kept

    assert any("iron" in name for name in kept)
    assert not any("magnesium-intake--amyotrophic" in name for name in kept)
    assert any("magnesium-intake--amyotrophic" in name for name in new)
    assert not any("iron" in name for name in new)


def test_a_build_takes_over_from_the_one_before_and_ends_the_same(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    graph.mkdir()
    for case in (MAGNESIUM, IRON):
        shutil.copy(GRAPH / case / "given.ttl", graph / f"{case}.ttl")
    building.build(tmp_path / "out", graphs=[graph], with_curated=False)
    (graph / f"{MAGNESIUM}.ttl").unlink()
    grown = building.build(tmp_path / "out", graphs=[graph], with_curated=False)
    fresh = building.build(tmp_path / "fresh", graphs=[graph], with_curated=False)

    assert held(grown.path) == held(fresh.path)
    assert held(fresh.path)


def held(place: Path) -> set[ox.Quad]:
    with EmbeddedStore.read_only(place / folders.STORE) as store:
        return set(store.quads(graph=known.GRAPH))
