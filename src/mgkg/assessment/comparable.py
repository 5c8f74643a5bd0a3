"""Comparable estimates: the numbers of a body that may be pooled, by what makes them comparable, and their pools."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mgkg.assessment.bodies import Body
from mgkg.assessment.effects import Effect, Printed, Step, from_print, rescaled
from mgkg.assessment.pooling import Method, PooledBody, by_offset, heterogeneity, pool, single, small_study_test
from mgkg.assessment.results import Result
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Comparable estimates of a body, pooled: the random-effects model, and the common effect beside it."""

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
        return sum(entry.result.size for entry in self.entries)


def pools(bodies: Sequence[Body], *, level: float = 95.0) -> tuple[tuple[Pool, ...], ...]:
    """Return the pools of each body, the largest first; all are computed in one call.

    A pool has one estimate a unit. Units without a number to pool are in none. A single study is a pool of one.
    """
    groups = [(place, kind, entries) for place, body in enumerate(bodies) for kind, entries in _grouped(body)]
    if not groups:
        return tuple(() for _ in bodies)
    offsets = [0]
    for _, _, entries in groups:
        offsets.append(offsets[-1] + len(entries))
    effects = [entry.effect for _, _, entries in groups for entry in entries]
    ragged = by_offset([one.value for one in effects], [one.se for one in effects], offsets)
    random = pool(ragged, Method.RESTRICTED_LIKELIHOOD, level=level)
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
    grouped: dict[Kind, dict[Iri, Entry]] = defaultdict(dict)
    for result in (result for unit in body.units for result in unit):
        for kind, effect in _effects(result):
            entry, known = Entry(result=result, effect=effect), grouped[kind].get(result.facts.study)
            if known is None or _preference(entry) < _preference(known):
                grouped[kind][result.facts.study] = entry
    return [
        (kind, tuple(sorted(entries.values(), key=lambda one: (one.result.facts.year or 0, one.result.finding))))
        for kind, entries in sorted(grouped.items())
    ]


def _preference(entry: Entry) -> tuple[int, int, str]:
    """Return which estimate of a study is taken: the extreme one of a series, then the largest."""
    result = entry.result
    return (-(result.rank or 0), -result.size, result.finding)


def _effects(result: Result) -> Iterator[tuple[Kind, Effect]]:
    """Yield the effect of a result with its kind, none where no number with an error is printed."""
    number = result.number
    if number is None or number.measure not in SCALES or result.contrast in _UNPOOLED:
        return
    printed = Printed(
        value=number.value,
        lower=number.lower,
        upper=number.upper,
        level=number.level,
        p=number.p,
        n=result.participants,
    )
    effect = from_print(SCALES[number.measure], printed)
    if isinstance(effect, Reason):
        return
    kind = Kind(
        measure=number.measure,
        contrast=result.contrast,
        matrix=result.matrix or "",
        outcome_scale=(result.outcome_detail or "") if number.measure in _IN_UNITS else "",
    )
    if result.contrast != PER_STEP:
        yield kind, effect
    elif result.increment and result.unit:
        stepped = rescaled(effect, Step(amount=result.increment, unit=result.unit), Step(amount=1.0, unit=result.unit))
        if isinstance(stepped, Effect):
            yield replace(kind, unit=result.unit), stepped


def largest(several: Iterable[Pool], minimum: int) -> Pool | None:
    """Return the largest pool of at least some studies, the newest of those as large; None where there is none."""
    fit = [one for one in several if len(one.entries) >= minimum]
    return min(fit, key=lambda one: (-len(one.entries), -one.newest, one.kind)) if fit else None
