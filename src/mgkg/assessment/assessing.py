"""Assessing: from results to a body, its pools, a conclusion and a certainty, for one question or for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mgkg.assessment.bodies import Body, Hierarchy, Key, bodies
from mgkg.assessment.certainty import Case, Certainty, rate
from mgkg.assessment.comparable import Pool, largest, pools
from mgkg.assessment.conclusion import Conclusion, conclude
from mgkg.assessment.results import Result, Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What the results on one question amount to."""

    body: Body
    pools: tuple[Pool, ...]
    conclusion: Conclusion
    certainty: Certainty


def assess(results: Iterable[Result], hierarchy: Hierarchy, rules: Rules) -> tuple[Assessed, ...]:
    """Return what all results amount to, question by question; a question on which nothing counts has no assessment."""
    found = [one for one in bodies(results, hierarchy) if one.counted]
    pooled = pools(found, level=rules["interval-level"])
    concluded = [conclude(body, several, rules) for body, several in zip(found, pooled, strict=True)]
    by_question = _by_question(found, concluded)
    return tuple(
        Assessed(
            body=body,
            pools=several,
            conclusion=conclusion,
            certainty=rate(
                Case(
                    body=body,
                    conclusion=conclusion,
                    pool=largest(several, 1),
                    other_matrices=_others(body.key, by_question),
                    rules=rules,
                )
            ),
        )
        for body, several, conclusion in zip(found, pooled, concluded, strict=True)
    )


#: What each matrix of a question concluded.
_Concluded = dict[tuple[str, str, str], dict[str, str]]


def _by_question(found: Sequence[Body], concluded: Sequence[Conclusion]) -> _Concluded:
    by_question: _Concluded = {}
    for body, conclusion in zip(found, concluded, strict=True):
        key = body.key
        if key.matrix is not None:
            name = key.matrix.rsplit("/", 1)[-1]
            by_question.setdefault((key.family, key.outcome, key.aspect), {})[name] = conclusion.slug
    return by_question


def _others(key: Key, by_question: _Concluded) -> Mapping[str, str]:
    """Return what the matrices of a question concluded; for a body of one matrix, none: it speaks of itself alone."""
    return {} if key.matrix is not None else by_question.get((key.family, key.outcome, key.aspect), {})
