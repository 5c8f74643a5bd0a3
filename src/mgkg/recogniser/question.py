"""A question, understood: substances, conditions, kind of exposure, matrix, modifier, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mgkg.errors import NotUnderstood
from mgkg.names import Iri, iri
from mgkg.recogniser import language as languages
from mgkg.recogniser.mentions import Match, Mention, find, is_subject
from mgkg.recogniser.tokens import Token, tokens
from mgkg.recogniser.vocabulary import Vocabulary
from mgkg.recogniser.words import LANGUAGES, markers

#: How many words may stand between a name and what marks it as a modifier.
_REACH = 3
#: The kinds of exposure of which raised and lowered are said of people who have a condition.
_WITH_DIRECTION = (None, iri("exposure-kind:biomarker-level"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a question was taken to ask."""

    text: str
    language: str
    substances: tuple[Iri, ...] = ()
    #: Conditions and processes.
    conditions: tuple[Iri, ...] = ()
    genes: tuple[Iri, ...] = ()
    kind: Iri | None = None
    matrix: Iri | None = None
    modifier: Iri | None = None
    #: Whether raised or lowered levels are asked for, as a code of direction.
    direction: Iri | None = None
    aspect: Iri | None = None
    taken: tuple[Mention, ...] = ()
    not_understood: tuple[str, ...] = ()


def understand(text: str, vocabulary: Vocabulary, *, language: str | None = None) -> Question:
    """Return what a question asks; its language is told from its words unless it is given.

    Raises NotUnderstood where it names no substance, condition, gene or process.
    """
    matches, left = find(text, vocabulary)
    subjects = [match for match in matches if is_subject(match)]
    if not subjects:
        raise NotUnderstood(text)
    modifier = _modifier(text, subjects)
    asked = [match for match in subjects if modifier is None or match.entry.term != modifier.entry.term]
    kind = _kind(matches, modifier)
    spoken = language if language in LANGUAGES else languages.detect(text, matches, vocabulary)
    return Question(
        text=text,
        language=spoken,
        substances=_terms(asked, "substance"),
        conditions=_terms(asked, "condition", "process"),
        genes=_terms(asked, "gene"),
        kind=kind,
        matrix=_only(matches, "matrix"),
        modifier=modifier.entry.term if modifier else None,
        direction=_direction(matches) if kind in _WITH_DIRECTION else None,
        aspect=_only(matches, "aspect"),
        taken=tuple(match.mention for match in matches),
        not_understood=_words(left),
    )


def _terms(matches: Iterable[Match], *kinds: str) -> tuple[Iri, ...]:
    return tuple(dict.fromkeys(match.entry.term for match in matches if match.entry.kind in kinds))


def _only(matches: Iterable[Match], kind: str) -> Iri | None:
    """Return the one thing of a kind that is named; where several are, none narrows the question."""
    named = {match.entry.term for match in matches if match.entry.kind == kind}
    return named.pop() if len(named) == 1 else None


def _direction(matches: Iterable[Match]) -> Iri | None:
    """Return whether raised or lowered levels are asked for: not in "lower blood pressure", where lower is a verb."""
    found = list(matches)
    diseases = {match.first for match in found if match.entry.kind == "condition"}
    return _only((match for match in found if match.stop not in diseases), "direction")


def _words(left: Iterable[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.text for word in left))


def _modifier(text: str, subjects: list[Match]) -> Match | None:
    """Return the name that says among whom: marked by words as "people exposed to", with a subject beside it."""
    keys = [word.key for word in tokens(text)]
    kinds = {match.entry.kind for match in subjects}
    if "gene" in kinds and {"substance", "condition"} <= kinds:
        return next(match for match in subjects if match.entry.kind == "gene")
    marked = [match for match in subjects if _is_marked(match, keys)]
    for match in marked:
        others = {
            other.entry.term for other in subjects if other.entry.kind == match.entry.kind and other not in marked
        }
        if others and len({other.entry.kind for other in subjects}) > 1:
            return match
    return None


def _is_marked(match: Match, keys: list[str]) -> bool:
    before = keys[max(match.first - _REACH - 1, 0) : match.first]
    after = keys[match.stop : match.stop + _REACH]
    return any(_holds(before, phrase) for phrase in markers("before")) or any(
        _holds(after, phrase) for phrase in markers("after")
    )


def _holds(words: list[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(words[place : place + size]) == phrase for place in range(len(words) - size + 1))


def _kind(matches: tuple[Match, ...], modifier: Match | None) -> Iri | None:
    """Return the first kind of exposure that does not belong to the modifier, the name nearest to it."""
    names = [match for match in matches if match.entry.kind in ("substance", "gene")]
    for match in matches:
        kind = match.entry.term if match.entry.kind == "exposure-kind" else match.besides
        if kind is None:
            continue
        nearest = min(names, key=lambda name: _distance(name, match), default=None)
        if modifier is None or nearest is None or nearest.entry.term != modifier.entry.term:
            return kind
    return None


def _distance(one: Match, other: Match) -> int:
    return max(other.first - one.stop, one.first - other.stop, -1)
