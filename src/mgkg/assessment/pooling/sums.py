"""Sums over the studies of each body, on a scale of the body's own: its most precise study is 0 with variance 1.

That scale makes results the same in any unit. The most precise study can outweigh the others by far; what is left of a
weight when its share is taken off is therefore summed from the others, never subtracted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mgkg.assessment.pooling.bodies import Bodies, Floats, Ints, counts

#: How many studies are worked on at a time: so many that the arrays of one step stay in the cache of a processor.
BLOCK = 32_768


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ragged:
    """Bodies of at least one study each, on scales of their own."""

    #: Effects of the studies.
    y: Floats
    #: Their sampling variances; the least of each body is 1.
    v: Floats
    #: 0 for the most precise study of each body (the first where several are), 1 for the others.
    others: Floats
    #: Where the studies of each body start.
    starts: Ints
    #: How many they are.
    k: Ints
    #: The effect that is 0.
    centre: Floats
    #: The standard error that is 1.
    unit: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighted:
    """The sums that an inverse-variance weighted mean rests on, one a body; those of studies have no name in them."""

    #: Weights of the studies.
    w: Floats
    #: Their sum.
    total: Floats
    #: What the weights of all other studies add up to, for each study.
    remaining: Floats
    #: The weighted mean.
    mean: Floats
    #: Deviations of the studies from it.
    deviation: Floats


def ragged(bodies: Bodies) -> Ragged:
    """Return the bodies that have a study, on scales of their own."""
    k = counts(bodies)
    starts = bodies.offsets[:-1][k > 0]
    k = k[k > 0]
    unit = np.minimum.reduceat(bodies.errors, starts) if len(starts) else np.zeros(0)
    place = np.arange(len(bodies.errors))
    least = np.where(bodies.errors == np.repeat(unit, k), place, len(place))
    first = np.minimum.reduceat(least, starts) if len(starts) else np.zeros(0, dtype=np.int64)
    others = np.ones(len(place))
    others[first] = 0
    centre = bodies.values[first]
    scale = np.repeat(unit, k)
    return Ragged(
        y=(bodies.values - np.repeat(centre, k)) / scale,
        v=(bodies.errors / scale) ** 2,
        others=others,
        starts=starts,
        k=k,
        centre=centre,
        unit=unit,
    )


def chosen(bodies: Ragged, which: npt.NDArray[np.bool_]) -> Ragged:
    """Return some of the bodies."""
    studies = np.repeat(which, bodies.k)
    k = bodies.k[which]
    return Ragged(
        y=bodies.y[studies],
        v=bodies.v[studies],
        others=bodies.others[studies],
        starts=np.concatenate([[0], np.cumsum(k)[:-1]]).astype(np.int64) if len(k) else k,
        k=k,
        centre=bodies.centre[which],
        unit=bodies.unit[which],
    )


def by_blocks(work: Callable[[Ragged], dict[str, Floats]], bodies: Ragged) -> dict[str, Floats]:
    """Return the numbers that some work finds for bodies, done block by block."""
    found = [work(block) for block in _blocks(bodies)]
    return {name: np.concatenate([numbers[name] for numbers in found]) for name in found[0]}


def _blocks(bodies: Ragged) -> Iterator[Ragged]:
    """Yield bodies in blocks of some thousand studies; one empty block where there are none."""
    ends = np.cumsum(bodies.k)
    first, place = 0, 0
    while first < len(ends) or place == 0:
        last = max(int(np.searchsorted(ends, place + BLOCK, side="right")), first + 1)
        end = int(ends[last - 1]) if len(ends) else 1
        yield Ragged(
            y=bodies.y[place:end],
            v=bodies.v[place:end],
            others=bodies.others[place:end],
            starts=bodies.starts[first:last] - place,
            k=bodies.k[first:last],
            centre=bodies.centre[first:last],
            unit=bodies.unit[first:last],
        )
        first, place = last, end


def summed(numbers: Floats, bodies: Ragged) -> Floats:
    """Return the sum over the studies of each body."""
    return np.add.reduceat(numbers, bodies.starts) if len(bodies.k) else np.zeros(0)


def spread(numbers: Floats, bodies: Ragged) -> Floats:
    """Return a number of each body for each of its studies."""
    return np.repeat(numbers, bodies.k)


def weighted(bodies: Ragged, tau2: Floats) -> Weighted:
    """Return the weights 1 / (variance + tau²) of the studies, their mean and what goes with it."""
    w = 1 / (bodies.v + spread(tau2, bodies))
    other = w * bodies.others
    lesser = summed(other, bodies)
    total = lesser + 1 / (1 + tau2)
    mean = summed(other * bodies.y, bodies) / total
    remaining = np.where(bodies.others > 0, spread(total, bodies) - w, spread(lesser, bodies))
    return Weighted(w=w, total=total, remaining=remaining, mean=mean, deviation=bodies.y - spread(mean, bodies))


def trace(bodies: Ragged, at: Weighted) -> Floats:
    """Return the trace of the projection P = W - W11'W / 1'W1: the sum of the weights less their squares' share."""
    return summed(at.w * at.remaining, bodies) / at.total


def square_trace(bodies: Ragged, at: Weighted) -> Floats:
    """Return the trace of P times P, its diagonal and the rest summed apart."""
    share = at.remaining / spread(at.total, bodies)
    squares = at.w**2
    other = squares * bodies.others
    lesser = summed(other, bodies)
    greatest = summed(squares - other, bodies)
    pairs = 2 * greatest * lesser + lesser**2 - summed(other**2, bodies)
    return summed(squares * share**2, bodies) + pairs / at.total**2
