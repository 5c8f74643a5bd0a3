"""The wording of pictures: phrases of a language, kept in tables beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def texts(language: str) -> Mapping[str, Any]:
    """Return the phrases of a language, in nested tables.

    >>> texts("nl")["short"]["none"]
    'geen'
    """
    place = resources.files("mgkg.plot") / "texts" / f"{language}.toml"
    return tomllib.loads(place.read_text(encoding="utf-8"))


def phrase(language: str, key: str, **values: object) -> str:
    """Return the phrase of a key, its tables joined by dots, with values set in.

    >>> phrase("en", "legend.size", n="1,000")
    'n = 1,000'
    """
    found: Any = texts(language)
    for part in key.split("."):
        found = found[part]
    return str(found).format(**values)
