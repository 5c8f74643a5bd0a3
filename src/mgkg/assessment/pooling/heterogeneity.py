"""Heterogeneity: what the studies of a body differ by beyond chance, with its uncertainty, whatever the model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.special import chdtrc, chdtri

from mgkg.assessment.pooling.between import q_profile
from mgkg.assessment.pooling.bodies import Bodies, Floats, Ints, counts
from mgkg.assessment.pooling.intervals import tail
from mgkg.assessment.pooling.sums import Ragged, by_blocks, chosen, ragged, summed, trace, weighted


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heterogeneity:
    """Heterogeneity of bodies: an array for each number, a place for each body, NaN where it has under two studies.

    Where even tau² = 0 leaves too little Q for the interval, both bounds are 0, as in metafor.
    """

    #: Of the intervals, in percent.
    level: float
    k: Ints
    #: Cochran's Q, its degrees of freedom and its p.
    q: Floats
    df: Ints
    p: Floats
    #: Interval of tau² by the Q-profile, and with it those of I² (percent) and H².
    tau2_lower: Floats
    tau2_upper: Floats
    i2_lower: Floats
    i2_upper: Floats
    h2_lower: Floats
    h2_upper: Floats
    #: The sampling variance of a typical study.
    typical_variance: Floats


def heterogeneity(bodies: Bodies, *, level: float = 95.0) -> Heterogeneity:
    """Return the heterogeneity of bodies, with intervals at a level in percent.

    Sources: the Q-profile, Viechtbauer 2007, doi:10.1002/sim.2514; the typical sampling variance and I², Higgins and
    Thompson 2002, doi:10.1002/sim.1186.

    >>> from mgkg.assessment.pooling.bodies import one_body
    >>> found = heterogeneity(one_body([0.1, 0.5, 0.9], [0.1, 0.1, 0.1]))
    >>> found.q.round(6).tolist(), found.i2_lower.round(1).tolist()
    ([32.0], [76.9])
    """
    studies = ragged(bodies)
    several = studies.k > 1
    numbers = by_blocks(partial(_numbers, level=level), chosen(studies, several))
    k = counts(bodies)
    found = {name: np.full(len(k), np.nan) for name in numbers}
    for name, values in numbers.items():
        found[name][k > 1] = values
    return Heterogeneity(level=level, k=k, df=np.maximum(k - 1, 0), **found)


def _numbers(studies: Ragged, level: float) -> dict[str, Floats]:
    """Return the numbers of bodies that have at least two studies."""
    at = weighted(studies, np.zeros(len(studies.k)))
    df = studies.k - 1
    q = summed(at.w * at.deviation**2, studies)
    typical = df / trace(studies, at)
    lower = q_profile(studies, chdtri(df, tail(level)))
    upper = q_profile(studies, chdtri(df, 1 - tail(level)))
    return {
        "q": q,
        "p": chdtrc(df, q),
        "tau2_lower": lower * studies.unit**2,
        "tau2_upper": upper * studies.unit**2,
        "i2_lower": 100 * lower / (typical + lower),
        "i2_upper": 100 * upper / (typical + upper),
        "h2_lower": lower / typical + 1,
        "h2_upper": upper / typical + 1,
        "typical_variance": typical * studies.unit**2,
    }
