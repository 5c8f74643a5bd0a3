"""Pooling: agreement with R metafor, and what must hold for any bodies."""

from __future__ import annotations

import csv
import dataclasses
import json
import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgkg.assessment.effects import Effect, Printed, from_correlation, from_print
from mgkg.assessment.pooling import (
    Heterogeneity,
    Method,
    Pooled,
    PooledBody,
    at_least_wald,
    by_id,
    by_offset,
    cumulative,
    heterogeneity,
    leave_one_out,
    one_body,
    pool,
    pool_one,
    small_study_test,
    subgroups,
)
from mgkg.assessment.pooling.between import paule_mandel, q_profile
from mgkg.assessment.pooling.likelihood import climbed, log_likelihood, restricted_likelihood, score, start
from mgkg.assessment.pooling.sums import ragged
from mgkg.assessment.scales import SCALES
from mgkg.errors import UsageError

#: How far a number may be from metafor's, relative to it.
TOLERANCE = 1e-8
#: Sets in which metafor, not we, loses digits; test_digits_are_kept shows it.
LOOSER = {"edge-errors-of-every-size": 1e-4}
RANDOM = (Method.DERSIMONIAN_LAIRD, Method.PAULE_MANDEL, Method.RESTRICTED_LIKELIHOOD)

#: So many examples of a property, however slow the machine.
SOME = settings(max_examples=60, deadline=None)

Studies = list[tuple[float, float]]
study = st.tuples(st.floats(-5, 5).map(lambda value: round(value, 4)), st.floats(0.01, 5))
body_of = st.lists(study, min_size=2, max_size=12)
methods = st.sampled_from(Method)


