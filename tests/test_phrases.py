"""Phrases: every package that speaks has the same keys in every language, and every slot is filled by both."""

from __future__ import annotations

import re

import pytest

from mgkg import phrases

PACKAGES = ("mgkg.answers", "mgkg.assessment", "mgkg.networks", "mgkg.plot")


def slots(table: object, before: str = "") -> dict[str, list[str]]:
    """Return the slots of every phrase below a table, by its key."""
    if not isinstance(table, dict):
        return {before: sorted(set(re.findall(r"\{(\w+)", str(table))))}
    return {key: found for name, value in table.items() for key, found in slots(value, f"{before}.{name}").items()}


@pytest.mark.parametrize("package", PACKAGES)
def test_the_languages_have_the_same_phrases_with_the_same_slots(package: str) -> None:
    assert slots(phrases.texts(package, "en")) == slots(phrases.texts(package, "nl"))


def test_a_phrase_that_is_not_there_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        phrases.phrase("mgkg.answers", "en", "no.such.phrase", {})
