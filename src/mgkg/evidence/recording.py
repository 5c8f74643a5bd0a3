"""Recording: what was assessed as records, each named after what it is on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mgkg import names
from mgkg.assessment.assessing import Assessed
from mgkg.assessment.bodies import Key, LeftOut
from mgkg.assessment.certainty import Rated
from mgkg.assessment.comparable import Pool
from mgkg.assessment.pooling import PooledBody
from mgkg.assessment.reasons import rating_label, reason
from mgkg.assessment.scales import SCALES, Scale, as_printed
from mgkg.evidence.naming import proposition
from mgkg.evidence.results import RULE_VERSION
from mgkg.model import Assessment, Exclusion, PooledEstimate, Rating
from mgkg.names import Iri, iri

#: How many significant digits a computed number is written with.
_DIGITS = 6
#: How small a p is written as a number; below it, as a limit.
_SMALLEST_P = 0.0001


def record(one: Assessed, mark: str | None = None) -> Assessment:
    """Return what was assessed as a record, its names made from what it is on, with the mark of its inputs."""
    key, body = one.body.key, one.body
    slug = _slug(key)
    counted = body.counted
    return Assessment(
        iri=iri(f"assessment:{slug}"),
        proposition=proposition(key),
        family=key.family,
        condition=key.outcome,
        aspect=key.aspect,
        matrix=key.matrix,
        conclusion=iri(f"conclusion:{one.conclusion.slug}"),
        basis=iri(f"conclusion-basis:{one.conclusion.basis}"),
        certainty=iri(f"certainty:{one.certainty.level}"),
        reason=reason(f"conclusion.{one.conclusion.reason}", one.conclusion.said),
        rule_version=RULE_VERSION,
        inputs_mark=mark,
        studies=len(body.units) + len({result.facts.study for result in body.syntheses}),
        participants=_participants(one),
        counted=tuple(sorted(result.finding for result in counted)),
        decided_by=one.conclusion.decided_by,
        ratings=tuple(_rating(slug, rated) for rated in one.certainty.ratings),
        pooled=tuple(estimate for pool in one.pools for estimate in _pooled(slug, pool)),
        exclusions=tuple(_exclusion(slug, left) for left in body.left_out),
        with_retracted=_conclusion(one.with_retracted),
        without_preprints=_conclusion(one.without_preprints),
    )


def _conclusion(slug: str | None) -> Iri | None:
    return None if slug is None else iri(f"conclusion:{slug}")


def _slug(key: Key) -> str:
    question = names.local_name(proposition(key))
    return question if key.matrix is None else f"{question}--{names.local_name(key.matrix)}"


def _participants(one: Assessed) -> int | None:
    """Return the people in the primary studies, each unit once; without any, those of the largest synthesis."""
    body = one.body
    units = sum(max(result.size for result in unit) for unit in body.units)
    return units or max((result.size for result in body.syntheses), default=0) or None


def _rating(slug: str, rated: Rated) -> Rating:
    return Rating(
        iri=iri(f"rating:{slug}--{rated.domain}"),
        domain=iri(f"certainty-domain:{rated.domain}"),
        level=iri(f"rating-level:{rated.rating}"),
        steps=rated.steps,
        reason=reason(rated.reason, rated.said),
        labels=rating_label(rated),
    )


def _exclusion(slug: str, left: LeftOut) -> Exclusion:
    return Exclusion(
        iri=iri(f"exclusion:{slug}--{names.local_name(left.result.finding)}"),
        finding=left.result.finding,
        reason=iri(f"exclusion-reason:{left.reason}"),
        instead=left.instead,
    )


def _pooled(slug: str, pool: Pool) -> Iterator[PooledEstimate]:
    """Yield the estimates of a pool of two or more, by both models."""
    if len(pool.entries) < 2:
        return
    yield _estimate(slug, pool, pool.random, "restricted-likelihood")
    yield _estimate(slug, pool, pool.common, "common")


def _estimate(slug: str, pool: Pool, pooled: PooledBody, method: str) -> PooledEstimate:
    kind, scale = pool.kind, SCALES[pool.kind.measure]
    parts = [slug, kind.measure, kind.contrast, names.local_name(kind.matrix) if kind.matrix else "", kind.unit]
    name = "--".join(names.slug(part) if part is not slug else part for part in (*parts, kind.outcome_scale) if part)
    return PooledEstimate(
        iri=iri(f"pooled:{name}--{method}"),
        measure=iri(f"measure:{kind.measure}"),
        method=iri(f"pooling-method:{method}"),
        contrast_class=iri(f"contrast-class:{kind.contrast}"),
        matrix=Iri(kind.matrix) if kind.matrix else None,
        increment_unit=kind.unit or None,
        studies=len(pool.entries),
        value=_printed(pooled.estimate, scale) or Decimal(0),
        lower=_printed(pooled.lower, scale) or Decimal(0),
        upper=_printed(pooled.upper, scale) or Decimal(0),
        level=Decimal(str(pooled.level)),
        hartung_knapp_lower=_printed(pooled.hk_lower, scale),
        hartung_knapp_upper=_printed(pooled.hk_upper, scale),
        prediction_lower=_printed(pooled.prediction_lower, scale),
        prediction_upper=_printed(pooled.prediction_upper, scale),
        i_squared=_rounded(pooled.i2),
        tau_squared=_rounded(pooled.tau2),
        q=_rounded(pooled.q),
        q_p=_p(pooled.q_p),
        findings=tuple(sorted(entry.result.finding for entry in pool.entries)),
    )


def _printed(value: float | None, scale: Scale) -> Decimal | None:
    return None if value is None else _rounded(as_printed(value, scale))


def _rounded(value: float | None) -> Decimal | None:
    """Return a number with six significant digits.

    >>> _rounded(1.23456789), _rounded(0.0), _rounded(None)
    (Decimal('1.23457'), Decimal('0'), None)
    """
    return None if value is None else Decimal(f"{value:.{_DIGITS}g}")


def _p(p: float | None) -> str | None:
    if p is None:
        return None
    return f"<{_SMALLEST_P}" if p < _SMALLEST_P else f"{p:.2g}"
