"""Names: every prefix turns an IRI into a compact name and back."""

from __future__ import annotations

import pytest

from mgkg import names


@pytest.mark.parametrize("prefix", sorted(names.PREFIXES))
def test_a_compact_name_and_its_iri_are_one(prefix: str) -> None:
    assert f"{prefix}:a-1" == names.curie(names.iri(f"{prefix}:a-1"))


def test_no_two_prefixes_share_a_namespace() -> None:
    assert len(names.PREFIXES) == len(set(names.PREFIXES.values()))


@pytest.mark.parametrize("text", ["magnesium", "nothing:here", ""])
def test_what_is_neither_iri_nor_known_prefix_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="known prefix"):
        names.iri(text)


@pytest.mark.parametrize("text", ["https://example.org/a", "urn:isbn:1"])
def test_an_iri_stays_itself(text: str) -> None:
    assert text == names.iri(text) == names.curie(text)


def test_a_name_that_turtle_cannot_shorten_stays_whole() -> None:
    assert names.curie("https://w3id.org/mgkg/study/a/b") == "https://w3id.org/mgkg/study/a/b"


def test_the_kind_of_a_thing_that_is_not_ours_is_empty() -> None:
    assert names.kind_of("https://example.org/substance/lead") == ""
