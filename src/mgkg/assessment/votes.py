"""Votes: what each unit of a body says, one vote each, whatever the number of its results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mgkg.assessment.results import Result

#: Verdicts of an interval that lies within a band.
BOUNDED_NULLS = frozenset({"no-large-effect", "no-important-effect"})
_NULLS = BOUNDED_NULLS | {"null-per-increment", "null-unquantified"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one unit says: higher, lower, none or unclear, by an interval or by words, in the words of which result."""

    outcome: str
    by_interval: bool
    #: Whether its interval excludes a large effect.
    is_bounded: bool
    result: Result


def outcome(verdict: str) -> str:
    """Return what a verdict comes to: higher, lower, none or unclear.

    >>> outcome("higher-unquantified"), outcome("null-per-increment"), outcome("mixed")
    ('higher', 'none', 'unclear')
    """
    plain = verdict.removesuffix("-unquantified")
    if plain in ("higher", "lower"):
        return plain
    return "none" if verdict in _NULLS else "unclear"


def vote(unit: Sequence[Result]) -> Vote:
    """Return the vote of a unit: what most of its results come to; unclear where none is the most.

    Results by interval speak before those by words.
    """
    deciding = [result for result in unit if result.basis == "interval"] or list(unit)
    numbers = Counter(outcome(result.verdict) for result in deciding)
    (most, number), *others = numbers.most_common()
    said = "unclear" if any(other == number for _, other in others) else most
    speaking = [result for result in deciding if outcome(result.verdict) == said] or deciding
    result = min(speaking, key=lambda one: (-one.size, one.finding))
    return Vote(
        outcome=said,
        by_interval=result.basis == "interval",
        is_bounded=said == "none" and any(one.verdict in BOUNDED_NULLS for one in speaking),
        result=result,
    )


def votes(units: Iterable[Sequence[Result]]) -> tuple[Vote, ...]:
    """Return the votes of some units."""
    return tuple(vote(unit) for unit in units)


def tally(given: Iterable[Vote]) -> Counter[str]:
    """Return how many votes came to higher, lower, none and unclear."""
    return Counter(one.outcome for one in given)
