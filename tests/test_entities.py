"""Entities: found by any name, shown with all that is said of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import mgkg
from mgkg import entities, names
from mgkg.errors import UnknownName
from mgkg.store import Store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with mgkg.open() as graph:
        yield graph.store


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("magnesium", "substance:magnesium"),
        ("Pb", "substance:lead"),
        ("LOOD", "substance:lead"),
        ("als", "condition:amyotrophic-lateral-sclerosis"),
        ("Lou Gehrig’s disease", "condition:amyotrophic-lateral-sclerosis"),
        ("substance:zinc", "substance:zinc"),
        ("https://w3id.org/mgkg/substance/zinc", "substance:zinc"),
        ("lead-poisoning", "condition:lead-poisoning"),
    ],
)
def test_any_name_leads_to_the_thing(store: Store, text: str, expected: str) -> None:
    assert names.iri(expected) == entities.resolve(store, text)


def test_a_class_tells_names_apart(store: Store) -> None:
    assert names.iri("substance:magnesium") == entities.resolve(store, "magnesium", "mgkg:Substance")
    with pytest.raises(UnknownName):
        entities.resolve(store, "magnesium", "mgkg:Condition")


@pytest.mark.parametrize("text", ["substance:unobtainium", "nothing:here", "unobtainium", ""])
def test_what_nothing_is_called_is_unknown(store: Store, text: str) -> None:
    with pytest.raises(UnknownName):
        entities.resolve(store, text)


def test_an_exact_name_comes_before_a_longer_one(store: Store) -> None:
    matches = entities.find(store, "magnesium")

    assert names.iri("substance:magnesium") == matches[0].iri
    assert [entities.lookup.HOWS.index(match.how) for match in matches] == sorted(
        entities.lookup.HOWS.index(match.how) for match in matches
    )
    assert len({match.iri for match in matches}) == len(matches)


def test_a_misspelt_name_is_found_when_nothing_else_is(store: Store) -> None:
    matches = entities.find(store, "magnezium", limit=3)

    assert names.iri("substance:magnesium") in {match.iri for match in matches}
    assert {"spelling"} == {match.how for match in matches}


def test_nothing_is_found_for_nothing(store: Store) -> None:
    assert entities.find(store, "  ") == ()


def test_a_description_holds_what_is_said_and_what_speaks_of_it(store: Store) -> None:
    english = entities.describe(store, names.iri("condition:asperger-syndrome"))
    parent = entities.describe(store, names.iri("condition:autism-spectrum-disorder"))
    dutch = entities.describe(store, names.iri("substance:lead"), language="nl")

    assert {"mgkg:labelStatus", "skos:broader"} <= {line.property for line in english.statements}
    assert "skos:broader" in {line.property for line in parent.links}
    assert dutch.label == "lood"
    assert next(line.values for line in dutch.statements if line.property == "skos:prefLabel") == (("lood", ""),)


def test_what_the_graph_does_not_know_has_no_description(store: Store) -> None:
    with pytest.raises(UnknownName):
        entities.describe(store, names.iri("substance:unobtainium"))
