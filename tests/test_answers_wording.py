"""The wording of answers: the same phrases in every language, and numbers as they were printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from string import Formatter
from typing import Any

import pytest

from mgkg.answers import wording
from mgkg.answers.sources import url
from mgkg.model import Estimate, Publication
from mgkg.names import Iri, iri


def phrases(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the phrases of a language, each with its whole key."""
    for key, value in table.items():
        if isinstance(value, str):
            yield prefix + key, value
        else:
            yield from phrases(value, f"{prefix}{key}.")


def slots(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def test_every_language_has_the_same_keys_with_the_same_places_to_fill() -> None:
    english, dutch = (dict(phrases(wording.texts(language))) for language in wording.LANGUAGES)

    assert list(english) == list(dutch)
    assert {key: slots(text) for key, text in english.items()} == {key: slots(text) for key, text in dutch.items()}


def test_every_phrase_says_something_of_its_own() -> None:
    for language in wording.LANGUAGES:
        assert all(text.strip() == text and text for _, text in phrases(wording.texts(language)))


@pytest.mark.parametrize(
    ("value", "lower", "upper", "level", "expected"),
    [
        ("1.07", "0.88", "1.31", "95", "RR 1.07 (0.88 to 1.31)"),
        ("2", "1.5", "2.75", None, "RR 2.00 (1.50 to 2.75)"),
        ("1.20", "1.10", "1.30", "95.0", "RR 1.2 (1.1 to 1.3)"),
        ("120", "100", "140", "95", "RR 120 (100 to 140)"),
        ("1.1", "0.9", "1.3", "90", "RR 1.1 (90 % interval 0.9 to 1.3)"),
        ("1.1", "0.9", "1.3", "97.5", "RR 1.1 (97.5 % interval 0.9 to 1.3)"),
    ],
)
def test_value_and_limits_have_as_many_decimals_as_the_longest(
    value: str, lower: str, upper: str, level: str | None, expected: str
) -> None:
    estimate = Estimate(
        iri=iri("estimate:a"),
        measure=iri("measure:risk-ratio"),
        value=Decimal(value),
        lower=Decimal(lower),
        upper=Decimal(upper),
        level=None if level is None else Decimal(level),
    )

    assert wording.numbers("en", estimate) == expected


@pytest.mark.parametrize(
    ("p", "measure", "value", "expected"),
    [
        ("<0.001", None, None, "p < 0.001"),
        ("0.03", iri("measure:mean-difference"), Decimal("-0.82"), "MD -0.82 p = 0.03"),
        (None, iri("measure:correlation"), Decimal("0.5"), "r 0.5"),
        (None, None, None, ""),
    ],
)
def test_a_number_without_interval_is_printed_with_its_p(
    p: str | None, measure: Iri | None, value: Decimal | None, expected: str
) -> None:
    estimate = Estimate(iri=iri("estimate:a"), measure=measure, value=value, p=p)

    assert wording.numbers("en", estimate) == expected


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_verdict_can_be_said_of_every_aspect(language: str) -> None:
    verdicts = [key for key, text in wording.texts(language)["verdict"].items() if isinstance(text, str)]
    said = {(aspect, slug): wording.verdict(language, slug, aspect) for aspect in _aspects() for slug in verdicts}

    assert all(said.values())


def _aspects() -> list[str]:
    return [*wording.texts("en")["aspect"]]


def test_levels_are_always_of_people_who_already_have_it() -> None:
    for verdict in ("higher", "lower", "null-unquantified", "no-large-effect", "mixed"):
        assert "people who already have it" in wording.verdict("en", verdict, "level-difference")
        assert "mensen die het al hebben" in wording.verdict("nl", verdict, "level-difference")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"doi": "10.1/a", "pmid": "1"}, "https://doi.org/10.1/a"),
        ({"pmid": "1"}, "https://pubmed.ncbi.nlm.nih.gov/1/"),
        ({"url": "https://example.org/a"}, "https://example.org/a"),
        ({}, None),
    ],
)
def test_a_source_is_found_by_its_doi_first(given: dict[str, Any], expected: str | None) -> None:
    assert url(Publication(iri=iri("publication:a"), **given)) == expected


def test_what_has_no_label_goes_by_the_end_of_its_name() -> None:
    assert wording.label({}, iri("condition:low-iq")) == "low iq"
    assert wording.listed("nl", []) == ""
