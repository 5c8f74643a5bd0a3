"""Words that carry no subject: function words of both languages, and those that introduce a modifier."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mgkg.recogniser.tokens import fold, key

LANGUAGES = ("en", "nl")

_FOLDER = Path(__file__).parent / "words"


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the words of a language that say nothing of what a question is about.

    >>> "welke" in function_words("nl"), "magnesium" in function_words("nl")
    (True, False)
    """
    return _list(language)


@cache
def empty_words() -> frozenset[str]:
    """Return the function words of both languages."""
    return frozenset(word for language in LANGUAGES for word in function_words(language))


@cache
def ordinary_words() -> frozenset[str]:
    """Return the words that look like a form or a misspelling of a name and are neither, function words among them.

    >>> "artistic" in ordinary_words(), "autistic" in ordinary_words()
    (True, False)
    """
    return _list("ordinary") | empty_words()


@cache
def people(language: str) -> frozenset[str]:
    """Return the words of a language for people: they tell the language, and narrow a question as no answer does."""
    return _list(f"people-{language}")


@cache
def tails() -> frozenset[str]:
    """Return the parts of Dutch compounds that name nothing by themselves."""
    return _list("tails")


@cache
def prepositions() -> frozenset[str]:
    """Return the words after which a function word may be a name: "als" in "risico op als"."""
    return _list("prepositions")


@cache
def followers() -> frozenset[str]:
    """Return the words after which a function word that follows a preposition is a name: "haar" in "in haar is"."""
    return _list("followers") | prepositions()


@cache
def markers(place: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases before or after a name by which it tells who is meant, not what is asked about.

    >>> ("exposed", "to") in markers("before")
    True
    """
    lines = (_FOLDER / "markers.txt").read_text(encoding="utf-8").splitlines()
    return tuple(key(line.removeprefix(place)) for line in lines if line.startswith(f"{place} "))


def _list(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split())
