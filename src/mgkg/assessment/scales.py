"""Scales: where printed numbers are analysed, the way there and back, and why a number has no place on one."""

from __future__ import annotations

import math
import sys
from enum import StrEnum


class Scale(StrEnum):
    """A scale of analysis."""

    #: The natural logarithm of a ratio (RR, OR, HR, ratio of means). Source: Handbook 5.1, section 9.2.7.
    LOG = "log"
    #: The number as printed (MD, SMD, beta).
    PLAIN = "plain"
    #: The inverse hyperbolic tangent of a correlation (Fisher's z).
    FISHER_Z = "fisher-z"


#: The logarithm of the largest number that the machine holds.
_LARGEST_LOG = math.log(sys.float_info.max)


class Reason(StrEnum):
    """Why a print yields no effect with a standard error, or one that is comparable with nothing."""

    NO_VALUE = "no value is printed"
    NO_ERROR = "neither an interval nor an exact p is printed"
    NOT_FINITE = "a number is not finite"
    NOT_ABOVE_ZERO = "a ratio or its bound is not above zero"
    NOT_WITHIN_ONE = "a correlation or its bound is not between -1 and 1"
    BOUNDS_OUT_OF_ORDER = "the lower bound lies above the upper one"
    VALUE_OUTSIDE = "the value lies outside its interval"
    NO_WIDTH = "the bounds are the same number, rounded away"
    LEVEL_OUT_OF_RANGE = "the level of the interval is not between 0 and 100 %"
    P_OUT_OF_RANGE = "p is not between 0 and 1"
    VALUE_OF_NO_EFFECT = "a value that is exactly no effect has no standard error in its p"
    TOO_FEW_PEOPLE = "there are too few people for a standard error"
    UNITS_DIFFER = "the steps have different units"
    STEP_NOT_ABOVE_ZERO = "a step is not above zero"
    NOT_PER_STEP = "a correlation is not per step"
    NO_STEP = "the size or the unit of the step is not stated"
    NO_SCALE = "the measure has no scale of analysis"
    NOT_COMPARABLE = "the contrast is of no class that can be compared"


#: The scale of analysis of each measure, by the slug of its code in the ontology.
SCALES = {
    "beta": Scale.PLAIN,
    "correlation": Scale.FISHER_Z,
    "hazard-ratio": Scale.LOG,
    "mean-difference": Scale.PLAIN,
    "mean-ratio": Scale.LOG,
    "odds-ratio": Scale.LOG,
    "risk-ratio": Scale.LOG,
    "standardized-mean-difference": Scale.PLAIN,
}


def analysed(value: float, scale: Scale) -> float | Reason:
    """Return a printed number on its scale of analysis.

    >>> analysed(1.0, Scale.LOG), analysed(1.0, Scale.FISHER_Z)
    (0.0, <Reason.NOT_WITHIN_ONE: 'a correlation or its bound is not between -1 and 1'>)
    """
    if not math.isfinite(value):
        return Reason.NOT_FINITE
    if scale is Scale.LOG:
        return math.log(value) if value > 0 else Reason.NOT_ABOVE_ZERO
    if scale is Scale.FISHER_Z:
        return math.atanh(value) if abs(value) < 1 else Reason.NOT_WITHIN_ONE
    return value


def as_printed(value: float, scale: Scale) -> float:
    """Return a number on the scale of analysis as papers print it: a ratio, a difference, a correlation.

    A bound of a ratio that no number of the machine can hold is infinite.

    >>> as_printed(0.0, Scale.LOG), as_printed(0.0, Scale.FISHER_Z), as_printed(0.3, Scale.PLAIN)
    (1.0, 0.0, 0.3)
    >>> as_printed(1000.0, Scale.LOG)
    inf
    """
    if scale is Scale.LOG:
        return math.exp(value) if value < _LARGEST_LOG else math.inf
    return math.tanh(value) if scale is Scale.FISHER_Z else value
