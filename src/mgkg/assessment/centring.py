"""Centring: whether a value stands in the middle of its interval on the scale of analysis, as the formulae suppose.

An interval that lies off centre by more than rounding can do was misread, misprinted, or made in another way (exact,
bootstrap, profile likelihood); its standard error is then a rough one.
"""

from __future__ import annotations

from decimal import Decimal

from mgkg.assessment.scales import Reason, Scale, analysed


def lean(value: float, lower: float, upper: float, scale: Scale) -> float | Reason:
    """Return where a value stands in its interval: 0 in the middle, 1 on the upper bound, -1 on the lower one.

    >>> lean(2.0, 1.0, 4.0, Scale.LOG)
    0.0
    >>> lean(0.0, 1.0, 4.0, Scale.LOG)
    <Reason.NOT_ABOVE_ZERO: 'a ratio or its bound is not above zero'>
    """
    numbers = [analysed(number, scale) for number in (value, lower, upper)]
    for number in numbers:
        if isinstance(number, Reason):
            return number
    middle, low, high = (float(number) for number in numbers)
    return (2 * middle - low - high) / (high - low) if high > low else Reason.NO_WIDTH


def off_centre(value: Decimal, lower: Decimal, upper: Decimal, scale: Scale) -> bool:
    """Tell whether no numbers that round to what is printed have the value in the middle of the interval.

    Each number may be off by half a unit of its last printed place. A bound that rounding may have brought to the edge
    of the scale, such as a ratio of 0.0, leaves the question open, and the answer False.

    >>> off_centre(Decimal("1.07"), Decimal("0.88"), Decimal("1.31"), Scale.LOG)
    False
    >>> off_centre(Decimal("1.20"), Decimal("0.88"), Decimal("1.31"), Scale.LOG)
    True
    """
    ends = [_ends(number, scale) for number in (value, lower, upper)]
    if any(isinstance(end, Reason) for pair in ends for end in pair):
        return False
    (least, most), low, high = ((float(first), float(last)) for first, last in ends)
    return most < (low[0] + high[0]) / 2 or least > (low[1] + high[1]) / 2


def _ends(printed: Decimal, scale: Scale) -> tuple[float | Reason, float | Reason]:
    """Return the least and the greatest number, on the scale of analysis, that rounds to a printed one."""
    exponent = printed.as_tuple().exponent
    half = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
    return analysed(float(printed - half), scale), analysed(float(printed + half), scale)
