"""Between studies: tau² by moments (DerSimonian and Laird; Paule and Mandel), and the profile of the generalised Q.

Everything is on the scale that sums.py gives each body; a body has at least two studies here.
"""

from __future__ import annotations

import numpy as np

from mgkg.assessment.pooling.bodies import Floats
from mgkg.assessment.pooling.sums import Ragged, chosen, spread, summed, trace, weighted

#: How near the root a search stops, in the variance of the most precise study and relative to the root.
NEAR = 1e-13
#: Steps after which a search ends; halving alone would be there by then.
STEPS = 200


def dersimonian_laird(bodies: Ragged) -> Floats:
    """Return tau² by the method of moments. Source: DerSimonian and Laird 1986, doi:10.1016/0197-2456(86)90046-2."""
    at = weighted(bodies, np.zeros(len(bodies.k)))
    q = summed(at.w * at.deviation**2, bodies)
    return np.maximum(0, (q - (bodies.k - 1)) / trace(bodies, at))


def paule_mandel(bodies: Ragged) -> Floats:
    """Return the tau² at which the generalised Q is its expectation, k - 1.

    Source: Paule and Mandel 1982, doi:10.6028/jres.087.022.
    """
    return q_profile(bodies, (bodies.k - 1).astype(np.float64))


def q_profile(bodies: Ragged, target: Floats) -> Floats:
    """Return the tau² at which the generalised Q falls to a target, 0 where it starts below it.

    Newton's method on 1 / Q, which is a straight line for studies of one precision, kept within bounds that are halved
    where a step leaves them. Source: Viechtbauer 2007, doi:10.1002/sim.2514.
    """
    found = np.zeros(len(bodies.k))
    q, _ = _q_and_fall(bodies, found)
    open_ = np.flatnonzero(q > target)
    sought = chosen(bodies, q > target)
    target = target[open_]
    tau2, low, high = np.zeros(len(open_)), np.zeros(len(open_)), _ceiling(sought, target)
    for _ in range(STEPS):
        if not len(open_):
            break
        q, fall = _q_and_fall(sought, tau2)
        low, high = np.where(q > target, tau2, low), np.where(q > target, high, tau2)
        stepped = tau2 + (q - target) * q / (target * fall)
        stepped = np.where((stepped >= low) & (stepped <= high), stepped, (low + high) / 2)
        found[open_] = stepped
        going = np.abs(stepped - tau2) > NEAR * (1 + stepped)
        sought, open_, target = chosen(sought, going), open_[going], target[going]
        tau2, low, high = stepped[going], low[going], high[going]
    return found


def _q_and_fall(bodies: Ragged, tau2: Floats) -> tuple[Floats, Floats]:
    """Return the generalised Q at some tau², and how steeply it falls there."""
    at = weighted(bodies, tau2)
    pull = at.w * at.deviation
    return summed(pull * at.deviation, bodies), summed(pull**2, bodies)


def _ceiling(bodies: Ragged, target: Floats) -> Floats:
    """Return a tau² at which Q is surely below the target: unweighted squares over tau² are more than Q."""
    mean = summed(bodies.y, bodies) / bodies.k
    return summed((bodies.y - spread(mean, bodies)) ** 2, bodies) / target
