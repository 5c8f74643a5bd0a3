"""The records of pooled sheets: bodies pooled, findings that are in none, and what all of it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mgkg import names
from mgkg.assessment.comparable import Entry, Pool
from mgkg.assessment.effects import USUAL_LEVEL, interval
from mgkg.assessment.pooling import Method
from mgkg.assessment.scales import SCALES, Scale, analysed, as_printed
from mgkg.names import Iri

#: The methods by the names that reviewers know.
METHODS = {
    "REML": Method.RESTRICTED_LIKELIHOOD,
    "DL": Method.DERSIMONIAN_LAIRD,
    "PM": Method.PAULE_MANDEL,
    "common": Method.COMMON,
}
#: A value with its lower and upper bound.
Numbers = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooling:
    """One body: what it is on, and its comparable estimates pooled, all turned to more substance, more harm."""

    family: Iri
    condition: Iri
    aspect: Iri
    pool: Pool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPooled:
    """A finding that is in no body, or a row that is no finding, with where it stands and the reason."""

    finding: Iri | None
    sheet: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledSheets:
    """What evidence sheets come to."""

    #: The method by its short name, and the level of all intervals in percent.
    method: str
    level: float
    #: The largest first.
    bodies: tuple[Pooling, ...]
    not_pooled: tuple[NotPooled, ...]
    #: How many findings the rows of the sheets are.
    findings: int
    #: Each thing with what it is called in English.
    labels: Mapping[Iri, str]
    #: Each finding with its study as readers cite it.
    studies: Mapping[Iri, str]


def key(one: Pooling) -> str:
    """Return what tells a body from all others, made of what it is on."""
    kind = one.pool.kind
    parts = (one.family, one.condition, one.aspect, kind.measure, kind.contrast, kind.matrix)
    slugs = [names.local_name(part) for part in parts if part]
    return "--".join([*slugs, *(names.slug(part) for part in (kind.unit, kind.outcome_scale) if part)])


def scale(one: Pooling) -> Scale:
    """Return the scale on which a body is analysed."""
    return SCALES[one.pool.kind.measure]


def estimate(one: Pooling) -> Numbers:
    """Return the value of a body with its bounds, as papers print them; a body of one study is that study."""
    if len(one.pool.entries) == 1:
        return of_study(one, one.pool.entries[0])
    value, lower, upper = (as_printed(number, scale(one)) for number in _pooled(one))
    return value, lower, upper


def analysed_estimate(one: Pooling) -> Numbers:
    """Return the value of a body with its bounds, on the scale of analysis."""
    value, *bounds = _pooled(one)
    if len(one.pool.entries) == 1:
        exact = [analysed(number, scale(one)) for number in estimate(one)[1:]]
        bounds = [each if isinstance(each, float) else other for each, other in zip(exact, bounds, strict=True)]
    return value, bounds[0], bounds[1]


def _pooled(one: Pooling) -> Numbers:
    pooled = one.pool.random
    return pooled.estimate or 0.0, pooled.lower or 0.0, pooled.upper or 0.0


def of_study(one: Pooling, entry: Entry) -> Numbers:
    """Return the value of a study in a body with its bounds, as papers print them.

    The interval is the printed one, turned, where it has the level and the step of the body: one made from the standard
    error would differ from it by rounding.
    """
    level, number = one.pool.random.level, entry.result.number
    same_step = not entry.others and (one.pool.step is None or one.pool.step.amount == entry.result.increment)
    same_level = number is not None and (number.level or USUAL_LEVEL) == level
    if number is None or number.lower is None or number.upper is None or not (same_step and same_level):
        return as_printed(entry.effect.value, entry.effect.scale), *interval(entry.effect, level=level)
    return number.value, number.lower, number.upper
