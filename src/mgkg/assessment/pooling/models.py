"""The models: common effect and random effects, with Wald, Hartung–Knapp and prediction intervals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import numpy as np

from mgkg.assessment.pooling.between import dersimonian_laird, paule_mandel
from mgkg.assessment.pooling.bodies import Bodies, Floats, Ints, counts
from mgkg.assessment.pooling.intervals import hartung_knapp, prediction, wald
from mgkg.assessment.pooling.likelihood import restricted_likelihood
from mgkg.assessment.pooling.sums import Ragged, by_blocks, chosen, ragged, summed, trace, weighted
from mgkg.errors import UsageError


class Method(StrEnum):
    """How a body is pooled: one common effect, or effects that vary, with tau² by one of three estimators."""

    COMMON = "common"
    DERSIMONIAN_LAIRD = "dersimonian-laird"
    PAULE_MANDEL = "paule-mandel"
    RESTRICTED_LIKELIHOOD = "restricted-likelihood"


#: The estimator of tau² of each model with random effects.
ESTIMATORS = {
    Method.DERSIMONIAN_LAIRD: dersimonian_laird,
    Method.PAULE_MANDEL: paule_mandel,
    Method.RESTRICTED_LIKELIHOOD: restricted_likelihood,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pooled:
    """Bodies pooled by one method: an array for each number, a place for each body, NaN where there is none.

    A body of one study is that study; a body of none is NaN throughout. The Hartung–Knapp interval needs two studies
    and random effects, the prediction interval three.
    """

    method: Method
    #: Of the intervals, in percent.
    level: float
    #: Studies pooled, and studies left out for want of a value or a standard error.
    k: Ints
    left_out: Ints
    #: The mean effect with its standard error, its normal (Wald) interval and its two-sided p.
    estimate: Floats
    se: Floats
    lower: Floats
    upper: Floats
    p: Floats
    #: Variance between studies; with random effects only.
    tau2: Floats
    #: Share of the variance that lies between studies, in percent, and the ratio H² of total to sampling variance.
    i2: Floats
    h2: Floats
    #: By what the variance of the mean is multiplied after Hartung and Knapp, and what comes of it.
    hk_factor: Floats
    hk_se: Floats
    hk_lower: Floats
    hk_upper: Floats
    hk_p: Floats
    #: Where the true effect of a new study is expected.
    prediction_lower: Floats
    prediction_upper: Floats


def pool(bodies: Bodies, method: Method = Method.RESTRICTED_LIKELIHOOD, *, level: float = 95.0) -> Pooled:
    """Return bodies pooled by one method, with intervals at a level in percent.

    Hartung–Knapp: t with k - 1 degrees of freedom, without a floor under the factor (at_least_wald puts one). Source:
    Knapp and Hartung 2003, doi:10.1002/sim.1482; Sidik and Jonkman found the same. Prediction: t with k - 2
    degrees of freedom and the Wald standard error. Source: Higgins, Thompson and Spiegelhalter 2009,
    doi:10.1111/j.1467-985X.2008.00552.x. I² comes from tau² and the typical sampling variance with random effects, from
    Q with a common one. Source: Higgins and Thompson 2002, doi:10.1002/sim.1186.

    >>> from mgkg.assessment.pooling.bodies import by_offset
    >>> pool(by_offset([0.1, 0.5, 0.4], [0.1, 0.2, 0.1], [0, 2, 3])).estimate.round(3).tolist()
    [0.262, 0.4]
    """
    if not 0 < level < 100:
        raise UsageError(f"a level of {level} % is none: give one between 0 and 100, such as 95")
    k = counts(bodies)
    studies = ragged(bodies)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = _everywhere(bodies, by_blocks(partial(_numbers, method=method), studies))
        found |= wald(found["estimate"], found["se"], level)
        found |= hartung_knapp(found["estimate"], found["se"], found["hk_factor"], k, level)
        found |= prediction(found["estimate"], found["se"], found["tau2"], k, level)
    return Pooled(method=method, level=level, k=k, left_out=bodies.left_out, **found)


def at_least_wald(pooled: Pooled) -> Pooled:
    """Return bodies pooled, with Hartung–Knapp standard errors that are never below those of Wald: max(1, factor).

    Source: Knapp and Hartung 2003, doi:10.1002/sim.1482; test="adhoc" in metafor.
    """
    factor = np.maximum(1, pooled.hk_factor)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = hartung_knapp(pooled.estimate, pooled.se, factor, pooled.k, pooled.level)
    return replace(
        pooled,
        hk_factor=factor,
        hk_se=found["hk_se"],
        hk_lower=found["hk_lower"],
        hk_upper=found["hk_upper"],
        hk_p=found["hk_p"],
    )


def _numbers(studies: Ragged, method: Method) -> dict[str, Floats]:
    """Return what is found for bodies before their intervals."""
    tau2 = between(studies, method)
    return _means(studies, tau2) | _shares(studies, tau2)


def between(studies: Ragged, method: Method) -> Floats:
    """Return tau² on the scale of each body, NaN for one study and with a common effect."""
    tau2 = np.full(len(studies.k), np.nan)
    if method in ESTIMATORS:
        several = studies.k > 1
        tau2[several] = ESTIMATORS[method](chosen(studies, several))
    return tau2


def _means(studies: Ragged, tau2: Floats) -> dict[str, Floats]:
    """Return the mean effects, their standard errors, tau² and the factor of Hartung and Knapp."""
    at = weighted(studies, np.nan_to_num(tau2))
    residual = summed(at.w * at.deviation**2, studies) / (studies.k - 1)
    return {
        "estimate": studies.centre + studies.unit * at.mean,
        "se": studies.unit / np.sqrt(at.total),
        "tau2": studies.unit**2 * tau2,
        "hk_factor": np.where(np.isnan(tau2), np.nan, residual),
    }


def _shares(studies: Ragged, tau2: Floats) -> dict[str, Floats]:
    """Return I² and H²: from tau² and the typical sampling variance, or from Q where there is no tau²."""
    at = weighted(studies, np.zeros(len(studies.k)))
    df = studies.k - 1
    by_q = summed(at.w * at.deviation**2, studies) / df
    ratio = tau2 * trace(studies, at) / df
    h2 = np.where(np.isnan(tau2), by_q, ratio + 1)
    i2 = np.where(np.isnan(tau2), np.where(by_q > 1, 100 * (1 - 1 / by_q), 0), 100 * ratio / (ratio + 1))
    return {"i2": np.where(df > 0, i2, np.nan), "h2": np.where(df > 0, h2, np.nan)}


def _everywhere(bodies: Bodies, numbers: dict[str, Floats]) -> dict[str, Floats]:
    """Return numbers of the bodies that have studies as numbers of all bodies, NaN for those that have none."""
    full = counts(bodies) > 0
    found = {name: np.full(len(full), np.nan) for name in numbers}
    for name, values in numbers.items():
        found[name][full] = values
    return found
