"""The language of a question: English or Dutch."""

from __future__ import annotations

from collections.abc import Sequence

from mgkg.recogniser.mentions import Match
from mgkg.recogniser.tokens import key, tokens
from mgkg.recogniser.vocabulary import Vocabulary
from mgkg.recogniser.words import function_words, people


def detect(text: str, matches: Sequence[Match], vocabulary: Vocabulary) -> str:
    """Return en or nl: by the function words of one language only, and by names that only one language has."""
    named = {place for match in matches for place in range(match.first, match.stop)}
    rest = [word.key for place, word in enumerate(tokens(text)) if place not in named]
    dutch, english = (function_words(language) | people(language) for language in ("nl", "en"))
    score = sum((word in dutch) - (word in english) for word in rest)
    return "nl" if score + sum(_leaning(match, vocabulary) for match in matches) > 0 else "en"


def _leaning(match: Match, vocabulary: Vocabulary) -> int:
    """Return 1 for a name that is Dutch only, -1 for one that is English only, 0 for any other."""
    entries = vocabulary.index.get(key(match.entry.text), ())
    spoken = {entry.language for entry in entries if entry.term == match.entry.term} or {match.entry.language}
    return ("en" not in spoken and "nl" in spoken) - ("nl" not in spoken and "en" in spoken)
