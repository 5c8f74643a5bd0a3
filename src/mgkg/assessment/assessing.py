"""Assessing: from results to a body, its pools, a conclusion and a certainty, for one question or for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mgkg.assessment.bodies import Body, Hierarchy, Key, bodies
from mgkg.assessment.bodies import body as again
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
    #: The slug of the conclusion if retracted sources counted; None where there are none.
    with_retracted: str | None = None
    #: The slug of the conclusion without preprints; None where there are none, or nothing is left.
    without_preprints: str | None = None


def assess(results: Iterable[Result], hierarchy: Hierarchy, rules: Rules) -> tuple[Assessed, ...]:
    """Return what all results amount to, question by question; a question on which nothing counts has no assessment."""
    return assess_bodies([one for one in bodies(results, hierarchy) if one.counted], rules)


def assess_bodies(found: Sequence[Body], rules: Rules) -> tuple[Assessed, ...]:
    """Return what some bodies amount to; all the bodies of a question, in whatever matrix, are to be among them."""
    pooled, concluded = _concluded(found, rules)
    retracted, reviewed = _with_retracted(found, rules), _without_preprints(found, rules)
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
            with_retracted=retracted.get(body.key),
            without_preprints=reviewed.get(body.key),
        )
        for body, several, conclusion in zip(found, pooled, concluded, strict=True)
    )


def _concluded(found: Sequence[Body], rules: Rules) -> tuple[tuple[tuple[Pool, ...], ...], list[Conclusion]]:
    pooled = pools(found, level=rules["interval-level"])
    return pooled, [conclude(body, several, rules) for body, several in zip(found, pooled, strict=True)]


def _with_retracted(found: Sequence[Body], rules: Rules) -> dict[Key, str]:
    """Return what bodies with retracted sources would conclude if these counted."""
    touched = [
        again(one.key, [*one.counted, *(_standing(left.result) for left in one.left_out)])
        for one in found
        if any(left.reason == "retracted" for left in one.left_out)
    ]
    return _slugs(touched, rules)


def _standing(result: Result) -> Result:
    return replace(result, facts=replace(result.facts, publication_status="current"))


def _without_preprints(found: Sequence[Body], rules: Rules) -> dict[Key, str]:
    """Return what bodies with preprints would conclude without them, where anything is left."""
    touched = [
        again(one.key, [*(result for result in _everything(one) if not _is_preprint(result))])
        for one in found
        if any(_is_preprint(result) for result in one.counted)
    ]
    return _slugs([one for one in touched if one.counted], rules)


def _everything(body: Body) -> Iterable[Result]:
    return (*body.counted, *(left.result for left in body.left_out))


def _is_preprint(result: Result) -> bool:
    return result.facts.publication_status == "preprint"


def _slugs(found: Sequence[Body], rules: Rules) -> dict[Key, str]:
    _, concluded = _concluded(found, rules)
    return {body.key: conclusion.slug for body, conclusion in zip(found, concluded, strict=True)}


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
