"""The numbers on pictures: short, with as many figures as tell one from another."""

from __future__ import annotations

import math

from mgkg.plot.wording import phrase


def number(value: float) -> str:
    """Return a number as a forest plot writes it: two decimals, more where it is small, fewer where it is large.

    >>> number(1.0719), number(-0.0042), number(1250.4), number(0.5)
    ('1.07', '-0.0042', '1250', '0.50')
    """
    return _written(value, _places(value))


def interval(language: str, value: float, lower: float | None, upper: float | None) -> str:
    """Return a number with its interval, where it has one, all with as many decimals as the furthest from 0 needs.

    >>> interval("en", 1.07, 0.88, 1.31), interval("en", -0.01, -0.4, 0.37), interval("nl", 1.07, None, None)
    ('1.07 (0.88 to 1.31)', '-0.01 (-0.40 to 0.37)', '1.07')
    """
    if lower is None or upper is None:
        return number(value)
    texts = alike(value, lower, upper)
    return phrase(language, "forest.interval", value=texts[0], lower=texts[1], upper=texts[2])


def alike(*values: float) -> list[str]:
    """Return numbers that all have as many decimals as the furthest from 0 needs.

    >>> alike(0.4, 900.0)
    ['0.4', '900.0']
    """
    places = _places(max(values, key=abs))
    return [_written(value, places) for value in values]


def _places(value: float) -> int:
    """Return how many decimals a number is written with."""
    size = abs(value)
    if size >= 1000:
        return 0
    if size >= 100:
        return 1
    return 2 if size >= 0.095 or size == 0 else min(1 - math.floor(math.log10(size)), 6)


def _written(value: float, places: int) -> str:
    text = f"{value:.{places}f}"
    return text.removeprefix("-") if not float(text) else text


def tick(value: float) -> str:
    """Return a number as an axis writes it.

    >>> tick(0.5), tick(10.0), tick(-0.25)
    ('0.5', '10', '-0.25')
    """
    return f"{value:.6g}"
