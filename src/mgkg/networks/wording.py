"""The wording of paths and gaps: phrases of a language, and what things are called in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mgkg import names, phrases

#: What things are called, by compact name and language.
Labels = Mapping[str, Mapping[str, str]]
_PACKAGE = "mgkg.networks"


def texts(language: str) -> Mapping[str, Any]:
    """Return the phrases of a language, in nested tables."""
    return phrases.texts(_PACKAGE, language)


def phrase(language: str, *keys: str, **values: object) -> str:
    """Return the phrase that keys lead to, with values set in.

    >>> phrase("nl", "setting", "people"), phrase("en", "found", "higher", n=2)
    ('mensen', '2 higher')
    """
    return phrases.phrase(_PACKAGE, language, ".".join(keys), values)


def counted(language: str, key: str, number: int) -> str:
    """Return a number with what it counts.

    >>> counted("en", "study", 1), counted("nl", "step", 4)
    ('1 study', '4 stappen')
    """
    return phrase(language, key, "one" if number == 1 else "many", n=number)


def label(labels: Labels, thing: str, language: str) -> str:
    """Return what a thing is called; in English, or by the end of its name, where it has no label in the language.

    >>> label({"gene:a": {"en": "A"}}, "gene:a", "nl"), label({}, "substance:vitamin-d", "en")
    ('A', 'vitamin d')
    """
    known = labels.get(thing, {})
    return known.get(language) or known.get("en") or names.local_name(thing).replace("-", " ")
