"""The layout of pictures, in numbers: where marks, ticks, labels and arrows go, so that nothing overlaps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

#: Steps between years that are easy to count in.
_STEPS = (1, 2, 5, 10, 20, 50, 100)
#: What a ratio's axis may be ticked at, within one power of ten, the finest first.
_RATIOS = ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,))


def swarm(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return the slot of each span (from, to): 0 where there is room, else the nearest above or below it.

    Two spans that overlap never share a slot.

    >>> swarm([(0, 2), (1, 3), (1, 3), (4, 5)])
    [0, 1, -1, 0]
    """
    taken: dict[int, list[tuple[float, float]]] = {}
    slots = []
    for low, high in spans:
        slot = next(
            slot
            for slot in (sign * step for step in range(len(spans) + 1) for sign in (1, -1))
            if all(high <= other[0] or low >= other[1] for other in taken.get(slot, ()))
        )
        taken.setdefault(slot, []).append((low, high))
        slots.append(slot)
    return slots


def years(first: int, last: int, room: float, each: float) -> list[int]:
    """Return the years to be ticked, so that each has room for its label.

    >>> years(1985, 2023, room=300, each=30)
    [1985, 1990, 1995, 2000, 2005, 2010, 2015, 2020]
    """
    step = next((one for one in _STEPS if (last - first) / one * each <= room), _STEPS[-1])
    start = math.ceil(first / step) * step
    return list(range(start, last + 1, step))


def span(known: Sequence[int], as_of: int | None, least: int = 6) -> tuple[int, int]:
    """Return the first and the last year of an axis: all that is known, a year beside it, and never too few.

    >>> span([2013], None), span([1985, 2013], 2020)
    ((2010, 2016), (1984, 2021))
    """
    first, last = min(known), max(*known, as_of or max(known))
    short = max(0, least - 2 - (last - first))
    return first - 1 - short // 2, last + 1 + (short - short // 2)


def counts(most: int, room: int) -> list[int]:
    """Return the ticks of an axis of counts from 0, whole numbers only.

    >>> counts(3, 5), counts(23, 5)
    ([0, 1, 2, 3], [0, 5, 10, 15, 20])
    """
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if most / step <= room), 1000)
    return list(range(0, max(most, 1) + 1, step))


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Return places as near as can be to those wanted, in the same order and at least a gap apart.

    >>> spread([0.0, 0.1, 5.0], 1.0)
    [-0.45, 0.55, 5.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    groups: list[list[float]] = []  # each: the mean of what its members want, and how many they are
    for place in order:
        groups.append([wanted[place], 1.0])
        while len(groups) > 1 and _meet(groups[-2], groups[-1], gap):
            mean, size = groups.pop()
            below, number = groups[-1]
            groups[-1] = [(below * number + mean * size) / (number + size), number + size]
    places = [mean + gap * (member - (size - 1) / 2) for mean, size in groups for member in range(int(size))]
    found = dict(zip(order, places, strict=True))
    return [found[place] for place in range(len(wanted))]


def _meet(below: Sequence[float], above: Sequence[float], gap: float) -> bool:
    return above[0] - gap * (above[1] - 1) / 2 - (below[0] + gap * (below[1] - 1) / 2) < gap - 1e-9


def flow(widths: Sequence[float], room: float, gap: float) -> list[list[int]]:
    """Return which items stand on which line, as many on each as there is room for.

    >>> flow([4, 4, 4], room=9, gap=1)
    [[0, 1], [2]]
    """
    lines: list[list[int]] = []
    filled = 0.0
    for place, width in enumerate(widths):
        if not lines or filled + gap + width > room:
            lines.append([])
            filled = -gap
        lines[-1].append(place)
        filled += gap + width
    return lines


def limits(values: Sequence[float], ends: Sequence[float], *, ratio: bool) -> tuple[float, float]:
    """Return the ends of an axis: no effect, every value, and the ends of intervals that are not far from these.

    An interval that goes further leaves the axis and gets an arrow. Far is, beyond the outermost value, more than a
    factor of 4 for ratios, and more than the range of the values and no effect for differences.

    >>> limits([0.5, 2.0], [0.25, 100.0], ratio=True)
    (0.25, 8.0)
    """
    none = 1.0 if ratio else 0.0
    low, high = min(none, *values), max(none, *values)
    if ratio:
        furthest = (low / 4, high * 4)
    else:
        reach = max(high - low, 1e-9)
        furthest = (low - reach, high + reach)
    kept = [min(max(end, furthest[0]), furthest[1]) for end in ends]
    return min(low, *kept, high), max(high, *kept, low)


def padded(ends: tuple[float, float], share: float, *, ratio: bool) -> tuple[float, float]:
    """Return an axis a share longer at each end; one of no length gets some.

    >>> padded((1.0, 100.0), 0.5, ratio=True), padded((0.0, 0.0), 0.5, ratio=False)
    ((0.1, 1000.0), (-0.5, 0.5))
    """
    if ratio:
        low, high = (math.log10(end) for end in ends)
        more = share * max(high - low, 0.3)
        return round(10 ** (low - more), 12), round(10 ** (high + more), 12)
    more = share * (ends[1] - ends[0]) or share
    return ends[0] - more, ends[1] + more


def ticks(low: float, high: float, room: int, *, ratio: bool) -> list[float]:
    """Return what an axis is ticked at: round numbers, about as many as there is room for, and no effect always.

    >>> ticks(0.15, 12, 6, ratio=True), ticks(0.15, 12, 4, ratio=True), ticks(-1.1, 0.6, 5, ratio=False)
    ([0.2, 0.5, 1.0, 2.0, 5.0, 10.0], [0.3, 1.0, 3.0, 10.0], [-1.0, -0.5, 0.0, 0.5])
    """
    return _ratios(low, high, room) if ratio else _differences(low, high, room)


def _ratios(low: float, high: float, room: int) -> list[float]:
    """Return the finest ticks that have room; where a ratio's axis is short, those of a plain one."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found = [_within(low, high, powers, digits) for digits in _RATIOS]
    if len(found[0]) < 3:
        return sorted({*_differences(low, high, room), *_within(low, high, [0], (1.0,))})
    steps = [_within(low, high, [power for power in powers if power % step == 0], (1.0,)) for step in range(2, 9)]
    wide = [several for several in [*found, *steps] if len(several) > 1]
    return next((several for several in wide if len(several) <= room), wide[-1])


def _within(low: float, high: float, powers: Iterable[int], digits: Sequence[float]) -> list[float]:
    every = (round(10.0**power * digit, 12) for power in powers for digit in digits)
    return [tick for tick in every if low <= tick <= high]


def _differences(low: float, high: float, room: int) -> list[float]:
    rough = (high - low) / max(room, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * digit for digit in (1, 2, 5, 10) if power * digit >= rough)
    return [round(step * place, 10) for place in range(math.ceil(low / step), math.floor(high / step) + 1)]


def arrows(lower: float | None, upper: float | None, ends: tuple[float, float]) -> tuple[bool, bool]:
    """Return whether an interval leaves an axis at its left end, and at its right.

    >>> arrows(0.1, 3.0, (0.25, 8.0)), arrows(None, None, (0.25, 8.0))
    ((True, False), (False, False))
    """
    return (lower is not None and lower < ends[0], upper is not None and upper > ends[1])
