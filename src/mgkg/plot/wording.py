"""The wording of pictures: phrases of a language, kept in tables beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mgkg import phrases

_PACKAGE = "mgkg.plot"


def texts(language: str) -> Mapping[str, Any]:
    """Return the phrases of a language, in nested tables.

    >>> texts("nl")["short"]["none"]
    'geen'
    """
    return phrases.texts(_PACKAGE, language)


def phrase(language: str, key: str, **values: object) -> str:
    """Return the phrase of a key, its tables joined by dots, with values set in.

    >>> phrase("en", "legend.size", n="1,000")
    'n = 1,000'
    """
    return phrases.phrase(_PACKAGE, language, key, values)
