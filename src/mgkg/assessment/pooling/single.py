"""A single body pooled, as plain numbers: None where the arrays have NaN."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np

from mgkg.assessment.pooling.bodies import Numbers, one_body
from mgkg.assessment.pooling.heterogeneity import Heterogeneity, heterogeneity
from mgkg.assessment.pooling.models import Method, Pooled, pool
from mgkg.assessment.pooling.sums import ragged, weighted


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledBody:
    """One body pooled, with its heterogeneity; the numbers are those of Pooled and Heterogeneity."""

    method: Method
    level: float
    k: int
    left_out: int
    estimate: float | None
    se: float | None
    lower: float | None
    upper: float | None
    p: float | None
    tau2: float | None
    i2: float | None
    h2: float | None
    hk_factor: float | None
    hk_se: float | None
    hk_lower: float | None
    hk_upper: float | None
    hk_p: float | None
    prediction_lower: float | None
    prediction_upper: float | None
    q: float | None
    q_df: int
    q_p: float | None
    tau2_lower: float | None
    tau2_upper: float | None
    i2_lower: float | None
    i2_upper: float | None
    h2_lower: float | None
    h2_upper: float | None
    typical_variance: float | None


#: What a number of Heterogeneity is called beside those of Pooled.
CALLED = {"df": "q_df", "p": "q_p"}


def pool_one(
    values: Numbers, errors: Numbers, method: Method = Method.RESTRICTED_LIKELIHOOD, *, level: float = 95.0
) -> PooledBody:
    """Return one body pooled, from the effects and standard errors of its studies.

    >>> alone = pool_one([0.2], [0.1])
    >>> alone.estimate, round(alone.lower, 3), alone.tau2, alone.q
    (0.2, 0.004, None, None)
    """
    body = one_body(values, errors)
    return single(pool(body, method, level=level), heterogeneity(body, level=level), 0)


def shares(values: Numbers, errors: Numbers, tau2: float) -> list[float]:
    """Return what share each usable study of a body has in the mean, its weight being 1 / (variance + tau²).

    >>> [round(share, 2) for share in shares([0.1, 0.3], [0.1, 0.2], 0.0)]
    [0.8, 0.2]
    """
    studies = ragged(one_body(values, errors))
    at = weighted(studies, np.array([tau2]) / studies.unit**2)
    return [float(share) for share in at.w / at.total]


def single(pooled: Pooled, spread: Heterogeneity, place: int) -> PooledBody:
    """Return the body at a place among bodies pooled, with its heterogeneity."""
    of_spread = {CALLED.get(field.name, field.name): getattr(spread, field.name) for field in fields(spread)}
    of_mean = {field.name: getattr(pooled, field.name) for field in fields(pooled)}
    numbers = {
        name: _plain(array[place].item())
        for name, array in (of_spread | of_mean).items()
        if name not in {"method", "level", "k", "left_out", "q_df"}
    }
    return PooledBody(
        method=pooled.method,
        level=pooled.level,
        k=int(pooled.k[place]),
        left_out=int(pooled.left_out[place]),
        q_df=int(spread.df[place]),
        **numbers,
    )


def _plain(number: float) -> float | None:
    """Return a number, or None for NaN."""
    return None if math.isnan(number) else number
