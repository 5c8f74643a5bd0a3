"""Inference: every rule gives what its cases expect, and a run over all of them hangs together."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from mgkg import files, inference, names, turtle
from mgkg.inference.rules import apply
from mgkg.store import EmbeddedStore

CASES = Path(__file__).parent / "cases" / "rules"


def derived(case: Path) -> list[ox.Triple]:
    """Return what the rule of a case derives from what is given, and from the codes, on things of the case."""
    ontology = [files.folder("ontology") / name for name in ("mgkg.ttl", "codes.ttl")]
    store = EmbeddedStore.in_memory(ontology)
    known = {triple.subject for file in ontology for triple in turtle.read(file)}
    store.extend(turtle.read(case / "given.ttl"), names.iri("graph:asserted"))
    rule = next(one for one in inference.rules() if one.name == case.name.partition("--")[0])
    found = set(store.construct(rule.query))
    assert apply(rule, store) >= len(found)
    return [triple for triple in found if triple.subject not in known]


@pytest.mark.cases("rules")
def test_derives_what_is_expected(case: Path) -> None:
    assert turtle.write(derived(case)) == (case / "expect.ttl").read_text(encoding="utf-8")


def test_every_rule_has_a_case() -> None:
    assert {rule.name for rule in inference.rules()} == {case.name.partition("--")[0] for case in CASES.iterdir()}


def test_fondell_is_a_null_that_excludes_only_a_large_effect() -> None:
    store = EmbeddedStore.in_memory(sorted(files.folder("ontology").glob("*.ttl")))
    store.extend(turtle.read(CASES / "10-orientation-of-ratios--more-stays" / "given.ttl"), names.iri("graph:asserted"))

    assert inference.infer(store) > 0

    finding = ox.NamedNode(names.iri("finding:a"))
    said = {(triple.predicate.value, triple.object) for triple in everything(store) if triple.subject == finding}
    assert (names.iri("mgkg:verdict"), ox.NamedNode(names.iri("verdict:no-large-effect"))) in said
    assert (names.iri("mgkg:signPerMore"), ox.Literal(0)) in said


def everything(store: EmbeddedStore) -> list[ox.Triple]:
    return list(store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))


def test_a_second_run_adds_nothing() -> None:
    store = EmbeddedStore.in_memory(sorted(files.folder("ontology").glob("*.ttl")))
    inference.infer(store)
    once = set(everything(store))
    inference.infer(store)

    assert once == set(everything(store))
