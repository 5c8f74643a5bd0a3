"""Ambiguity: whether a word that can also be a function word, a verb or a letter is a name where it stands."""

from __future__ import annotations

from mgkg.recogniser.tokens import Token
from mgkg.recogniser.vocabulary import Entry, Vocabulary
from mgkg.recogniser.words import LANGUAGES, empty_words, followers, function_words, prepositions

#: Names that are verbs when they stand before one of these: "lead to", "lower the".
VERBS = {"lead": frozenset({"to"}), "lower": frozenset({"her", "his", "my", "our", "risk", "the", "their", "your"})}
#: Words after which they are names after all: "exposure to lead to the brain".
NOUN_AFTER = frozenset({"is", "are", "was", "were", "of", "by", "from", "to"})
#: Words that join two names.
JOINING = frozenset({"and", "en", "or", "of"})
#: Articles between a preposition and a name: "in het haar".
_ARTICLES = frozenset({"the", "het", "de"})
_SENTENCE_ENDS = (".", "?", "!")


def is_name(text: str, words: tuple[Token, ...], place: int, entry: Entry, vocabulary: Vocabulary) -> bool:
    """Return whether the word at a place is the name that it looks like, and not a function word, a verb or a letter.

    "ALS", "als" at the end and "als" in English are the disease; "als ik" is the Dutch word for if.
    """
    word = words[place].key
    if word in VERBS and entry.kind in ("substance", "direction"):
        return not _is_verb(words, place)
    if len(word) == 1 and not _is_symbol(words, place, entry, vocabulary):
        return False
    if word not in empty_words() or len(word) == 1:
        return True
    return (
        _is_foreign(words, place)
        or _is_written_as_name(text, words[place], entry)
        or _is_governed(words, place, vocabulary)
        or _is_at_an_end(words, place, entry)
        or _is_beside_symbol(words, place, vocabulary)
    )


def _key(words: tuple[Token, ...], place: int) -> str:
    return words[place].key if 0 <= place < len(words) else ""


def _is_verb(words: tuple[Token, ...], place: int) -> bool:
    return _key(words, place + 1) in VERBS[words[place].key] and _key(words, place - 1) not in NOUN_AFTER


def _is_symbol(words: tuple[Token, ...], place: int, entry: Entry, vocabulary: Vocabulary) -> bool:
    """Return whether a letter is a symbol: K in "serum K", not B in "hepatitis B" and not I in "I take"."""
    if entry.role != "symbol":
        return False
    if len(words) == 1 or _is_beside_symbol(words, place, vocabulary):
        return True
    before = _key(words, place - 1)
    known = not before or before in empty_words() or (before,) in vocabulary.index
    return known and words[place].key not in empty_words()


def _is_beside_symbol(words: tuple[Token, ...], place: int, vocabulary: Vocabulary) -> bool:
    """Return whether a chemical symbol that is no word stands next to a place, or is joined to it."""
    for step in (-1, 1):
        other = place + step
        if _key(words, other) in JOINING:
            other += step
        beside = words[other] if 0 <= other < len(words) else None
        if beside and beside.text in vocabulary.symbols and beside.key not in empty_words():
            return words[place].text in vocabulary.symbols
    return False


def _is_foreign(words: tuple[Token, ...], place: int) -> bool:
    """Return whether no other word is of the language in which this one is a function word: "is als caused by lead"."""
    word = words[place].key
    own = [language for language in LANGUAGES if word in function_words(language)]
    telling = {
        other
        for language in own
        for other in function_words(language)
        if sum(other in function_words(one) for one in LANGUAGES) == 1
    }
    return not any(other.key in telling and other.key != word for other in words)


def _is_written_as_name(text: str, word: Token, entry: Entry) -> bool:
    """Return whether a name in capitals is written so, where capitals say something and begin no sentence."""
    if not (entry.role == "symbol" or entry.text.isupper()) or text.isupper() or not word.text[:1].isupper():
        return False
    before = text[: word.start].rstrip()
    starts = not before or before.endswith(_SENTENCE_ENDS)
    return (word.text.isupper() and len(word.text) > 1) or not (starts or text.istitle())


def _is_governed(words: tuple[Token, ...], place: int, vocabulary: Vocabulary) -> bool:
    """Return whether a preposition stands before a word and nothing that it could belong to after: "in haar"."""
    before = place - 1 - (_key(words, place - 1) in _ARTICLES)
    if _key(words, before) not in prepositions():
        return False
    after = _key(words, place + 1)
    directed = any(entry.kind == "direction" for entry in vocabulary.index.get((after,), ()))
    return not after or after in followers() or directed


def _is_at_an_end(words: tuple[Token, ...], place: int, entry: Entry) -> bool:
    """Return whether a word stands where no function word does: last, or first and joined to another."""
    if place == 0:
        return _key(words, 1) in JOINING
    return entry.kind == "condition" and place == len(words) - 1