def given_rows(case: Path) -> list[dict[str, str]]:
    """Return the rows of a case."""
    with (case / "given.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def study_of(row: dict[str, str]) -> tuple[float | None, float | None]:
    """Return the effect and standard error of a row: given so, as r and n, or as printed."""
    if "effect" in row:
        return (float(row["effect"]) if row["effect"] else None), (float(row["se"]) if row["se"] else None)
    if "r" in row:
        found = from_correlation(float(row["r"]), int(row["n"]))
    else:
        value, lower, upper, level = (float(row[name]) for name in ("value", "lower", "upper", "level"))
        found = from_print(SCALES[row["measure"]], Printed(value=value, lower=lower, upper=upper, level=level))
    assert isinstance(found, Effect), (row, found)
    return found.value, found.se


def columns(studies: Sequence[tuple[float | None, float | None]]) -> tuple[list[float | None], list[float | None]]:
    """Return the effects and the standard errors of studies."""
    return [value for value, _ in studies], [se for _, se in studies]


def differences(case: Path, expected: dict[str, Any], found: object) -> Iterator[str]:
    """Yield each number that is not what metafor says."""
    for name, numbers in expected.items():
        wanted = np.array([math.nan if number is None else number for number in np.atleast_1d(numbers)], dtype=float)
        got = np.atleast_1d(np.asarray(getattr(found, name), dtype=float))
        if not np.allclose(got, wanted, rtol=LOOSER.get(case.name, TOLERANCE), atol=0, equal_nan=True):
            yield f"{name}: {got} is not {wanted}"


def part(expected: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Return the numbers whose names start with a prefix, without it."""
    return {name.removeprefix(prefix): numbers for name, numbers in expected.items() if name.startswith(prefix)}


@pytest.mark.cases("pooling")
def test_pools_as_metafor_does(case: Path) -> None:
    expected = json.loads((case / "expect.json").read_text(encoding="utf-8"))
    body = one_body(*columns([study_of(row) for row in given_rows(case)]))

    assert (body.offsets.tolist(), body.left_out.tolist()) == ([0, expected["k"]], [expected["left_out"]])
    for method, numbers in expected["methods"].items():
        pooled = pool(body, Method(method))
        for prefix, found in {
            "floored_": at_least_wald(pooled),
            "without_": pool(leave_one_out(body), Method(method)),
            "cumulative_": pool(cumulative(body), Method(method)),
            "": pooled,
        }.items():
            wanted = {name: numbers.pop(name) for name in list(numbers) if name.startswith(prefix)}
            assert list(differences(case, part(wanted, prefix), found)) == [], (method, prefix)


@pytest.mark.cases("pooling")
def test_tells_heterogeneity_and_small_studies_as_metafor_does(case: Path) -> None:
    expected = json.loads((case / "expect.json").read_text(encoding="utf-8"))
    body = one_body(*columns([study_of(row) for row in given_rows(case)]))

    assert list(differences(case, expected.get("heterogeneity", {}), heterogeneity(body))) == []
    assert list(differences(case, expected.get("small_studies", {}), small_study_test(body))) == []
    if "small_studies" not in expected:
        assert np.isnan(small_study_test(body).p).all()


@pytest.mark.cases("pooling")
def test_compares_subgroups_as_metafor_does(case: Path) -> None:
    expected = json.loads((case / "expect.json").read_text(encoding="utf-8")).get("subgroups")
    rows = given_rows(case)
    if expected is None:
        assert "group" not in rows[0]
        return
    values, errors = columns([study_of(row) for row in rows])

    found = subgroups(values, errors, ["all"] * len(rows), [row["group"] for row in rows])

    assert list(found.groups) == expected.pop("groups")
    assert list(differences(case, {name: expected.pop(name) for name in ("estimate", "se")}, found.pooled)) == []
    assert list(differences(case, expected, found)) == []


def exact(values: list[float], errors: list[float], tau2: float) -> tuple[Fraction, Fraction]:
    """Return the generalised Q and the slope of the restricted likelihood at some tau², without any rounding."""
    weights = [1 / (Fraction(se) ** 2 + Fraction(tau2)) for se in errors]
    total = sum(weights, Fraction(0))
    mean = sum(weight * Fraction(value) for weight, value in zip(weights, values, strict=True)) / total
    pulls = [weight * (Fraction(value) - mean) for weight, value in zip(weights, values, strict=True)]
    q = sum((pull**2 / weight for pull, weight in zip(pulls, weights, strict=True)), Fraction(0))
    trace = total - sum(weight**2 for weight in weights) / total
    return q, sum((pull**2 for pull in pulls), Fraction(0)) - trace


def test_digits_are_kept() -> None:
    values, errors = [0.5, -700.0, 3.0, 0.1, 9000.0], [0.01, 200.0, 1.0, 0.1, 3000.0]
    q, _ = exact(values, errors, 0)
    tau2 = pool_one(values, errors).tau2

    assert tau2 is not None
    assert heterogeneity(one_body(values, errors)).q[0] == pytest.approx(float(q), rel=1e-14)
    assert exact(values, errors, tau2 * (1 - 1e-12))[1] > 0 > exact(values, errors, tau2 * (1 + 1e-12))[1]


# ---- what must always hold


def numbers_of(pooled: Pooled) -> dict[str, npt.NDArray[np.float64]]:
    """Return the arrays of bodies pooled, by name."""
    return {
        field.name: getattr(pooled, field.name)
        for field in dataclasses.fields(pooled)
        if field.name not in {"method", "level"}
    }


def same(one: Pooled, other: Pooled, rel: float = 1e-6, unit: float = 1.0) -> None:
    """Assert that two poolings say the same, in one unit of effect; what is nearly zero may differ by rounding."""
    for name, numbers in numbers_of(one).items():
        near = {"tau2": 1e-9 * unit**2, "hk_p": 1e-9, "p": 1e-9}.get(name, 1e-6 * unit if "hk" in name else 1e-7 * unit)
        np.testing.assert_allclose(getattr(other, name), numbers, rtol=rel, atol=near, err_msg=name)


@SOME
@given(body_of, methods, st.randoms(use_true_random=False))
def test_the_order_of_studies_changes_nothing(studies: Studies, method: Method, random: Random) -> None:
    shuffled = random.sample(studies, len(studies))

    same(pool(one_body(*columns(studies)), method), pool(one_body(*columns(shuffled)), method))


@SOME
@given(body_of, methods)
def test_a_flipped_sign_flips_the_result(studies: Studies, method: Method) -> None:
    plain = pool(one_body(*columns(studies)), method)
    flipped = pool(one_body(*columns([(-value, se) for value, se in studies])), method)

    np.testing.assert_allclose(flipped.estimate, -plain.estimate, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(flipped.hk_lower, -plain.hk_upper, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(flipped.prediction_upper, -plain.prediction_lower, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(flipped.tau2, plain.tau2, rtol=1e-9)


@SOME
@given(body_of, methods, st.sampled_from([2.0**-300, 2.0**-40, 0.125, 8.0, 2.0**40, 2.0**300]))
def test_another_unit_changes_the_unit_alone(studies: Studies, method: Method, factor: float) -> None:
    plain = pool(one_body(*columns(studies)), method)
    scaled = pool(one_body(*columns([(value * factor, se * factor) for value, se in studies])), method)

    for name in ("estimate", "se", "lower", "upper", "hk_se", "hk_lower", "hk_upper", "prediction_lower"):
        np.testing.assert_allclose(getattr(scaled, name) / factor, getattr(plain, name), rtol=1e-12, err_msg=name)
    for name in ("p", "hk_p", "i2", "h2", "hk_factor"):
        np.testing.assert_allclose(getattr(scaled, name), getattr(plain, name), rtol=1e-12, err_msg=name)
    np.testing.assert_allclose(scaled.tau2 / factor / factor, plain.tau2, rtol=1e-12)


@SOME
@given(body_of, methods)
def test_the_mean_lies_among_the_effects(studies: Studies, method: Method) -> None:
    found = pool_one(*columns(studies), method)
    values = [value for value, _ in studies]

    assert found.estimate is not None
    assert min(values) - 1e-9 <= found.estimate <= max(values) + 1e-9


@SOME
@given(body_of, st.sampled_from(RANDOM))
def test_intervals_nest_as_they_should(studies: Studies, method: Method) -> None:
    body = one_body(*columns(studies))
    pooled, spread, floored = pool(body, method), heterogeneity(body), at_least_wald(pool(body, method))

    assert (pooled.lower < pooled.upper).all()
    assert (floored.hk_upper - floored.hk_lower >= pooled.upper - pooled.lower).all()
    assert (pooled.tau2 >= 0).all()
    assert ((pooled.i2 >= 0) & (pooled.i2 < 100) & (pooled.h2 >= 1)).all()
    assert (spread.tau2_lower <= spread.tau2_upper).all()
    if len(studies) > 2:
        assert (pooled.prediction_lower <= pooled.lower).all()


@SOME
@given(st.floats(-5, 5), st.floats(0.01, 5), methods)
def test_one_study_is_itself(value: float, se: float, method: Method) -> None:
    found = pool_one([value], [se], method)

    assert (found.estimate, found.se, found.k) == (value, se, 1)
    assert (found.tau2, found.i2, found.q, found.hk_lower, found.prediction_lower) == (None,) * 5


@SOME
@given(st.floats(-5, 5), st.floats(0.01, 5), st.integers(2, 20), methods)
def test_identical_studies_leave_nothing_between_them(value: float, se: float, k: int, method: Method) -> None:
    found = pool_one([value] * k, [se] * k, method)

    assert found.estimate == value
    assert found.se == pytest.approx(se / math.sqrt(k))
    assert (found.i2, found.q, found.tau2_lower, found.tau2_upper) == (0, 0, 0, 0)
    assert found.tau2 == (None if method is Method.COMMON else 0)
    assert found.hk_se == (None if method is Method.COMMON else 0)


@SOME
@given(body_of, methods, st.integers(0, 12))
def test_a_study_without_numbers_is_left_out_and_counted(studies: Studies, method: Method, place: int) -> None:
    for missing in ((None, 0.5), (0.5, None), (0.5, 0.0), (math.nan, 0.5), (math.inf, 0.5), (0.5, math.inf)):
        more = [*studies[:place], missing, *studies[place:]]
        found = pool_one(*columns(more), method)

        assert found.left_out == 1
        assert dataclasses.replace(found, left_out=0) == pool_one(*columns(studies), method)


@SOME
@given(st.lists(st.lists(study, max_size=8), min_size=1, max_size=8), methods)
def test_many_bodies_in_a_call_are_as_each_alone(bodies: list[Studies], method: Method) -> None:
    offsets = np.concatenate([[0], np.cumsum([len(body) for body in bodies])])
    together = by_offset(*columns([one for body in bodies for one in body]), offsets)
    pooled, spread = pool(together, method), heterogeneity(together)

    for place, body in enumerate(bodies):
        alone = one_body(*columns(body))
        for one, other in ((pooled, pool(alone, method)), (spread, heterogeneity(alone))):
            for field in dataclasses.fields(one):
                if field.name not in {"method", "level"}:
                    got, wanted = getattr(one, field.name)[place], getattr(other, field.name)[0]
                    assert got == pytest.approx(wanted, rel=1e-12, nan_ok=True), field.name


@SOME
@given(body_of)
def test_paule_and_mandel_bring_q_to_its_expectation(studies: Studies) -> None:
    pooled = pool(one_body(*columns(studies)), Method.PAULE_MANDEL)

    assert (np.isclose(pooled.hk_factor, 1, rtol=1e-9) | ((pooled.tau2 == 0) & (pooled.hk_factor <= 1 + 1e-9))).all()


@SOME
@given(body_of)
def test_no_tau2_is_likelier_than_that_of_restricted_likelihood(studies: Studies) -> None:
    body = ragged(one_body(*columns(studies)))
    found = restricted_likelihood(body)
    height = log_likelihood(body, found)

    for tau2 in (0.0, 1e-3, 1e-2, 0.1, 1.0, 10.0, 1e3):
        assert (height >= log_likelihood(body, found + tau2) - 1e-8).all()
        assert (height >= log_likelihood(body, found / (1 + tau2)) - 1e-8).all()


@pytest.mark.parametrize("factor", [0.0, 0.3, 1.0, 50.0])
def test_a_hill_is_climbed_from_either_side(factor: float) -> None:
    body = ragged(one_body([0.1, 0.9, -0.4, 0.7, 0.2], [0.2, 0.1, 0.3, 0.2, 0.25]))
    top = restricted_likelihood(body)

    np.testing.assert_allclose(climbed(body, factor * top), top, rtol=1e-9)
    np.testing.assert_allclose(score(body, top), 0, atol=1e-9)


def test_a_hill_that_falls_to_zero_is_climbed_to_zero() -> None:
    body = ragged(one_body([0.1, 0.11, 0.12], [0.2, 0.1, 0.3]))

    assert climbed(body, np.array([3.0])).tolist() == [0]
    assert start(body).tolist() == [0]


def test_a_search_ends_at_zero_where_q_starts_below_the_target() -> None:
    body = ragged(by_offset([0.1, 0.1, 0.0, 9.0], [0.1, 0.1, 0.1, 0.1], [0, 2, 4]))

    assert q_profile(body, np.array([1.0, 1e9])).tolist() == [0, 0]
    assert (paule_mandel(body) > 0).tolist() == [False, True]


# ---- derived bodies, faces and refusals


@SOME
@given(body_of, st.sampled_from(RANDOM))
def test_what_grows_ends_whole(studies: Studies, method: Method) -> None:
    body = one_body(*columns(studies))
    grown, whole = pool(cumulative(body), method), pool(body, method)

    assert grown.k.tolist() == list(range(1, len(studies) + 1))
    assert grown.estimate[-1] == pytest.approx(whole.estimate[0], rel=1e-12)
    assert pool(leave_one_out(body), method).k.tolist() == [len(studies) - 1] * len(studies)


def test_a_body_without_its_only_study_is_empty() -> None:
    without = pool(leave_one_out(one_body([0.2], [0.1])))

    assert without.k.tolist() == [0]
    assert np.isnan(without.estimate).all()


def test_bodies_are_gathered_from_studies_in_any_order() -> None:
    bodies, names = by_id([1.0, 5.0, None, 2.0], [0.1, 0.2, 0.1, 0.1], np.array([7, 3, 7, 7]))

    assert names == [7, 3]
    assert bodies.offsets.tolist() == [0, 2, 3]
    assert bodies.left_out.tolist() == [1, 0]
    assert bodies.rows.tolist() == [0, 3, 1]


def test_no_bodies_are_no_bodies() -> None:
    nothing = by_offset([], [], [0])
    empty = by_offset([], [], [0, 0])

    assert len(pool(nothing).estimate) == 0
    assert len(heterogeneity(nothing).q) == 0
    assert len(small_study_test(nothing).p) == 0
    assert np.isnan(pool(empty, Method.COMMON).estimate).tolist() == [True]
    assert len(by_id([], [], [])[1]) == 0


def test_blocks_hold_every_body() -> None:
    values, errors = np.tile(np.linspace(0, 1, 70_000), 2), np.tile(np.linspace(0.1, 0.2, 70_000), 2)
    offsets = [0, 5, 5, 40_000, 70_000, 70_001, 139_998, 140_000]
    pooled = pool(by_offset(values, errors, offsets), Method.DERSIMONIAN_LAIRD)

    assert pooled.k.tolist() == [5, 0, 39_995, 30_000, 1, 69_997, 2]
    for place in range(7):
        alone = slice(offsets[place], offsets[place + 1])
        wanted = pool(one_body(values[alone], errors[alone]), Method.DERSIMONIAN_LAIRD).estimate[0]
        assert pooled.estimate[place] == pytest.approx(wanted, rel=1e-12, nan_ok=True)


def test_a_wide_level_is_a_wide_interval() -> None:
    body = one_body([0.1, 0.5, 0.2], [0.1, 0.2, 0.1])
    narrow, wide = pool(body, level=90), pool(body, level=99)

    assert (wide.lower < narrow.lower).all()
    assert (wide.hk_upper > narrow.hk_upper).all()
    assert (heterogeneity(body, level=99).tau2_upper > heterogeneity(body, level=90).tau2_upper).all()


def test_fewer_than_ten_studies_are_not_tested_for_asymmetry() -> None:
    assert np.isnan(small_study_test(one_body(list(range(9)), list(range(1, 10)))).t).all()
    assert np.isnan(small_study_test(one_body(list(range(10)), [0.1] * 10)).t).all()
    assert small_study_test(one_body([float(x % 3) for x in range(10)], list(range(1, 11)))).df.tolist() == [8]


def test_subgroups_belong_to_their_bodies() -> None:
    found = subgroups(
        [0.1, 0.2, 0.5, 0.6, None],
        [0.1] * 5,
        ["lead", "zinc", "lead", "zinc", "zinc"],
        ["men", "men", "women", "women", "children"],
        Method.COMMON,
    )

    assert found.bodies == ("lead", "zinc")
    assert found.owner.tolist() == [0, 1, 0, 1, 1]
    assert found.df.tolist() == [1, 1]
    np.testing.assert_allclose(found.q, [8, 8])


def test_one_body_has_all_that_many_have() -> None:
    of_many = {field.name for record in (Pooled, Heterogeneity) for field in dataclasses.fields(record)}
    of_one = {field.name for field in dataclasses.fields(PooledBody)}

    assert of_one == (of_many - {"df"}) | {"q_df", "q_p"}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: one_body([0.1], [-0.1]), "below zero"),
        (lambda: one_body([0.1, 0.2], [0.1]), "do not match"),
        (lambda: by_offset([0.1, 0.2], [0.1, 0.1], [0, 1]), "offsets"),
        (lambda: by_offset([0.1, 0.2], [0.1, 0.1], [0, 3, 2]), "offsets"),
        (lambda: by_offset([0.1], [0.1], []), "offsets"),
        (lambda: by_id([0.1], [0.1], []), "identifiers"),
        (lambda: pool_one([0.1], [0.1], level=0), "level"),
        (lambda: subgroups([0.1], [0.1], ["a"], []), "traits"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(call: Callable[[], object], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        call()


@SOME
@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6)), min_size=2, max_size=6), methods)
def test_errors_of_any_size_give_numbers(studies: Studies, method: Method) -> None:
    found = pool_one(*columns(studies), method)

    assert found.estimate is not None
    assert math.isfinite(found.estimate)
    assert found.se is not None
    assert 0 < found.se < math.inf
