"""The numbers on pictures: short, with as many figures as tell one from another."""

from __future__ import annotations

import math

from mgkg.plot.wording import phrase


def number(value: float) -> str:
    """Return a number as a forest plot writes it: two decimals, more where it is small, fewer where it is large.

    >>> number(1.0719), number(-0.0042), number(1250.4), number(0.5)
    ('1.07', '-0.0042', '1250', '0.50')
    """
    size = abs(value)
    places = 2 if size >= 0.095 or size == 0 else min(1 - math.floor(math.log10(size)), 6)
    text = f"{value:.{0 if size >= 1000 else 1 if size >= 100 else places}f}"
    return text.removeprefix("-") if not float(text) else text


def interval(language: str, value: float, lower: float | None, upper: float | None) -> str:
    """Return a number with its interval, where it has one.

    >>> interval("en", 1.07, 0.88, 1.31), interval("nl", 1.07, None, None)
    ('1.07 (0.88 to 1.31)', '1.07')
    """
    text = number(value)
    if lower is None or upper is None:
        return text
    ends = {"lower": number(lower), "upper": number(upper)}
    return phrase(language, "forest.interval", value=text, **ends)


def tick(value: float) -> str:
    """Return a number as an axis writes it.

    >>> tick(0.5), tick(10.0), tick(-0.25)
    ('0.5', '10', '-0.25')
    """
    return f"{value:.6g}"
