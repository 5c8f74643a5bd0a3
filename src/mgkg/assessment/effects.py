"""Effects: printed numbers put on the scale on which they are analysed, each with its standard error.

A function returns an Effect, or the Reason for which the print yields none. Numbers are never made from words:
"p < 0.05" gives no standard error. The source of most is the Cochrane Handbook, version 5.1 (2011), by section.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from statistics import NormalDist

from mgkg.assessment.scales import Reason, Scale, analysed, as_printed

#: The level of an interval whose paper states none, in percent.
USUAL_LEVEL = 95.0
#: A p that is printed as a number: "0.03", "p = .03". Not "<0.05", not "NS".
EXACT_P = re.compile(r"\s*(?:[pP]\s*=?|=)?\s*((?:\d+\.?\d*|\.\d+)(?:[eE]-?\d+)?)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An effect and its standard error, both on the scale of analysis."""

    scale: Scale
    value: float
    se: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The increase in exposure that an estimate speaks of."""

    amount: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An estimate as a paper prints it; the level is in percent, n counts people."""

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    level: float | None = None
    p: str | None = None
    n: int | None = None


def from_ratio(value: float, lower: float, upper: float, *, level: float = USUAL_LEVEL) -> Effect | Reason:
    """Return the effect of a ratio (RR, OR, HR, ratio of means; per increment too) with its confidence interval.

    Units: natural logarithm of the ratio; the level in percent. Source: Cochrane Handbook 5.1 (2011), section 7.7.7.3.

    >>> effect = from_ratio(2.0, 1.0, 4.0)
    >>> round(effect.value, 4), round(effect.se, 4)
    (0.6931, 0.3537)
    >>> from_ratio(0.9, 0.0, 1.2)
    <Reason.NOT_ABOVE_ZERO: 'a ratio or its bound is not above zero'>
    """
    return _from_interval(Scale.LOG, (value, lower, upper), level, None)


def from_difference(
    value: float, lower: float, upper: float, *, level: float = USUAL_LEVEL, df: float | None = None
) -> Effect | Reason:
    """Return the effect of a difference (MD, SMD, beta) with its confidence interval.

    Units: those of the difference; the level in percent; df are the degrees of freedom of the t distribution that a
    small study used, the normal distribution standing in where none are given. Source: Cochrane Handbook 5.1 (2011),
    section 7.7.7.2, to which 7.7.7.3 refers.

    >>> round(from_difference(0.5, 0.108, 0.892).se, 4)
    0.2
    """
    return _from_interval(Scale.PLAIN, (value, lower, upper), level, df)


def from_correlation_interval(r: float, lower: float, upper: float, *, level: float = USUAL_LEVEL) -> Effect | Reason:
    """Return the effect of a correlation with its confidence interval, as Fisher's z.

    >>> round(from_correlation_interval(0.3, 0.1, 0.4777).se, 3)
    0.107
    """
    return _from_interval(Scale.FISHER_Z, (r, lower, upper), level, None)


def from_correlation(r: float, n: int) -> Effect | Reason:
    """Return the effect of a correlation among n people, as Fisher's z with the standard error 1 / sqrt(n - 3).

    Source: Fisher's transformation, the measure ZCOR of metafor's escalc.

    >>> from_correlation(0.5, 103).se
    0.1
    >>> from_correlation(0.5, 3)
    <Reason.TOO_FEW_PEOPLE: 'there are too few people for a standard error'>
    """
    value = analysed(r, Scale.FISHER_Z)
    if isinstance(value, Reason):
        return value
    return Effect(scale=Scale.FISHER_Z, value=value, se=1 / math.sqrt(n - 3)) if n > 3 else Reason.TOO_FEW_PEOPLE


def from_standardised_difference(value: float, n_index: int, n_reference: int) -> Effect | Reason:
    """Return the effect of an SMD that is printed with the sizes of its two groups alone.

    Units: standard deviations. Source: the large-sample variance 1/n1 + 1/n2 + d²/(2(n1 + n2)), the default of escalc
    in metafor for the measure SMD.

    >>> round(from_standardised_difference(0.5, 50, 50).se, 4)
    0.2031
    """
    if not math.isfinite(value):
        return Reason.NOT_FINITE
    if min(n_index, n_reference) < 1:
        return Reason.TOO_FEW_PEOPLE
    variance = 1 / n_index + 1 / n_reference + value**2 / (2 * (n_index + n_reference))
    return Effect(scale=Scale.PLAIN, value=value, se=math.sqrt(variance))


def from_ratio_and_p(value: float, p: float) -> Effect | Reason:
    """Return the effect of a ratio whose exact two-sided p is printed, and no interval.

    Source: Cochrane Handbook 5.1 (2011), section 7.7.7.3: the logarithm over the normal deviate of p.

    >>> round(from_ratio_and_p(2.0, 0.05).se, 4)
    0.3537
    """
    return _from_p(Scale.LOG, value, p, None)


