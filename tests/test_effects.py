"""Effects from printed numbers: the formulae, the way back, and what is refused."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgkg.assessment.centring import lean, off_centre
from mgkg.assessment.effects import (
    Effect,
    Printed,
    Step,
    exact_p,
    from_correlation,
    from_correlation_interval,
    from_difference,
    from_difference_and_p,
    from_print,
    from_ratio,
    from_ratio_and_p,
    from_standardised_difference,
    interval,
    rescaled,
    turned,
)
from mgkg.assessment.scales import SCALES, Reason, Scale, analysed, as_printed

values = st.floats(-3, 3)
errors = st.floats(0.01, 3)
levels = st.floats(50, 99.9)
scales = st.sampled_from(Scale)


def effect_of(found: Effect | Reason) -> Effect:
    """Return an effect that must be one."""
    assert isinstance(found, Effect), found
    return found


@given(scales, values, errors, levels)
def test_what_is_printed_is_read_back(scale: Scale, value: float, se: float, level: float) -> None:
    lower, upper = interval(Effect(scale=scale, value=value, se=se), level=level)
    middle = as_printed(value, scale)
    if abs(lower) >= 1 - 1e-9 and scale is Scale.FISHER_Z:
        return

    found = from_print(scale, Printed(value=middle, lower=lower, upper=upper, level=level))

    if isinstance(found, Effect):
        assert found.value == pytest.approx(value, abs=1e-6)
        assert found.se == pytest.approx(se, rel=1e-4)
    else:
        assert scale is Scale.FISHER_Z


@given(values.filter(lambda value: abs(value) > 1e-3), errors)
def test_p_and_interval_give_one_standard_error(value: float, se: float) -> None:
    p = math.erfc(abs(value) / se / math.sqrt(2))
    if not 1e-300 < p < 1:
        return

    assert effect_of(from_difference_and_p(value, p)).se == pytest.approx(se, rel=1e-6)
    assert effect_of(from_ratio_and_p(math.exp(value), p)).se == pytest.approx(se, rel=1e-6)


def test_a_small_study_uses_t() -> None:
    # 2.228... is the deviate of t with ten degrees of freedom, as R gives it
    assert effect_of(from_difference(1.0, -1.22813885198627, 3.22813885198627, df=10)).se == pytest.approx(1.0)
    assert effect_of(from_difference_and_p(2.22813885198627, 0.05, df=10)).se == pytest.approx(1.0)


def test_a_standardised_difference_has_the_error_that_metafor_gives_it() -> None:
    # metafor 3.8.1: yi and sqrt(vi) of escalc(measure="SMD", di=0.8, n1i=12, n2i=20), which corrects di for bias first
    found = effect_of(from_standardised_difference(0.779803502571519, 12, 20))

    assert found.se == pytest.approx(0.377934907506325, rel=1e-12)


def test_a_correlation_has_the_error_that_metafor_gives_it() -> None:
    # metafor 3.8.1: escalc(measure="ZCOR", ri=0.34, ni=109)
    found = effect_of(from_correlation(0.34, 109))

    assert found.value == pytest.approx(0.354092528962243, rel=1e-12)
    assert found.se**2 == pytest.approx(0.00943396226415094, rel=1e-12)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (from_ratio(1.2, 1.5, 0.9), Reason.BOUNDS_OUT_OF_ORDER),
        (from_ratio(2.0, 0.9, 1.5), Reason.VALUE_OUTSIDE),
        (from_ratio(1.0, 1.0, 1.0), Reason.NO_WIDTH),
        (from_ratio(0.0, 0.0, 1.0), Reason.NOT_ABOVE_ZERO),
        (from_ratio(-1.0, 0.5, 1.0), Reason.NOT_ABOVE_ZERO),
        (from_ratio(1.0, 0.5, math.inf), Reason.NOT_FINITE),
        (from_ratio(1.0, 0.5, 2.0, level=0), Reason.LEVEL_OUT_OF_RANGE),
        (from_ratio(1.0, 0.5, 2.0, level=100), Reason.LEVEL_OUT_OF_RANGE),
        (from_difference(0.0, math.nan, 1.0), Reason.NOT_FINITE),
        (from_correlation(1.0, 20), Reason.NOT_WITHIN_ONE),
        (from_correlation(-1.2, 20), Reason.NOT_WITHIN_ONE),
        (from_correlation(0.2, 3), Reason.TOO_FEW_PEOPLE),
        (from_correlation_interval(0.2, -1.0, 0.9), Reason.NOT_WITHIN_ONE),
        (from_ratio_and_p(1.0, 0.5), Reason.VALUE_OF_NO_EFFECT),
        (from_ratio_and_p(2.0, 0.0), Reason.P_OUT_OF_RANGE),
        (from_ratio_and_p(2.0, 1.0), Reason.P_OUT_OF_RANGE),
        (from_ratio_and_p(0.0, 0.5), Reason.NOT_ABOVE_ZERO),
        (from_standardised_difference(0.5, 0, 10), Reason.TOO_FEW_PEOPLE),
        (from_standardised_difference(math.inf, 10, 10), Reason.NOT_FINITE),
        (from_print(Scale.LOG, Printed(lower=0.5, upper=2.0)), Reason.NO_VALUE),
        (from_print(Scale.LOG, Printed(value=1.5)), Reason.NO_ERROR),
        (from_print(Scale.LOG, Printed(value=1.5, p="NS")), Reason.NO_ERROR),
        (from_print(Scale.LOG, Printed(value=1.5, n=100)), Reason.NO_ERROR),
        (from_print(Scale.LOG, Printed(value=1.5, lower=0.9, p="<0.05")), Reason.NO_ERROR),
    ],
)
def test_what_yields_no_number_says_why(found: Effect | Reason, reason: Reason) -> None:
    assert found is reason


def test_the_interval_comes_before_people_and_p() -> None:
    whole = Printed(value=0.3, lower=0.1, upper=0.4777, p="0.9", n=1000)
    counted = Printed(value=0.3, p="0.9", n=103)

    assert effect_of(from_print(Scale.FISHER_Z, whole)).se == pytest.approx(0.1071, abs=1e-4)
    assert effect_of(from_print(Scale.FISHER_Z, counted)).se == 0.1
    assert effect_of(from_print(Scale.PLAIN, Printed(value=0.392, p="0.05"))).se == pytest.approx(0.2, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "p"),
    [("0.03", 0.03), ("p=0.03", 0.03), ("P = .03", 0.03), ("= 0.2", 0.2), ("3e-05", 3e-05), ("0.00005", 0.00005)],
)
def test_an_exact_p_is_read(text: str, p: float) -> None:
    assert exact_p(text) == p


@pytest.mark.parametrize(
    "text", ["<0.05", "> 0.1", "NS", "", None, "0.000", "1.0", "2", "0.01-0.05", "not significant"]
)
def test_what_is_no_exact_p_is_none(text: str | None) -> None:
    assert exact_p(text) is None


@given(scales, values, errors)
def test_turning_inverts_a_ratio_and_negates_a_difference(scale: Scale, value: float, se: float) -> None:
    effect = Effect(scale=scale, value=value, se=se)
    there = as_printed(value, scale)
    back = as_printed(turned(effect).value, scale)

    assert turned(turned(effect)) == effect
    assert turned(effect).se == se
    assert back == pytest.approx(1 / there if scale is Scale.LOG else -there)


def test_a_step_is_rescaled_where_units_match() -> None:
    per_ten = Effect(scale=Scale.LOG, value=math.log(1.1), se=0.05)
    ten, twenty = Step(amount=10, unit="mg/day"), Step(amount=20, unit="mg/day")

    assert as_printed(effect_of(rescaled(per_ten, ten, twenty)).value, Scale.LOG) == pytest.approx(1.21)
    assert effect_of(rescaled(per_ten, ten, twenty)).se == pytest.approx(0.1)
    assert rescaled(per_ten, ten, Step(amount=20, unit="g/day")) is Reason.UNITS_DIFFER
    assert rescaled(per_ten, ten, Step(amount=0, unit="mg/day")) is Reason.STEP_NOT_ABOVE_ZERO
    assert rescaled(Effect(scale=Scale.FISHER_Z, value=0.1, se=0.1), ten, twenty) is Reason.NOT_PER_STEP


@given(scales, values)
def test_a_scale_leads_there_and_back(scale: Scale, value: float) -> None:
    assert analysed(as_printed(value, scale), scale) == pytest.approx(value, abs=1e-9)


def test_each_measure_of_the_ontology_has_a_scale() -> None:
    from mgkg import files

    codes = (files.folder("ontology") / "codes.ttl").read_text(encoding="utf-8")
    measures = {line.removeprefix("measure:").strip() for line in codes.splitlines() if line.startswith("measure:")}

    assert measures == set(SCALES)


@given(scales, values, errors)
def test_a_centred_interval_is_centred_when_rounded(scale: Scale, value: float, se: float) -> None:
    lower, upper = interval(Effect(scale=scale, value=value, se=se))
    middle, low, high = (Decimal(str(round(number, 2))) for number in (as_printed(value, scale), lower, upper))

    assert not off_centre(middle, low, high, scale)


def test_an_interval_off_centre_is_seen() -> None:
    assert off_centre(Decimal("2.46"), Decimal("1.46"), Decimal("2.80"), Scale.LOG)
    assert off_centre(Decimal("0.10"), Decimal("0.05"), Decimal("0.90"), Scale.PLAIN)
    assert not off_centre(Decimal("0.4"), Decimal("0.0"), Decimal("1.2"), Scale.LOG)
    assert not off_centre(Decimal(1), Decimal(0), Decimal(3), Scale.PLAIN)


def test_a_lean_is_between_the_bounds() -> None:
    assert lean(0.0, -1.0, 3.0, Scale.PLAIN) == -0.5
    assert lean(3.0, -1.0, 3.0, Scale.PLAIN) == 1.0
    assert lean(1.0, 1.0, 1.0, Scale.PLAIN) is Reason.NO_WIDTH
    assert lean(1.0, 0.0, 2.0, Scale.LOG) is Reason.NOT_ABOVE_ZERO
