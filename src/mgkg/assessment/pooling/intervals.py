"""Intervals about pooled means: normal (Wald), Hartung–Knapp, and prediction of a new study's effect."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from mgkg.assessment.pooling.bodies import Floats, Ints


def wald(estimate: Floats, se: Floats, level: float) -> dict[str, Floats]:
    """Return the normal interval of means and the two-sided p."""
    half = -ndtri(tail(level)) * se
    return {"lower": estimate - half, "upper": estimate + half, "p": 2 * ndtr(-np.abs(estimate / se))}


def hartung_knapp(estimate: Floats, se: Floats, factor: Floats, k: Ints, level: float) -> dict[str, Floats]:
    """Return the interval of Hartung and Knapp: t with k - 1 degrees of freedom, the variance times a factor."""
    spread = se * np.sqrt(factor)
    half = deviates(k - 1, level) * spread
    p = 2 * stdtr(np.maximum(k - 1, 1), -np.abs(estimate / spread))
    return {
        "hk_factor": factor,
        "hk_se": spread,
        "hk_lower": estimate - half,
        "hk_upper": estimate + half,
        "hk_p": p,
    }


def prediction(estimate: Floats, se: Floats, tau2: Floats, k: Ints, level: float) -> dict[str, Floats]:
    """Return where the effect of a new study is expected: t with k - 2 degrees of freedom, the variance with tau²."""
    half = deviates(k - 2, level) * np.sqrt(se**2 + tau2)
    return {"prediction_lower": estimate - half, "prediction_upper": estimate + half}


def deviates(df: Ints, level: float) -> Floats:
    """Return the deviates of t that hold a level in percent between them, NaN without degrees of freedom.

    >>> deviates(np.array([0, 1, 1000]), 95).round(3).tolist()
    [nan, 12.706, 1.962]
    """
    kinds, where = np.unique(df, return_inverse=True)
    found = np.full(len(kinds), np.nan)
    found[kinds > 0] = -stdtrit(kinds[kinds > 0], tail(level))
    return found[where]


def tail(level: float) -> float:
    """Return the share that lies above an interval at a level in percent.

    >>> round(tail(95), 3)
    0.025
    """
    return (1 - level / 100) / 2
