"""Pooled rows of forest plots: what assessments pooled, by design and together, beside what is never pooled."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mgkg import files, inference, names, plot, turtle
from mgkg.assessment.pooling import pool_one, shares
from mgkg.build.assessing import assessed
from mgkg.plot import Forest, PooledRow
from mgkg.plot.estimates import numbers
from mgkg.plot.pools import Pool, pools
from mgkg.store import EmbeddedStore

CASE = Path(__file__).parent / "cases" / "plot" / "comparable-studies-of-two-designs"
EXPOSURE = "Aluminium exposure: risk"


@cache
def store() -> EmbeddedStore:
    """Return a store with eight studies: three cohorts, two case-control studies, two per step, and a meta-analysis."""
    found = EmbeddedStore.in_memory(sorted(files.folder("ontology").glob("*.ttl")))
    found.extend(turtle.read(CASE / "given.ttl"), names.iri("graph:asserted"))
    inference.infer(found)
    found.extend(list(assessed(found)), names.iri("graph:assessed"))
    return found


@cache
def picture(language: str = "en") -> Forest:
    return plot.forest(store(), plot.pair(store(), "aluminium", "ASD", language=language))


@cache
def found_pools() -> list[Pool]:
    answer = plot.pair(store(), "aluminium", "ASD")
    return pools(store(), answer, numbers(store(), answer))


def pooled(label: str, group: str) -> PooledRow:
    [row] = [one for one in picture().pooled if one.label == label and one.group.endswith(group)]
    return row


def effects(*printed: tuple[float, float, float]) -> tuple[list[float], list[float]]:
    """Return logarithms of ratios and their standard errors, from ratios with intervals of 95 %."""
    wide = 2 * 1.959964
    return [math.log(value) for value, _, _ in printed], [math.log(high / low) / wide for _, low, high in printed]


def test_pools_come_first_then_reviews_which_no_pool_holds() -> None:
    groups = {row.group: [one.label for one in picture().rows if one.group == row.group] for row in picture().rows}

    assert groups == {
        f"{EXPOSURE}; any against none": ["Ada 2001", "Bee 2003", "Cox 2005", "Dee 2007", "Eve 2009"],
        f"{EXPOSURE}; per increment, per ug/L": ["Fay 2011", "Gus 2013"],
        f"{EXPOSURE}; reviews and meta-analyses": ["Hal 2015"],
    }
    assert [row.label for row in picture().rows if row.synthesis] == ["Hal 2015"]
    assert [row.weight for row in picture().rows if row.synthesis] == [None]


def test_the_diamond_of_all_is_what_the_store_holds() -> None:
    [estimate] = [pool.estimate for pool in found_pools() if len(pool.numbers) == 5]
    row = pooled("5 studies, pooled OR", "any against none")

    assert estimate.method == names.iri("pooling-method:restricted-likelihood")
    assert (Decimal(str(row.value)), Decimal(str(row.lower)), Decimal(str(row.upper))) == (
        estimate.value,
        estimate.hartung_knapp_lower,
        estimate.hartung_knapp_upper,
    )
    assert row.prediction == (float(estimate.prediction_lower or 0), float(estimate.prediction_upper or 0))
    assert row.detail.startswith(f"I² {estimate.i_squared:.0f} %; τ² ")
    assert row.detail.endswith("Hartung–Knapp interval")


def test_each_design_has_a_diamond_of_its_own() -> None:
    cohorts = pool_one(*effects((1.5, 1.1, 2.0455), (1.2, 0.8, 1.8), (2.0, 1.25, 3.2)))
    controls = pool_one(*effects((0.9, 0.6, 1.35), (1.1, 0.8, 1.5125)))
    first = pooled("Cohort: 3 studies, pooled OR", "any against none")
    second = pooled("Case-control: 2 studies, pooled OR", "any against none")

    assert math.log(first.value) == pytest.approx(cohorts.estimate)
    assert math.log(first.upper) == pytest.approx(cohorts.hk_upper)
    assert math.log(second.lower) == pytest.approx(controls.lower)
    assert (first.detail[-22:], second.detail[-15:]) == ("Hartung–Knapp interval", "normal interval")
    assert second.prediction is None


def test_weights_are_those_of_random_effects_and_add_up() -> None:
    [pool] = [one for one in found_pools() if len(one.numbers) == 5]
    weights = [one.weight or 0 for one in pool.numbers]
    values, errors = effects(*((one.value, one.lower or 0, one.upper or 0) for one in pool.numbers))
    mean = sum(weight * value / 100 for weight, value in zip(weights, values, strict=True))

    assert sum(weights) == pytest.approx(100)
    assert weights == pytest.approx(
        [100 * one for one in shares(values, errors, float(pool.estimate.tau_squared or 0))]
    )
    assert math.exp(mean) == pytest.approx(float(pool.estimate.value), rel=1e-5)


def test_estimates_per_step_are_drawn_as_they_were_pooled() -> None:
    rows = {row.label: row for row in picture().rows}

    assert rows["Fay 2011"].value == pytest.approx(1.5**0.2)
    assert rows["Fay 2011"].text.endswith("§")
    assert rows["Gus 2013"].value == 1.3
    assert any(note.startswith("§ brought to a step of one unit") for note in picture().notes)
    assert rows["Fay 2011"].value < pooled("2 studies, pooled OR", "per ug/L").value < rows["Gus 2013"].value


def test_a_pool_is_drawn_with_all_its_estimates_or_not_at_all() -> None:
    answer = plot.pair(store(), "aluminium", "ASD")
    some = [one for one in numbers(store(), answer) if one.piece.evidence.publication.year != 2001]

    assert [len(pool.numbers) for pool in pools(store(), answer, some)] == [2]


def test_the_words_tell_what_was_pooled_with_numbers() -> None:
    alt = plot.of_forest(picture()).alt
    row = pooled("5 studies, pooled OR", "any against none")

    assert f"5 studies, pooled OR {row.value:.2f} ({row.lower:.2f} to {row.upper:.2f})" in alt
    assert "Cohort: 3 studies, pooled OR" in alt
    assert ", prediction " in alt
    assert "5 studies, OR samengevoegd" in plot.of_forest(picture("nl")).alt


@pytest.mark.parametrize("page", plot.PAGES.values(), ids=lambda page: page.name)
@pytest.mark.parametrize("layout", plot.FORMATS)
def test_pools_are_drawn_the_same_each_time(tmp_path: Path, layout: str, page: plot.Page) -> None:
    made = plot.of_forest(picture())
    for time in ("1", "2"):
        plot.write(made, tmp_path / f"{time}.{layout}", page)

    assert (tmp_path / f"1.{layout}").read_bytes() == (tmp_path / f"2.{layout}").read_bytes()
    if layout == "svg":
        tree = ET.parse(tmp_path / "1.svg")  # noqa: S314 - our own file
        said = {"".join(one.itertext()) for one in tree.iter("{http://www.w3.org/2000/svg}text")}
        assert {"5 studies, pooled OR", "Hal 2015", "circle: review or meta-analysis", "diamond: pooled"} <= said