def from_difference_and_p(value: float, p: float, *, df: float | None = None) -> Effect | Reason:
    """Return the effect of a difference whose exact two-sided p is printed, and no interval.

    Units: those of the difference; df are the degrees of freedom of a t test. Source: Cochrane Handbook 5.1 (2011),
    section 7.7.7.2, to which 7.7.7.3 refers.

    >>> round(from_difference_and_p(0.392, 0.05).se, 4)
    0.2
    """
    return _from_p(Scale.PLAIN, value, p, df)


def from_print(scale: Scale, printed: Printed) -> Effect | Reason:
    """Return the effect of an estimate from the best that is printed: its interval, else n for a correlation, else p.

    An interval without a level is taken to be at 95 %.

    >>> from_print(Scale.LOG, Printed(value=1.5, p="<0.05"))
    <Reason.NO_ERROR: 'neither an interval nor an exact p is printed'>
    """
    if printed.value is None:
        return Reason.NO_VALUE
    if printed.lower is not None and printed.upper is not None:
        level = USUAL_LEVEL if printed.level is None else printed.level
        return _from_interval(scale, (printed.value, printed.lower, printed.upper), level, None)
    if scale is Scale.FISHER_Z and printed.n is not None:
        return from_correlation(printed.value, printed.n)
    p = exact_p(printed.p)
    return Reason.NO_ERROR if p is None else _from_p(scale, printed.value, p, None)


def exact_p(printed: str | None) -> float | None:
    """Return the p of a text that states one number, or None: a limit such as "<0.05" is no number.

    >>> exact_p("p = .03"), exact_p("<0.05"), exact_p("NS"), exact_p("0.000")
    (0.03, None, None, None)
    """
    found = EXACT_P.fullmatch(printed or "")
    p = float(found[1]) if found else 0.0
    return p if 0 < p < 1 else None


def turned(effect: Effect) -> Effect:
    """Return the effect of the opposite contrast: a ratio inverted, a difference or correlation negated.

    >>> turned(Effect(scale=Scale.LOG, value=0.5, se=0.2)).value
    -0.5
    """
    return replace(effect, value=-effect.value)


def rescaled(effect: Effect, step: Step, to: Step) -> Effect | Reason:
    """Return an effect per step as one per another step in the same unit, taking it to be linear on its scale.

    >>> per_five = rescaled(Effect(scale=Scale.LOG, value=0.1, se=0.02), Step(amount=1, unit="ug/dL"),
    ...     Step(amount=5, unit="ug/dL"))
    >>> per_five.value, per_five.se
    (0.5, 0.1)
    """
    if effect.scale is Scale.FISHER_Z:
        return Reason.NOT_PER_STEP
    if step.unit != to.unit:
        return Reason.UNITS_DIFFER
    if not (step.amount > 0 and to.amount > 0):
        return Reason.STEP_NOT_ABOVE_ZERO
    times = to.amount / step.amount
    return replace(effect, value=effect.value * times, se=effect.se * times)


def interval(effect: Effect, *, level: float = USUAL_LEVEL) -> tuple[float, float]:
    """Return the bounds of an effect's normal confidence interval as papers print them; the level is in percent.

    >>> [round(bound, 2) for bound in interval(Effect(scale=Scale.LOG, value=0.6931, se=0.3537))]
    [1.0, 4.0]
    """
    half = _normal_deviate(1 - level / 100) * effect.se
    return as_printed(effect.value - half, effect.scale), as_printed(effect.value + half, effect.scale)


def _from_interval(
    scale: Scale, printed: tuple[float, float, float], level: float, df: float | None
) -> Effect | Reason:
    """Return the effect of a value with its lower and upper bound; df None stands for the normal distribution."""
    if not 0 < level < 100:
        return Reason.LEVEL_OUT_OF_RANGE
    numbers = [analysed(number, scale) for number in printed]
    for number in numbers:
        if isinstance(number, Reason):
            return number
    value, lower, upper = (float(number) for number in numbers)
    if lower >= upper:
        return Reason.NO_WIDTH if lower == upper else Reason.BOUNDS_OUT_OF_ORDER
    if not lower <= value <= upper:
        return Reason.VALUE_OUTSIDE
    return Effect(scale=scale, value=value, se=(upper - lower) / (2 * _deviate(1 - level / 100, df)))


def _from_p(scale: Scale, value: float, p: float, df: float | None) -> Effect | Reason:
    """Return the effect of a value with its exact two-sided p; df None stands for the normal distribution."""
    number = analysed(value, scale)
    if isinstance(number, Reason):
        return number
    if not 0 < p < 1:
        return Reason.P_OUT_OF_RANGE
    if number == 0:
        return Reason.VALUE_OF_NO_EFFECT
    return Effect(scale=scale, value=number, se=abs(number) / _deviate(p, df))


def _deviate(tails: float, df: float | None) -> float:
    """Return the positive deviate of t, or of the normal, that leaves a share in the two tails together."""
    if df is None:
        return _normal_deviate(tails)
    from scipy.special import stdtrit

    return float(-stdtrit(df, tails / 2))


def _normal_deviate(tails: float) -> float:
    """Return the positive normal deviate that leaves a share in the two tails together."""
    return -NormalDist().inv_cdf(tails / 2)
