"""Forms of words: inflections by stem, Dutch compounds by their parts, and misspellings by likeness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from mgkg.recogniser.vocabulary import SUBJECTS, Entry, Vocabulary, best
from mgkg.recogniser.words import LANGUAGES, ordinary_words, tails

#: A word shorter than this, in letters, is not taken for a form of another.
SHORTEST = 4
#: A name is at least this long, in letters, to be found misspelt, and this long when it names no subject.
SHORTEST_MISSPELT = 6
LONG = 9
#: The kinds of things that are found misspelt.
_MISSPELT = ("substance", "condition", "gene", "process", "exposure-kind")
#: What inflection puts behind the beginning that two forms of a word share.
ENDINGS = frozenset({"", "s", "es", "e", "en", "n", "d", "de", "ed", "t", "y", "ies"})
#: Letters that join the parts of a Dutch compound.
JOINTS = ("", "s", "e", "en")
#: The kinds of things that are parts of compounds.
_PARTS = ("substance", "condition", "exposure-kind", "matrix", "aspect")
_STEMMERS = {"en": "english", "nl": "dutch"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a compound: what it names and where in the word it stands."""

    entry: Entry
    start: int
    end: int


def how(entry: Entry) -> str:
    """Return how a word that equals a name was recognised: a wording is a synonym that no label shows."""
    return "synonym" if entry.role == "wording" else entry.role


def inflected(keys: list[str], first: int, vocabulary: Vocabulary) -> Iterator[tuple[int, list[Entry]]]:
    """Yield, for the word at a place, where a name of the same stems ends and what has that name."""
    head = keys[first][: SHORTEST - 1]
    for name, entries in vocabulary.index.items():
        stop = first + len(name)
        if name and name[0][: SHORTEST - 1] == head and stop <= len(keys) and alike(name, tuple(keys[first:stop])):
            spelled_out = [entry for entry in entries if not entry.text.isupper()]
            if spelled_out:
                yield stop, spelled_out


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether words differ at most in their endings, by the stems of one language.

    >>> alike(("heavy", "metal"), ("heavy", "metals")), alike(("severity",), ("several",))
    (True, False)
    """
    changed = [(own, word) for own, word in zip(one, other, strict=True) if own != word]
    if any(len(word) < SHORTEST or word in ordinary_words() or not _inflects(own, word) for own, word in changed):
        return False
    return any(all(stem(own, language) == stem(word, language) for own, word in changed) for language in LANGUAGES)


def _inflects(one: str, other: str) -> bool:
    """Return whether two words go on from what they share with an ending each, its first letter doubled or not."""
    shared = one[: sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))]
    return all(
        rest in ENDINGS or (rest[0] == shared[-1:] and rest[1:] in ENDINGS)
        for rest in (one.removeprefix(shared), other.removeprefix(shared))
    )


@cache
def stem(word: str, language: str) -> str:
    """Return the stem of a word by Snowball; a stem shorter than three letters counts as none.

    >>> stem("vitamins", "en"), stem("tekorten", "nl")
    ('vitamin', 'tekort')
    """
    found: str = _stemmer(language).stemWord(word)
    return found if len(found) >= SHORTEST - 1 else word


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def] # noqa: ANN202 - the package ships no types
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS[language])


def compound(word: str, vocabulary: Vocabulary) -> tuple[Part, ...]:
    """Return the parts of a compound that name something: magnesium and tekort of "magnesiumtekort".

    Every letter belongs to a part, a joint or a tail, and one part is a substance or a condition; else there are none.
    """
    found = _split(word, 0, vocabulary) or ()
    subject = any(part.entry.kind in ("substance", "condition") for part in found)
    return found if subject and (len(found) > 1 or found[0].end < len(word)) else ()


def _split(word: str, start: int, vocabulary: Vocabulary) -> tuple[Part, ...] | None:
    if start == len(word) or word[start:] in tails():
        return ()
    for end in range(len(word), start + SHORTEST - 2, -1):
        entries = [entry for entry in vocabulary.index.get((word[start:end],), ()) if entry.kind in _PARTS]
        if not entries:
            continue
        for joint in JOINTS:
            on = end + len(joint)
            goes_on = word.startswith(joint, end) and (not joint or on < len(word))
            rest = _split(word, on, vocabulary) if goes_on else None
            if rest is not None:
                return (Part(entry=best(entries), start=start, end=end), *rest)
    return None


def spelt(word: str, vocabulary: Vocabulary) -> Entry | None:
    """Return what a misspelt word most likely names, where exactly one name is near enough and begins as it does.

    Near enough is one letter left out, put in, changed, or in its neighbour's place, and two of these in the long name
    of a substance, which is like no ordinary word.
    """
    if len(word) < SHORTEST_MISSPELT - 1 or word.isdigit() or word in ordinary_words():
        return None
    from rapidfuzz.distance import OSA

    near: dict[int, list[Entry]] = {}
    for name, entries in vocabulary.index.items():
        if len(name) == 1 and name[0][:1] == word[0]:
            entry = best(entries)
            allowed = _allowed(entry, name[0])
            distance = OSA.distance(word, name[0], score_cutoff=allowed)
            if distance <= allowed:
                near.setdefault(distance, []).append(entry)
    nearest = near[min(near)] if near else []
    return nearest[0] if len({entry.term for entry in nearest}) == 1 else None


def _allowed(entry: Entry, name: str) -> int:
    """Return in how many places a name may be misspelt."""
    if entry.kind not in _MISSPELT or len(name) < (SHORTEST_MISSPELT if entry.kind in SUBJECTS else LONG):
        return 0
    return 2 if entry.kind == "substance" and len(name) >= LONG else 1
