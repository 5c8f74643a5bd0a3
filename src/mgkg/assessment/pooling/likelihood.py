"""Restricted maximum likelihood: tau² by Fisher scoring from the start that metafor takes, on the scale of sums.py.

Sources: Viechtbauer 2005, doi:10.3102/10769986030003261, and what metafor does (rma.uni): it starts from the estimate
of Hedges and Olkin, halves a step that would take tau² below zero, and takes zero where that is likelier than what was
found. Here, steps that have become small give way to Newton's, which end sooner at the same place; where a hundred
steps do not end, the maximum uphill is fenced in and halved down to; and where a coarse search comes upon another hill,
since the likelihood can have several, that one is climbed too and the highest taken.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mgkg.assessment.pooling.between import NEAR, STEPS
from mgkg.assessment.pooling.bodies import Floats
from mgkg.assessment.pooling.sums import Ragged, chosen, spread, square_trace, summed, trace, weighted

#: Fisher's steps before the maximum is fenced in.
SCORING_STEPS = 100
#: A relative step below which Newton's method may take over from Fisher's.
SMALL_STEP = 0.05
#: A tau², in the variance of the most precise study, that is taken for zero if the likelihood falls from zero to it.
NEXT_TO_ZERO = 1e-3
#: What two log-likelihoods may differ by through rounding.
ROUNDING = 1e-9
#: How many values of tau² the coarse search tries, and the least, in the variance of the most precise study.
TRIALS = 16
LEAST_TRIAL = 0.1


def restricted_likelihood(bodies: Ragged) -> Floats:
    """Return the tau² of the restricted maximum likelihood."""
    falls = score(bodies, np.zeros(len(bodies.k))) <= 0
    tau2, open_ = _scored(bodies, start(bodies), falls)
    if open_.any():
        tau2[open_] = climbed(chosen(bodies, open_), tau2[open_])
    return _likelier(bodies, tau2)


def start(bodies: Ragged) -> Floats:
    """Return the estimate of Hedges and Olkin: the variance of the effects less the mean sampling variance."""
    mean = summed(bodies.y, bodies) / bodies.k
    squares = summed((bodies.y - spread(mean, bodies)) ** 2, bodies) / (bodies.k - 1)
    return np.maximum(0, squares - summed(bodies.v, bodies) / bodies.k)


def score(bodies: Ragged, tau2: Floats) -> Floats:
    """Return twice the slope of the restricted log-likelihood in tau²."""
    at = weighted(bodies, tau2)
    return summed((at.w * at.deviation) ** 2, bodies) - trace(bodies, at)


def log_likelihood(bodies: Ragged, tau2: Floats) -> Floats:
    """Return the restricted log-likelihood, without its constants."""
    at = weighted(bodies, tau2)
    return -(np.log(at.total) + summed(at.w * at.deviation**2 - np.log(at.w), bodies)) / 2


def climbed(bodies: Ragged, tau2: Floats) -> Floats:
    """Return the maximum of the restricted likelihood that lies uphill of some tau², by fencing it in and halving."""
    rises = score(bodies, tau2) > 0
    low, high = tau2.copy(), tau2.copy()
    for _ in range(STEPS):
        at_low, at_high = score(bodies, low) > 0, score(bodies, high) > 0
        fenced = np.where(rises, ~at_high, at_low | (low < NEAR))
        if fenced.all():
            break
        low = np.where(fenced | rises, low, low / 2)
        high = np.where(fenced | ~rises, high, 2 * high + 1)
    for _ in range(STEPS):
        middle = (low + high) / 2
        up = score(bodies, middle) > 0
        low, high = np.where(up, middle, low), np.where(up, high, middle)
    return np.where(high < NEAR, 0, (low + high) / 2)


def _likelier(bodies: Ragged, tau2: Floats) -> Floats:
    """Return tau², or zero or the top of another hill where the likelihood is higher there."""
    zero = np.zeros(len(tau2))
    best, height = tau2.copy(), log_likelihood(bodies, tau2) + ROUNDING
    ratio = (np.maximum(summed(bodies.y**2, bodies), 1) / LEAST_TRIAL) ** (1 / TRIALS)
    here, left = zero, log_likelihood(bodies, zero)
    best, height = np.where(left > height, zero, best), np.maximum(left, height)
    middle = left
    for step in range(TRIALS + 1):
        trial = LEAST_TRIAL * ratio**step
        right = log_likelihood(bodies, trial)
        elsewhere = (here > 0) & ((tau2 < here / ratio) | (tau2 > here * ratio))
        hill = (middle > left) & (middle >= right) & elsewhere
        if hill.any():
            some = chosen(bodies, hill)
            top = climbed(some, here[hill])
            reached = log_likelihood(some, top)
            best[hill] = np.where(reached > height[hill], top, best[hill])
            height[hill] = np.maximum(reached, height[hill])
        here, left, middle = trial, middle, right
    return best


def _scored(bodies: Ragged, tau2: Floats, falls: npt.NDArray[np.bool_]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return tau² after Fisher's steps, and which bodies they did not bring to an end.

    `falls` tells where the likelihood falls from zero on.
    """
    found = tau2.copy()
    open_ = np.arange(len(tau2))
    sought, last = bodies, np.full(len(tau2), np.inf)
    for _ in range(SCORING_STEPS):
        if not len(open_):
            break
        step = _step(sought, tau2, newton=last < SMALL_STEP * (1 + tau2))
        stepped = np.maximum(0, tau2 + _halved(step, tau2))
        stepped = np.where((stepped < NEXT_TO_ZERO) & (step <= 0) & falls[open_], 0, stepped)
        last = np.abs(stepped - tau2)
        found[open_] = stepped
        going = last > NEAR * (1 + stepped)
        sought, open_, tau2, last = chosen(sought, going), open_[going], stepped[going], last[going]
    unended = np.zeros(len(found), dtype=np.bool_)
    unended[open_] = True
    return found, unended


def _step(bodies: Ragged, tau2: Floats, newton: npt.NDArray[np.bool_]) -> Floats:
    """Return Fisher's step from some tau², or Newton's where that may be and the likelihood bends down."""
    at = weighted(bodies, tau2)
    pull = at.w * at.deviation
    squares = pull**2
    slope = summed(squares, bodies) - trace(bodies, at)
    expected = square_trace(bodies, at)
    cubes = summed(at.w * squares, bodies) - summed(at.w * pull, bodies) ** 2 / at.total
    observed = 2 * cubes - expected
    return slope / np.where(newton & (observed > 0), observed, expected)


def _halved(step: Floats, tau2: Floats) -> Floats:
    """Return a step, halved until it no longer leads below zero."""
    below = tau2 + step < 0
    with np.errstate(divide="ignore"):
        halvings = np.ceil(np.log2(np.where(below & (tau2 > 0), -step / np.where(tau2 > 0, tau2, 1), 1)))
    return np.where(below, np.where(tau2 > 0, step / 2**halvings, 0), step)
