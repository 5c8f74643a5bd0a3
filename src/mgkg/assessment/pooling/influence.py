"""Influence: a body without each of its studies in turn, and a body as it grew, study by study, in the order given."""

from __future__ import annotations

import numpy as np

from mgkg.assessment.pooling.bodies import Bodies, Ints, counts


def leave_one_out(bodies: Bodies) -> Bodies:
    """Return, for each usable study in turn, its body without it: pool them as any bodies.

    The result has a body for each study and k - 1 studies in each, so it grows with the square of k. Its rows are those
    of the bodies that it came from.

    >>> from mgkg.assessment.pooling.bodies import one_body
    >>> without = leave_one_out(one_body([1.0, 2.0, 3.0], [0.1, 0.1, 0.1]))
    >>> without.values.tolist(), without.offsets.tolist()
    ([2.0, 3.0, 1.0, 3.0, 1.0, 2.0], [0, 2, 4, 6])
    """
    k, first, place = _around(bodies)
    ranks = _ranks(k - 1)
    return _drawn(bodies, np.repeat(first, k - 1) + ranks + (ranks >= np.repeat(place, k - 1)), k - 1)


def cumulative(bodies: Bodies) -> Bodies:
    """Return, for each usable study in turn, its body up to and with it: pool them as any bodies.

    >>> from mgkg.assessment.pooling.bodies import one_body
    >>> cumulative(one_body([1.0, 2.0, 3.0], [0.1, 0.1, 0.1])).values.tolist()
    [1.0, 1.0, 2.0, 1.0, 2.0, 3.0]
    """
    _, first, place = _around(bodies)
    return _drawn(bodies, np.repeat(first, place + 1) + _ranks(place + 1), place + 1)


def _around(bodies: Bodies) -> tuple[Ints, Ints, Ints]:
    """Return for each study how many its body has, where that starts, and the study's place in it."""
    k = counts(bodies)
    first = np.repeat(bodies.offsets[:-1], k)
    return np.repeat(k, k), first, np.arange(len(first)) - first


def _ranks(sizes: Ints) -> Ints:
    """Return 0, 1, … anew for each size.

    >>> _ranks(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _drawn(bodies: Bodies, studies: Ints, sizes: Ints) -> Bodies:
    """Return bodies of some studies of others, so many in each."""
    return Bodies(
        values=bodies.values[studies],
        errors=bodies.errors[studies],
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        left_out=np.zeros(len(sizes), dtype=np.int64),
        rows=bodies.rows[studies],
    )
