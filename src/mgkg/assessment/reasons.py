"""Reasons: the sentences that say why, in each language, filled with the numbers that were used."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from mgkg.assessment.conclusion import Said
from mgkg.model import Label

#: The languages in which reasons are given.
LANGUAGES = ("en", "nl")


@cache
def sentences(language: str) -> Mapping[str, Any]:
    """Return the sentences of a language, in nested tables."""
    place = resources.files("mgkg.assessment") / "texts" / f"{language}.toml"
    return tomllib.loads(place.read_text(encoding="utf-8"))


def reason(key: str, said: Mapping[str, Said]) -> tuple[Label, ...]:
    """Return a reason in each language; the parts of its key are joined by dots.

    >>> [label.text for label in reason("inconsistency.i2", {"i2": 62})]
    ['I² is 62 %.', 'I² is 62 %.']
    """
    return tuple(Label(text=_sentence(language, key, said), language=language) for language in LANGUAGES)


def _sentence(language: str, key: str, said: Mapping[str, Said]) -> str:
    found: Any = sentences(language)
    for part in key.split("."):
        found = found[part]
    return str(found).format(**{name: _written(value) for name, value in said.items()})


def _written(value: Said) -> str:
    """Return a value as a sentence holds it: numbers with a fraction get two decimals."""
    return f"{value:.2f}" if isinstance(value, float) else str(value)
