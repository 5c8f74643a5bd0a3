"""Mentions: where in a question something of the vocabulary is named, and how it was recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mgkg.names import Iri
from mgkg.recogniser import forms
from mgkg.recogniser.ambiguity import is_name
from mgkg.recogniser.tokens import Token, tokens
from mgkg.recogniser.vocabulary import KINDS, SUBJECTS, Entry, Vocabulary, best
from mgkg.recogniser.words import empty_words, ordinary_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A piece of a question that names something: its text and place, what it was taken for, and how."""

    text: str
    start: int
    end: int
    term: Iri
    #: label, synonym, symbol, inflection or spelling.
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A mention with the tokens that it covers."""

    first: int
    stop: int
    entry: Entry
    mention: Mention
    #: The kind of exposure that the same words name: chelation is a substance's use and a kind.
    besides: Iri | None = None


def find(text: str, vocabulary: Vocabulary) -> tuple[tuple[Match, ...], tuple[Token, ...]]:
    """Return the mentions in a text, in its order, and the words that were not understood.

    The longest name wins. Inflected forms and compounds come next, and only what is left is tried for its spelling.
    """
    words = tokens(text)
    names = list(_exact(text, words, vocabulary))
    matches = _longest(names)
    if _left(words, matches):
        matches = _longest([*names, *_inflected(text, words, vocabulary)])
        matches = [*matches, *_compounds(text, words, vocabulary, matches)]
        matches = [*matches, *_misspelt(text, words, vocabulary, matches)]
    around = list(_patterns(text, words, vocabulary, matches))
    matches = [*around, *_outside(matches, around)]
    ordered = tuple(sorted(matches, key=lambda match: (match.mention.start, match.mention.end)))
    return ordered, _left(words, ordered)


def _exact(text: str, words: tuple[Token, ...], vocabulary: Vocabulary) -> Iterator[Match]:
    keys = [word.key for word in words]
    longest = max(map(len, vocabulary.index), default=0)
    for first, word in enumerate(words):
        symbol = vocabulary.symbols.get(word.text) if word.whole else None
        if symbol and is_name(text, words, first, symbol, vocabulary):
            yield _match(text, words, first, first + 1, symbol, "symbol")
        for stop in range(first + 1, min(first + longest, len(words)) + 1):
            entries = vocabulary.index.get(tuple(keys[first:stop]), ())
            alone = stop - first == 1
            fitting = [entry for entry in entries if not alone or is_name(text, words, first, entry, vocabulary)]
            if fitting:
                entry = best(fitting)
                besides = next((other.term for other in fitting if other.kind == "exposure-kind"), None)
                yield _match(text, words, first, stop, entry, forms.how(entry), besides=besides)


def _inflected(text: str, words: tuple[Token, ...], vocabulary: Vocabulary) -> Iterator[Match]:
    for first, word in enumerate(words):
        if len(word.key) >= forms.SHORTEST and word.key not in ordinary_words():
            for stop, entries in forms.inflected([token.key for token in words], first, vocabulary):
                yield _match(text, words, first, stop, best(entries), "inflection")


def _compounds(text: str, words: tuple[Token, ...], vocabulary: Vocabulary, matches: list[Match]) -> Iterator[Match]:
    for place in _free(words, matches):
        for part in forms.compound(words[place].key, vocabulary):
            start = words[place].start + part.start
            end = words[place].start + part.end
            mention = Mention(text=text[start:end], start=start, end=end, term=part.entry.term, how="inflection")
            yield Match(first=place, stop=place + 1, entry=part.entry, mention=mention)


def _misspelt(text: str, words: tuple[Token, ...], vocabulary: Vocabulary, matches: list[Match]) -> Iterator[Match]:
    for place in _free(words, matches):
        entry = forms.spelt(words[place].key, vocabulary)
        if entry is not None:
            yield _match(text, words, place, place + 1, entry, "spelling")


def _patterns(text: str, words: tuple[Token, ...], vocabulary: Vocabulary, matches: list[Match]) -> Iterator[Match]:
    """Yield the kinds that words around a substance tell, as "low" does in "low magnesium"."""
    keys = [word.key for word in words]
    free = set(range(len(words))) - {
        place for match in matches if match.entry.kind != "direction" for place in range(match.first, match.stop)
    }
    longest = sorted(vocabulary.patterns, key=lambda pattern: -len(pattern.before) - len(pattern.after))
    for match in matches:
        if match.entry.kind != "substance":
            continue
        for pattern in longest:
            left, right = match.first - len(pattern.before), match.stop + len(pattern.after)
            before, after = range(max(left, 0), match.first), range(match.stop, min(right, len(words)))
            around = tuple(keys[place] for place in before), tuple(keys[place] for place in after)
            if around == (pattern.before, pattern.after) and free.issuperset([*before, *after]):
                span = before if pattern.before else after
                yield _match(text, words, span.start, span.stop, pattern.entry, "synonym")
                break


def _outside(matches: Iterable[Match], patterns: Iterable[Match]) -> list[Match]:
    """Return the matches whose words no pattern has taken: "low" in "low magnesium" is no direction besides."""
    taken = {place for match in patterns for place in range(match.first, match.stop)}
    return [match for match in matches if taken.isdisjoint(range(match.first, match.stop))]


def _longest(found: Iterable[Match]) -> list[Match]:
    """Return matches of which none overlaps another, the longest first served."""
    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(found, key=_rank):
        span = range(match.first, match.stop)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(match)
    return kept


def _rank(match: Match) -> tuple[int, bool, int, int]:
    return (match.first - match.stop, match.mention.how == "inflection", KINDS.index(match.entry.kind), match.first)


def _free(words: tuple[Token, ...], matches: Iterable[Match]) -> list[int]:
    """Return the places of the words that carry a subject and are not understood yet."""
    taken = {place for match in matches for place in range(match.first, match.stop)}
    return [
        place
        for place, word in enumerate(words)
        if place not in taken
        and word.key not in empty_words()
        and (len(word.key) > 1 or (word.key.isdigit() and word.whole))
    ]


def _left(words: tuple[Token, ...], matches: Iterable[Match]) -> tuple[Token, ...]:
    return tuple(words[place] for place in _free(words, matches))


def _match(
    text: str, words: tuple[Token, ...], first: int, stop: int, entry: Entry, how: str, *, besides: Iri | None = None
) -> Match:
    start, end = words[first].start, words[stop - 1].end
    mention = Mention(text=text[start:end], start=start, end=end, term=entry.term, how=how)
    return Match(first=first, stop=stop, entry=entry, mention=mention, besides=besides)


def is_subject(match: Match) -> bool:
    """Return whether a match names something that a question can be about."""
    return match.entry.kind in SUBJECTS
