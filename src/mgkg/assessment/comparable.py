"""Comparable estimates: the numbers of a body that may be pooled, by what makes them comparable, and their pools."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mgkg.assessment.bodies import Body
from mgkg.assessment.effects import Effect, Printed, Step, from_print, rescaled
from mgkg.assessment.pooling import (
    Method,
    PooledBody,
    by_offset,
    heterogeneity,
    pool,
    pool_one,
    single,
    small_study_test,
)
from mgkg.assessment.results import Number, Result
from mgkg.assessment.scales import SCALES, Reason
from mgkg.names import Iri

#: Measures whose numbers are in units of the outcome, so that only those of one outcome are comparable.
_IN_UNITS = frozenset({"mean-difference", "beta"})
#: Contrasts that say too little to be pooled.
_UNPOOLED = frozenset({"not-stated", "no-comparison", "model-system"})
#: The contrast of an estimate per step of the exposure.
PER_STEP = "per-increment"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Kind:
    """What estimates have in common that may be pooled."""

    measure: str
    contrast: str
    matrix: str = ""
    #: The unit of a step; empty for what is not per step.
    unit: str = ""
    #: The scale of the outcome, for measures in its units.
    outcome_scale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The estimate of one unit: the result that it is of, and its effect on the scale of analysis."""

    result: Result
    effect: Effect
    #: The results of the same study that the effect holds besides: its women where the result is on its men.
    others: tuple[Result, ...] = ()

    @property
    def results(self) -> tuple[Result, ...]:
        """Return all the results that it holds."""
        return (self.result, *self.others)

    @property
    def size(self) -> int:
        """Return how many people it rests on, 0 where nobody says."""
        return self.result.size + sum(one.size for one in self.others if one.participants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Comparable estimates of a body, pooled by the model asked for, and with a common effect beside it."""

    kind: Kind
    entries: tuple[Entry, ...]
    random: PooledBody
    common: PooledBody
    #: Two-sided p of Egger's regression; None for fewer than ten studies.
    small_study_p: float | None
    #: The step that estimates per step were brought to; None for others.
    step: Step | None = None

    @property
    def newest(self) -> int:
        """Return the year of the newest study, 0 where none is known."""
        return max(entry.result.facts.year or 0 for entry in self.entries)

    @property
    def participants(self) -> int:
        """Return how many people the studies say they rest on."""
        return sum(entry.size for entry in self.entries)


def pools(
    bodies: Sequence[Body], *, method: Method = Method.RESTRICTED_LIKELIHOOD, level: float = 95.0
) -> tuple[tuple[Pool, ...], ...]:
    """Return the pools of each body, the largest first; all are computed in one call.

    A pool has one estimate a unit. Units without a number to pool are in none. A single study is a pool of one. The
    method is that of the pools' random effects; with Method.COMMON these are the common effect as well.
    """
    groups = [(place, kind, entries) for place, body in enumerate(bodies) for kind, entries in _grouped(body)]
    if not groups:
        return tuple(() for _ in bodies)
    offsets = [0]
    for _, _, entries in groups:
        offsets.append(offsets[-1] + len(entries))
    effects = [entry.effect for _, _, entries in groups for entry in entries]
    ragged = by_offset([one.value for one in effects], [one.se for one in effects], offsets)
    random = pool(ragged, method, level=level)
    common = pool(ragged, Method.COMMON, level=level)
    spread, small = heterogeneity(ragged, level=level), small_study_test(ragged)
    found: list[list[Pool]] = [[] for _ in bodies]
    for number, (place, kind, entries) in enumerate(groups):
        p = small.p[number].item()
        found[place].append(
            Pool(
                kind=kind,
                entries=entries,
                random=single(random, spread, number),
                common=single(common, spread, number),
                small_study_p=None if math.isnan(p) else p,
                step=Step(amount=1.0, unit=kind.unit) if kind.unit else None,
            )
        )
    return tuple(tuple(sorted(several, key=lambda one: (-len(one.entries), one.kind))) for several in found)


def _grouped(body: Body) -> list[tuple[Kind, tuple[Entry, ...]]]:
    grouped: dict[Kind, dict[Iri, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for result in (result for unit in body.units for result in unit):
        found = placed(result)
        if not isinstance(found, Reason):
            kind, effect = found
            grouped[kind][result.facts.study].append(Entry(result=result, effect=effect))
    return [
        (kind, tuple(sorted(map(_of_study, by_study.values()), key=_age))) for kind, by_study in sorted(grouped.items())
    ]


def _age(entry: Entry) -> tuple[int, str]:
    return (entry.result.facts.year or 0, entry.result.finding)


def _of_study(entries: Sequence[Entry]) -> Entry:
    """Return the estimate of a study: that of all its people, or of its men and its women together.

    Men and women that a study tells apart and never together are combined as parts of one study are: by a common
    effect.
    """
    preferred = sorted(entries, key=_preference)
    by_sex: dict[str | None, Entry] = {}
    for entry in preferred:
        by_sex.setdefault(entry.result.sex, entry)
    if set(by_sex) != {"male", "female"}:
        return preferred[0]
    parts = [by_sex["male"].effect, by_sex["female"].effect]
    whole = pool_one([one.value for one in parts], [one.se for one in parts], Method.COMMON)
    if whole.estimate is None or whole.se is None:
        return preferred[0]
    effect = replace(parts[0], value=whole.estimate, se=whole.se)
    return Entry(
        result=preferred[0].result,
        effect=effect,
        others=(by_sex["female" if preferred[0].result.sex == "male" else "male"].result,),
    )


def _preference(entry: Entry) -> tuple[int, int, str]:
    """Return which estimate of a study is taken: the extreme one of a series, then the largest."""
    result = entry.result
    return (-(result.rank or 0), -result.size, result.finding)


def placed(result: Result) -> tuple[Kind, Effect] | Reason:
    """Return the kind and the effect of a result, or the reason for which it can be pooled with nothing."""
    number = result.number
    if number is None:
        return Reason.NO_VALUE
    if number.measure not in SCALES:
        return Reason.NO_SCALE
    if result.contrast in _UNPOOLED:
        return Reason.NOT_COMPARABLE
    effect = from_print(SCALES[number.measure], _as_printed(number, result.participants))
    if isinstance(effect, Reason):
        return effect
    kind = Kind(
        measure=number.measure,
        contrast=result.contrast,
        matrix=result.matrix or "",
        outcome_scale=(result.outcome_detail or "") if number.measure in _IN_UNITS else "",
    )
    return (kind, effect) if result.contrast != PER_STEP else _per_step(result, kind, effect)


def _as_printed(number: Number, participants: int | None) -> Printed:
    return Printed(
        value=number.value, lower=number.lower, upper=number.upper, level=number.level, p=number.p, n=participants
    )


def _per_step(result: Result, kind: Kind, effect: Effect) -> tuple[Kind, Effect] | Reason:
    """Return an effect per step as one per unit of the exposure."""
    if not (result.increment and result.unit):
        return Reason.NO_STEP
    stepped = rescaled(effect, Step(amount=result.increment, unit=result.unit), Step(amount=1.0, unit=result.unit))
    return stepped if isinstance(stepped, Reason) else (replace(kind, unit=result.unit), stepped)


def largest(several: Iterable[Pool], minimum: int) -> Pool | None:
    """Return the largest pool of at least some studies, the newest of those as large; None where there is none."""
    fit = [one for one in several if len(one.entries) >= minimum]
    return min(fit, key=lambda one: (-len(one.entries), -one.newest, one.kind)) if fit else None
