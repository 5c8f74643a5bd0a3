"""Pooled sheets: the numbers that R gives, each finding in a body or listed with the reason, in every format."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mgkg import build, files, pooled
from mgkg.assessment import comparable
from mgkg.assessment.scales import Reason
from mgkg.cli import pool as command
from mgkg.cli import run
from mgkg.evidence.results import results
from mgkg.intake import import_sheets
from mgkg.pooled import COLUMNS, METHODS, pool_sheets, records
from mgkg.sheets import tables
from mgkg.store import EmbeddedStore

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).parent / "cases" / "pool"
STROKE, ZINC, NARROWER = (
    CASES / name / "given.tsv"
    for name in ("magnesium-and-stroke", "made-up-zinc-and-migraine", "made-up-narrower-condition")
)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what the command prints, once it is done without a word on standard error."""
    got = run(["pool", *arguments])
    output = capsys.readouterr()
    assert (got, output.err) == (0, "")
    return output.out


def pooled_as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed(capsys, *arguments, "--format", "json"))
    return found


def known(numbers: dict[str, Any], wanted: Iterable[str]) -> dict[str, float]:
    """Return the numbers that are wanted, NaN for those that are null."""
    return {name: math.nan if numbers[name] is None else numbers[name] for name in wanted}


@pytest.mark.cases("pool")
@pytest.mark.parametrize("method", list(METHODS))
def test_pools_as_the_reference_does(capsys: pytest.CaptureFixture[str], case: Path, method: str) -> None:
    expected = json.loads((case / "expect.json").read_text(encoding="utf-8"))
    found = pooled_as_json(capsys, str(case / "given.tsv"), "--method", method)
    bodies = {body["key"]: body for body in found["bodies"]}

    assert sorted(bodies) == sorted(expected["bodies"])
    assert {one["row"]: one["reason"] for one in found["notPooled"]} == expected["notPooled"]
    for key, by_method in expected["bodies"].items():
        numbers = by_method.get(method, {})
        got = known(bodies[key], numbers)
        assert got == pytest.approx(known(numbers, numbers), rel=expected["within"], abs=1e-9, nan_ok=True), key


@pytest.mark.cases("pool")
def test_every_finding_is_in_a_body_or_listed(case: Path) -> None:
    found = pool_sheets([case / "given.tsv"])
    inside = {entry.result.finding for one in found.bodies for entry in one.pool.entries}
    listed = [one.finding for one in found.not_pooled]

    assert inside.isdisjoint(listed)
    assert len(inside) + len(listed) == found.findings


def test_a_body_tells_what_it_is_on_and_on_what_it_rests(capsys: pytest.CaptureFixture[str]) -> None:
    largest = pooled_as_json(capsys, str(ZINC))["bodies"][0]

    assert tuple(largest) == COLUMNS
    told = {name: largest[name] for name in ("k", "measure", "method", "family", "condition", "aspect", "contrast")}
    assert told == {
        "k": 3,
        "measure": "riskRatio",
        "method": "REML",
        "family": "family:zinc-intake",
        "condition": "condition:migraine",
        "aspect": "risk",
        "contrast": "extremeQuantiles",
    }
    assert largest["findings"] == [
        f"finding:{study}-zinc-intake-migraine-risk" for study in ("able-2011", "baker-2013", "clark-2015")
    ]


def test_a_body_of_one_study_is_that_study_and_has_no_model(capsys: pytest.CaptureFixture[str]) -> None:
    found = {body["key"].rsplit("--", 1)[-1]: body for body in pooled_as_json(capsys, str(NARROWER))["bodies"]}

    assert found["urine"]["k"] == 1
    assert [found["urine"][name] for name in ("method", "q", "qP", "i2", "tau2", "hkLower")] == [None] * 6
    assert found["categories"]["matrix"] is None
    assert found["urine"]["matrix"] == "matrix:urine"


def test_an_interval_at_another_level_is_made_from_the_standard_error() -> None:
    """Printed: 0.97 (0.51 to 1.85) at 95 %, so that the standard error of the logarithm is 0.3287."""
    (alone,) = (one for one in pool_sheets([STROKE], level=90).bodies if len(one.pool.entries) == 1)

    assert records.estimate(alone) == pytest.approx((0.97, 0.5649, 1.6656), rel=1e-3)
    assert records.analysed_estimate(alone) == pytest.approx((-0.03046, -0.5711, 0.5102), rel=1e-3)


