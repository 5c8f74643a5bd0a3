"""The pools behind a forest plot: which estimates the assessments pooled, to what, and how much each weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mgkg import names, queries
from mgkg.answers import assessments
from mgkg.answers.records import Answer
from mgkg.assessment.effects import Effect, Printed, Step, from_print, interval, rescaled
from mgkg.assessment.pooling import Method, pool_one, shares
from mgkg.assessment.scales import SCALES, Scale, as_printed
from mgkg.model import Finding, PooledEstimate
from mgkg.names import Iri, iri
from mgkg.plot.estimates import Number
from mgkg.plot.marks import is_synthesis
from mgkg.store import Store

_RANDOM = iri("pooling-method:restricted-likelihood")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """Estimates pooled, in the numbers that papers print; I² is in percent, tau² on the scale of analysis."""

    #: The design of the studies; None for all together.
    design: Iri | None
    studies: int
    value: float
    lower: float
    upper: float
    #: Whether the interval is that of Hartung and Knapp, not the normal one.
    hartung_knapp: bool
    prediction: tuple[float, float] | None = None
    i_squared: float | None = None
    tau_squared: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What an assessment pooled: its estimates, each with its weight, and their means, that of all of them last."""

    estimate: PooledEstimate
    numbers: tuple[Number, ...]
    means: tuple[Mean, ...]


def pools(store: Store, answer: Answer, numbers: Sequence[Number]) -> list[Pool]:
    """Return the pools of the assessments that are drawn whole, each estimate in one pool at most."""
    families = {one.piece.evidence.exposure.family for one in numbers}
    read = assessments.read(store, filter(None, families), answer.question.conditions)
    least = _least(store) if read else 0
    by_finding = _by_finding(numbers)
    found: list[Pool] = []
    taken: set[Iri] = set()
    for assessment in sorted(read, key=lambda one: (one.matrix or "", one.iri)):
        for estimate in assessment.pooled:
            keys = [(finding, estimate.measure) for finding in estimate.findings]
            whole = all(key in by_finding for key in keys) and not taken & set(estimate.findings)
            if estimate.method == _RANDOM and whole:
                taken |= set(estimate.findings)
                found.append(_pool(estimate, [by_finding[key] for key in keys], least))
    return found


def _least(store: Store) -> int:
    """Return from how many studies on the interval is that of Hartung and Knapp."""
    name = iri("threshold:hartung-knapp-minimum")
    return next(int(float(row["value"])) for row in queries.records(store, "thresholds") if row["threshold"] == name)


def _by_finding(numbers: Sequence[Number]) -> Mapping[tuple[Iri, Iri], Number]:
    """Return the number that a finding is pooled with in each measure: the first with an interval, else the first."""
    found: dict[tuple[Iri, Iri], Number] = {}
    for one in sorted(numbers, key=lambda one: one.lower is None):
        if not is_synthesis(one.piece.evidence):
            found.setdefault((one.piece.evidence.finding.iri, one.measure), one)
    return found


def _pool(estimate: PooledEstimate, numbers: Sequence[Number], least: int) -> Pool:
    effects = [effect(one, estimate.increment_unit) for one in numbers]
    tau = float(estimate.tau_squared or 0)
    given = [one for one in effects if one is not None]
    weights = shares([one.value for one in given], [one.se for one in given], tau) if len(given) == len(effects) else []
    weighed = tuple(
        replace(_drawn(one, found, estimate), weight=100 * weight)
        for one, found, weight in zip(numbers, given, weights, strict=bool(weights))
    )
    means = [*_by_design(weighed, given, least), _stored(estimate, least)] if weighed else [_stored(estimate, least)]
    return Pool(estimate=estimate, numbers=weighed or tuple(numbers), means=tuple(means))


def effect(one: Number, unit: str | None) -> Effect | None:
    """Return the effect of a number on its scale of analysis, per one unit where it is per step; None without any."""
    finding = one.piece.evidence.finding
    p = next((number.p for number in finding.estimates if number.measure == one.measure), None)
    printed = Printed(value=one.value, lower=one.lower, upper=one.upper, level=one.level, p=p, n=_people(finding))
    found = from_print(SCALES[names.local_name(one.measure)], printed)
    if unit is not None and isinstance(found, Effect) and finding.increment is not None:
        found = rescaled(found, Step(amount=float(finding.increment), unit=unit), Step(amount=1.0, unit=unit))
    return found if isinstance(found, Effect) else None


def _people(finding: Finding) -> int | None:
    """Return how many people a finding itself names, as assessments read it."""
    if finding.participants is None and finding.cases is not None and finding.controls is not None:
        return finding.cases + finding.controls
    return finding.participants


def _drawn(one: Number, found: Effect, estimate: PooledEstimate) -> Number:
    """Return a number as it is drawn: one per step is brought to one unit, as it was pooled."""
    step = one.piece.evidence.finding.increment
    if estimate.increment_unit is None or step in (None, 1):
        return one
    lower, upper = interval(found)
    return replace(one, value=as_printed(found.value, found.scale), lower=lower, upper=upper, rescaled=True)


def _by_design(numbers: Sequence[Number], effects: Sequence[Effect], least: int) -> list[Mean]:
    """Return the mean of each design that has two studies or more, where there are several designs."""
    grouped: dict[Iri, list[Effect]] = {}
    for one, found in zip(numbers, effects, strict=True):
        grouped.setdefault(one.piece.evidence.study.design, []).append(found)
    if len(grouped) < 2:
        return []
    return [_mean(design, several, least) for design, several in sorted(grouped.items()) if len(several) > 1]


def _mean(design: Iri, effects: Sequence[Effect], least: int) -> Mean:
    pooled = pool_one([one.value for one in effects], [one.se for one in effects], method=Method.RESTRICTED_LIKELIHOOD)
    scale = effects[0].scale
    hk = len(effects) >= least and pooled.hk_lower is not None
    ends = (pooled.hk_lower, pooled.hk_upper) if hk else (pooled.lower, pooled.upper)
    return Mean(
        design=design,
        studies=len(effects),
        value=as_printed(pooled.estimate or 0.0, scale),
        lower=as_printed(ends[0] or 0.0, scale),
        upper=as_printed(ends[1] or 0.0, scale),
        hartung_knapp=hk,
        prediction=_both(pooled.prediction_lower, pooled.prediction_upper, scale),
        i_squared=pooled.i2,
        tau_squared=pooled.tau2,
    )


def _both(lower: float | None, upper: float | None, scale: Scale) -> tuple[float, float] | None:
    return None if lower is None or upper is None else (as_printed(lower, scale), as_printed(upper, scale))


def _stored(estimate: PooledEstimate, least: int) -> Mean:
    """Return the mean of a whole pool, as the store has it."""
    own = (estimate.hartung_knapp_lower, estimate.hartung_knapp_upper)
    hk = estimate.studies >= least and None not in own
    lower, upper = own if hk else (estimate.lower, estimate.upper)
    ends = (estimate.prediction_lower, estimate.prediction_upper)
    return Mean(
        design=None,
        studies=estimate.studies,
        value=float(estimate.value),
        lower=float(lower or 0),
        upper=float(upper or 0),
        hartung_knapp=hk,
        prediction=None if ends[0] is None or ends[1] is None else (float(ends[0]), float(ends[1])),
        i_squared=None if estimate.i_squared is None else float(estimate.i_squared),
        tau_squared=None if estimate.tau_squared is None else float(estimate.tau_squared),
    )
