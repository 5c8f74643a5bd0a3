"""The records of pooled sheets: bodies pooled, findings that are in none, and what all of it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mgkg import names
from mgkg.assessment.comparable import Pool
from mgkg.assessment.pooling import Method
from mgkg.assessment.scales import SCALES, Reason, Scale, analysed
from mgkg.names import Iri

#: The methods by the names that reviewers know.
METHODS = {
    "REML": Method.RESTRICTED_LIKELIHOOD,
    "DL": Method.DERSIMONIAN_LAIRD,
    "PM": Method.PAULE_MANDEL,
    "common": Method.COMMON,
}
#: The level, in percent, of an interval whose paper states none.
_USUAL = 95.0


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
    #: Each pooled finding with its study as readers cite it.
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


def estimate(one: Pooling) -> tuple[float, float, float]:
    """Return the value of a body with its bounds, on the scale of analysis.

    A body of one study is that study: its interval is the one that is printed, where one is, at the level asked for
    and not per step, for an interval made from the standard error would differ from it by rounding.
    """
    pooled = one.pool.random
    if pooled.estimate is None or pooled.lower is None or pooled.upper is None:
        raise ValueError("a body without a study has no estimate")
    return _printed(one) or (pooled.estimate, pooled.lower, pooled.upper)


def _printed(one: Pooling) -> tuple[float, float, float] | None:
    number = one.pool.entries[0].result.number
    if len(one.pool.entries) > 1 or one.pool.step or number is None:
        return None
    if number.lower is None or number.upper is None or (number.level or _USUAL) != one.pool.random.level:
        return None
    value, lower, upper = (analysed(each, scale(one)) for each in (number.value, number.lower, number.upper))
    if isinstance(value, Reason) or isinstance(lower, Reason) or isinstance(upper, Reason):
        return None
    return value, lower, upper