def test_the_order_of_sheets_changes_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    one, other = (pooled_as_json(capsys, *map(str, sheets))["bodies"] for sheets in ([STROKE, ZINC], [ZINC, STROKE]))

    assert one == other


def test_bodies_stand_by_size_and_what_is_not_pooled_as_in_the_sheets() -> None:
    found = pool_sheets([ZINC, STROKE])
    sizes = [len(each.pool.entries) for each in found.bodies]
    rows = [(each.sheet, each.row) for each in found.not_pooled]

    assert sizes == sorted(sizes, reverse=True)
    assert rows == sorted(rows, key=lambda place: ([str(ZINC), str(STROKE)].index(place[0]), place[1]))


def test_findings_are_turned_as_in_a_build(tmp_path: Path) -> None:
    """The same rows, imported, built and read from the build, come to the same results."""
    import_sheets([ZINC], tmp_path / "graph", keep_going=False)
    finished = build.build(tmp_path / "out", graphs=[tmp_path / "graph"], with_curated=False)
    with EmbeddedStore.read_only(finished.path / "store") as store:
        numbers = {(one.facts.study, one.number) for one in results(store)}
    entries = [entry for one in pool_sheets([ZINC]).bodies for entry in one.pool.entries]

    assert {(entry.result.facts.study, entry.result.number) for entry in entries} <= numbers


def test_csv_has_a_row_for_each_body(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(capsys, str(STROKE), "--format", "csv"))))
    bodies = pooled_as_json(capsys, str(STROKE))["bodies"]

    assert tuple(rows[0]) == COLUMNS
    assert [(row["key"], float(row["value"])) for row in rows] == [(body["key"], body["value"]) for body in bodies]
    assert rows[1]["method"] == rows[1]["tau2"] == ""
    assert rows[0]["findings"].split("; ") == bodies[0]["findings"]


@pytest.mark.parametrize("width", [30, 40, 60, 100])
def test_text_fits_the_terminal(width: int) -> None:
    text = pooled.to_text(pool_sheets([ZINC, STROKE]), width=width, colour=False)

    assert max(map(len, text.splitlines())) <= max(width, 40)
    assert "\x1b" not in text
    assert "0.71 (0.53 to 0.94)" in text


def test_an_interval_too_wide_for_a_number_is_told() -> None:
    """Three studies leave t one degree of freedom, and nearly all of it lies between bounds that no number holds."""
    assert "prediction     0.00 to inf" in pooled.to_text(pool_sheets([ZINC], level=99.999), width=80, colour=False)


def test_text_has_colour_where_it_is_wanted_and_speaks_of_no_rest_where_there_is_none() -> None:
    text = pooled.to_text(pool_sheets([NARROWER]), width=80, colour=True)

    assert "\x1b[" in text
    assert "Not pooled" not in text


def test_the_common_effect_has_no_interval_of_random_effects(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, str(ZINC), "--method", "COMMON", "--level", "90")

    assert "Common effect, intervals at 90 %." in text
    assert "Hartung" not in text
    assert "tau²" not in text


def test_rows_that_the_tables_leave_out_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("study_key\texclude\nAble2011\tmade up\n", encoding="utf-8")
    found = pool_sheets([NARROWER], wordings=tables.load(tmp_path))

    assert [(one.finding, one.row, one.reason) for one in found.not_pooled] == [(None, 2, "left out: made up")]
    assert "0 not pooled; 1 row left out." in pooled.to_text(found, width=100, colour=False)


def test_a_measure_without_a_scale_is_pooled_with_nothing() -> None:
    result = pool_sheets([STROKE]).bodies[0].pool.entries[0].result
    assert result.number is not None
    odd = replace(result, number=replace(result.number, measure="median-difference"))

    assert comparable.placed(odd) is Reason.NO_SCALE
    assert comparable.placed(replace(result, number=None)) is Reason.NO_VALUE


