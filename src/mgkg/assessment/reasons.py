"""Reasons: the sentences that say why, in each language, filled with the numbers that were used."""

from __future__ import annotations

from collections.abc import Mapping

from mgkg import phrases
from mgkg.assessment.certainty import Rated
from mgkg.assessment.conclusion import Said
from mgkg.model import Label

#: The languages in which reasons are given.
LANGUAGES = ("en", "nl")
#: Where the sentences are kept.
PACKAGE = "mgkg.assessment"


def reason(key: str, said: Mapping[str, Said]) -> tuple[Label, ...]:
    """Return a reason in each language; the parts of its key are joined by dots.

    >>> [label.text for label in reason("inconsistency.i2", {"i2": 62})]
    ['I² is 62 %.', 'I² is 62 %.']
    """
    return tuple(Label(text=_sentence(language, key, said), language=language) for language in LANGUAGES)


def rating_label(rated: Rated) -> tuple[Label, ...]:
    """Return what a rating says in one line: its domain, what it is rated, and why."""
    parts = {
        language: {
            "domain": phrases.phrase(PACKAGE, language, f"domain.{rated.domain}", {}),
            "rating": phrases.phrase(PACKAGE, language, f"rating.{rated.rating}", {}),
            "reason": _sentence(language, rated.reason, rated.said),
        }
        for language in LANGUAGES
    }
    return tuple(
        Label(text=phrases.phrase(PACKAGE, language, "label.rating", said), language=language)
        for language, said in parts.items()
    )


def _sentence(language: str, key: str, said: Mapping[str, Said]) -> str:
    return phrases.phrase(PACKAGE, language, key, {name: _written(value) for name, value in said.items()})


def _written(value: Said) -> str:
    """Return a value as a sentence holds it: numbers with a fraction get two decimals."""
    return f"{value:.2f}" if isinstance(value, float) else str(value)
