"""Small studies: whether effects go with their standard errors (Egger's regression), as when small nulls go unseen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

from mgkg.assessment.pooling.bodies import Bodies, Floats, Ints, counts
from mgkg.assessment.pooling.intervals import deviates
from mgkg.assessment.pooling.sums import Ragged, chosen, ragged, spread, summed, weighted

#: The fewest studies for which the test is made. Source: Cochrane Handbook 5.1 (2011), section 10.4.3.1.
FEWEST = 10
#: A spread of the standard errors, relative to their mean square, under which they count as all the same.
NO_SPREAD = 1e-20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SmallStudies:
    """Egger's regression of bodies: NaN where there are fewer than ten studies, or all have one standard error."""

    #: Of the interval, in percent.
    level: float
    #: The slope of effect over standard error, with its t, degrees of freedom and two-sided p.
    slope: Floats
    t: Floats
    df: Ints
    p: Floats
    #: The effect that a study without sampling error would have, with its interval.
    limit: Floats
    limit_lower: Floats
    limit_upper: Floats


def small_study_test(bodies: Bodies, *, level: float = 95.0) -> SmallStudies:
    """Return Egger's regression test of bodies: least squares of effect on standard error, weighted by precision.

    Source: Egger and others 1997, doi:10.1136/bmj.315.7109.629, in the form of the Cochrane Handbook 5.1 (2011),
    section 10.4.3; regtest(model="lm", predictor="sei") in metafor.

    >>> from mgkg.assessment.pooling.bodies import one_body
    >>> small_study_test(one_body([0.1, 0.2], [0.1, 0.2])).p.tolist()
    [nan]
    """
    studies = ragged(bodies)
    numbers = _numbers(chosen(studies, studies.k >= FEWEST), level)
    k = counts(bodies)
    enough = k >= FEWEST
    found = {name: np.full(len(k), np.nan) for name in numbers}
    for name, values in numbers.items():
        found[name][enough] = values
    return SmallStudies(level=level, df=np.where(enough, k - 2, 0), **found)


def _numbers(studies: Ragged, level: float) -> dict[str, Floats]:
    """Return the regression of bodies that have enough studies."""
    at = weighted(studies, np.zeros(len(studies.k)))
    df = studies.k - 2
    errors = np.sqrt(studies.v)
    middle = summed(at.w * errors, studies) / at.total
    off = errors - spread(middle, studies)
    width = summed(at.w * off**2, studies)
    width = np.where(width > NO_SPREAD * summed(at.w * studies.v, studies), width, np.nan)
    slope = summed(at.w * off * at.deviation, studies) / width
    residual = summed(at.w * (at.deviation - spread(slope, studies) * off) ** 2, studies) / df
    with np.errstate(divide="ignore", invalid="ignore"):
        t = slope / np.sqrt(residual / width)
    limit = studies.centre + studies.unit * (at.mean - slope * middle)
    half = deviates(df, level) * studies.unit * np.sqrt(residual * (1 / at.total + middle**2 / width))
    return {
        "slope": slope,
        "t": t,
        "p": 2 * stdtr(df, -np.abs(t)),
        "limit": limit,
        "limit_lower": limit - half,
        "limit_upper": limit + half,
    }