def test_faults_are_told_as_the_import_tells_them(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.tsv"
    text = ZINC.read_text(encoding="utf-8")
    bad.write_text(text.replace("\tinverse\t", "\tup\t", 1).replace("\t0.80\t", "\tlow\t", 1), encoding="utf-8")

    told = []
    for arguments in (["pool", str(bad)], ["import", "sheet", str(bad), "--graph", str(tmp_path / "graph")]):
        assert run(arguments) == 1
        output = capsys.readouterr()
        assert output.out == ""
        told.append(output.err)

    assert told[0] == told[1]
    assert "row 2, column 'direction': 'up' is not a Direction" in told[0]
    assert "row 2, column 'effect_value': 'low' is not a number" in told[0]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "SHEETS"),
        (["no-such-sheet.tsv"], 1, "no-such-sheet.tsv: cannot be read"),
        ([str(ZINC), "--method", "HE"], 2, "'HE'"),
        ([str(ZINC), "--level", "100"], 2, "100"),
        ([str(ZINC), "--format", "xml"], 2, "'xml'"),
    ],
)
def test_wrong_use_is_told_in_a_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert run(["pool", *arguments]) == code
    output = capsys.readouterr()

    assert output.out == ""
    assert said in output.err
    assert output.err.count("\n") == 1


def test_a_sheet_without_rows_has_no_body(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sheet = tmp_path / "none.tsv"
    sheet.write_text(ZINC.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")

    assert pooled_as_json(capsys, str(sheet)) == {"method": "REML", "level": 95.0, "bodies": [], "notPooled": []}
    assert printed(capsys, str(sheet)).startswith("0 findings: 0 in 0 bodies")


def test_no_file_of_the_graph_is_touched() -> None:
    def states() -> list[tuple[str, int]]:
        places = (files.folder("graph"), files.folder("ontology"))
        return sorted((str(path), path.stat().st_mtime_ns) for place in places for path in place.rglob("*"))

    before = states()
    pool_sheets([ZINC, STROKE])

    assert states() == before


def test_the_command_offers_the_methods_that_there_are() -> None:
    assert tuple(METHODS) == command.METHODS


def test_the_page_shows_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "pool.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```\n\$ mgkg (pool [^\n]*)\n(.*?)```", page, re.DOTALL)
    arguments = [str(ROOT / word) if word.endswith(".tsv") else word for word in shlex.split(shown[0])[1:]]

    assert printed(capsys, *arguments) == shown[1]
    assert [name for name in COLUMNS if f"`{name}`" not in page] == []


# The picture


def test_a_forest_plot_has_the_studies_with_their_weights_and_the_pool() -> None:
    found = pool_sheets([CASES / "made-up-zinc-and-migraine" / "given.tsv"])
    picture = pooled.forest(found)
    numbers = pooled.to_json(found)["bodies"][0]

    assert picture.title == "Zinc intake and migraine: risk"
    assert [row.label for row in picture.rows] == ["Able 2011", "Baker 2013", "Clark 2015"]
    assert sum(row.weight or 0 for row in picture.rows) == pytest.approx(100)
    [diamond] = picture.pooled
    assert (diamond.value, diamond.lower, diamond.upper) == (
        numbers["printedValue"],
        numbers["printedLower"],
        numbers["printedUpper"],
    )
    assert diamond.prediction is not None
    assert {row.group for row in picture.rows} == {diamond.group} == {"Risk ratio, extreme quantiles"}


def test_bodies_of_one_measure_stand_in_one_picture_and_others_are_named() -> None:
    given = [CASES / case / "given.tsv" for case in ("made-up-zinc-and-migraine", "magnesium-and-stroke")]
    found = pool_sheets([*given, CASES / "made-up-narrower-condition" / "given.tsv"])
    picture = pooled.forest(found)
    several = [one for one in found.bodies if len(one.pool.entries) > 1]

    assert picture.title == "Pooled evidence sheets: risk ratio"
    assert len(picture.pooled) == sum(one.pool.kind.measure == "risk-ratio" for one in several) > 1
    assert any("of another measure not drawn" in note for note in picture.notes) == (len(several) > len(picture.pooled))


def test_draws_beside_what_it_prints(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sheet, path = CASES / "magnesium-and-stroke" / "given.tsv", tmp_path / "stroke.svg"
    assert "Magnesium intake and stroke" in printed(capsys, str(sheet), "--forest", str(path))

    assert "Larsson 2008" in path.read_text(encoding="utf-8")


def test_where_nothing_can_be_pooled_nothing_is_drawn(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = (CASES / "magnesium-and-stroke" / "given.tsv").read_text(encoding="utf-8").splitlines()
    alone = tmp_path / "alone.tsv"
    alone.write_text("\n".join(rows[:2]) + "\n", encoding="utf-8")

    assert run(["pool", str(alone), "--forest", str(tmp_path / "none.svg")]) == 2
    assert "no two numbers of these sheets can be pooled" in capsys.readouterr().err
    assert not (tmp_path / "none.svg").exists()
