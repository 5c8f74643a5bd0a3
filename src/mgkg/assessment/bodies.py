"""Bodies: the results on one question, those that count apart from those that do not, each with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mgkg.assessment.results import UNSYSTEMATIC, WITHOUT_PEOPLE, Result
from mgkg.names import Iri


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a body is on: a family, an outcome with what is narrower, an aspect, and a matrix where it is kept apart."""

    family: Iri
    outcome: Iri
    aspect: Iri
    matrix: Iri | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A result that does not count in a body, with the slug of the reason, and the study that counts in its place."""

    result: Result
    reason: str
    instead: Iri | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The results on one question: those of syntheses, those of primary studies by unit, and those left out.

    A unit is one study, or several on the same people, of which one speaks; each has one vote.
    """

    key: Key
    syntheses: tuple[Result, ...]
    units: tuple[tuple[Result, ...], ...]
    left_out: tuple[LeftOut, ...]

    @property
    def counted(self) -> tuple[Result, ...]:
        """Return the results that count."""
        return (*self.syntheses, *(result for unit in self.units for result in unit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hierarchy:
    """What bodies are gathered by: what stands above an outcome, and the matrices on which a family is concluded."""

    #: Each outcome with itself and what is broader.
    above: Mapping[str, Iterable[Iri]]
    #: The matrices of a family whose status is concluded on some matrices only; others are kept apart.
    reference: Mapping[str, frozenset[str]]


def bodies(results: Iterable[Result], hierarchy: Hierarchy) -> tuple[Body, ...]:
    """Return the bodies that some results make up, by the names of their keys.

    A result counts for its outcome and for each broader one. In each matrix results make up a body of their own; that
    of the family has those in its reference matrices and those that name no matrix, or all where it has no reference.
    """
    gathered: dict[Key, list[Result]] = defaultdict(list)
    for result in results:
        for key in _keys(result, hierarchy):
            gathered[key].append(result)
    found = [body(key, several) for key, several in gathered.items() if not _is_repeated(key, gathered)]
    return tuple(sorted(found, key=lambda one: _order(one.key)))


def _is_repeated(key: Key, gathered: Mapping[Key, Sequence[Result]]) -> bool:
    """Return whether the body of a matrix has all the results of its family's, so that it would say the same twice."""
    if key.matrix is None:
        return False
    whole = gathered.get(replace(key, matrix=None), ())
    return {result.finding for result in whole} == {result.finding for result in gathered[key]}


def _order(key: Key) -> tuple[str, str, str, str]:
    return (key.family, key.outcome, key.aspect, key.matrix or "")


def _keys(result: Result, hierarchy: Hierarchy) -> Iterable[Key]:
    reference = hierarchy.reference.get(result.family)
    for outcome in hierarchy.above.get(result.outcome, (result.outcome,)):
        if reference is None or result.matrix is None or result.matrix in reference:
            yield Key(family=result.family, outcome=outcome, aspect=result.aspect)
        if result.matrix is not None:
            yield Key(family=result.family, outcome=outcome, aspect=result.aspect, matrix=result.matrix)


def body(key: Key, results: Iterable[Result]) -> Body:
    """Return the body of some results on one question.

    Animals, retracted sources, results without a comparison, parts of other results and the middle of a series do not
    count, nor do those of a study whose people are counted in another.
    """
    fit: list[Result] = []
    left: list[LeftOut] = []
    given = sorted(results, key=lambda one: one.finding)
    whole = {one.facts.study for one in given if not one.is_part}
    extreme = _extremes(given)
    for result in given:
        reason = _unfit(result, has_whole=result.facts.study in whole)
        if reason is None and extreme.get((result.facts.study, result.series), result.rank) != result.rank:
            reason = "middle-of-series"
        if reason is None:
            fit.append(result)
        else:
            left.append(LeftOut(result=result, reason=reason))
    units: list[tuple[Result, ...]] = []
    for people in _same_people([result for result in fit if not result.is_synthesis]):
        speaking, *others = sorted(people, key=_precedence)
        units.append(tuple(speaking))
        left += [
            LeftOut(result=result, reason="same-people", instead=speaking[0].facts.study)
            for several in others
            for result in several
        ]
    syntheses = tuple(result for result in fit if result.is_synthesis)
    return Body(key=key, syntheses=syntheses, units=tuple(units), left_out=tuple(left))


def _unfit(result: Result, *, has_whole: bool) -> str | None:
    """Return why a result does not count, None where it does; a part counts where no whole is there."""
    facts = result.facts
    reasons = {
        "not-human": not facts.is_human or facts.design in WITHOUT_PEOPLE,
        "retracted": facts.publication_status == "retracted",
        "no-comparison": result.verdict in ("descriptive", ""),
        "unsystematic": facts.design in UNSYSTEMATIC,
        "part-of-another": result.is_part and has_whole,
    }
    return next((reason for reason, applies in reasons.items() if applies), None)


def _extremes(results: Iterable[Result]) -> dict[tuple[Iri, str | None], int | None]:
    """Return the extreme rank of each dose-response series: its results share a reference group, so one counts."""
    found: dict[tuple[Iri, str | None], int | None] = {}
    for result in results:
        if result.series is not None and result.rank is not None:
            key = (result.facts.study, result.series)
            found[key] = max(found.get(key) or result.rank, result.rank)
    return found


def _same_people(results: Sequence[Result]) -> list[list[list[Result]]]:
    """Return results by study, and the studies that share people together."""
    by_study: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_study[result.facts.study].append(result)
    groups: list[set[str]] = []
    for study, several in by_study.items():
        facts = several[0].facts
        ties = {study, *facts.cohorts, *facts.same_people}
        joined = [group for group in groups if group & ties]
        groups = [group for group in groups if not group & ties]
        groups.append(ties.union(*joined))
    return [[by_study[study] for study in sorted(group) if study in by_study] for group in groups]


def _precedence(study: Sequence[Result]) -> tuple[bool, int, int, str]:
    """Return where a study stands among those on the same people: with an interval first, then large, then new."""
    facts = study[0].facts
    has_interval = any(result.basis == "interval" for result in study)
    return (not has_interval, -max(result.size for result in study), -(facts.year or 0), facts.study)
