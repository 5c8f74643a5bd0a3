"""Phrases: the sentences that a package says, in tables of its own for each language, filled with values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def texts(package: str, language: str) -> Mapping[str, Any]:
    """Return the phrases of a package in a language, in nested tables, from its file texts/<language>.toml.

    >>> texts("mgkg.answers", "nl")["and"]
    'en'
    """
    place = resources.files(package) / "texts" / f"{language}.toml"
    return tomllib.loads(place.read_text(encoding="utf-8"))


def phrase(package: str, language: str, key: str, values: Mapping[str, object]) -> str:
    """Return the phrase of a key, its tables joined by dots, with values set in; KeyError where there is none.

    >>> phrase("mgkg.answers", "en", "clause.risk", {"counts": "1 higher"})
    'risk with more of it (1 higher)'
    """
    found: Any = texts(package, language)
    for part in key.split("."):
        found = found[part]
    return str(found).format(**values)
