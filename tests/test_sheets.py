"""Sheets: read, checked against the ontology, filled from tables, with every fault told."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgkg import files, names
from mgkg.errors import SheetError
from mgkg.sheets import COLUMNS, EXTENSIONS, Sheets, factor_names, read_sheets, tables, text, thing, told
from mgkg.sheets import vocabulary as vocabularies
from mgkg.sheets.factor_names import FactorParts
from mgkg.sheets.tables import Wordings
from mgkg.sheets.vocabulary import Vocabulary

DOCS = Path(__file__).parent.parent / "docs"

NO_WORDINGS = Wordings({})


@cache
def ontology() -> Vocabulary:
    return vocabularies.load([files.folder("ontology")])


def read(*paths: Path, wordings: Wordings = NO_WORDINGS) -> Sheets:
    return read_sheets(paths, ontology(), wordings)


def tsv(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def changed(path: Path, **cells: str) -> Path:
    """Write a sheet of one row: that of the case without a fault, with some cells changed or columns added."""
    source = Path(__file__).parent / "cases" / "sheets" / "nothing-wrong" / "given.tsv"
    header, row = (line.split("\t") for line in source.read_text("utf-8").splitlines()[:2])
    both = {**dict(zip(header, row, strict=True)), **cells}
    return tsv(path, "\t".join(both), "\t".join(both.values()))


@pytest.mark.cases("sheets")
def test_tells_what_is_wrong_and_what_is_doubtful(case: Path) -> None:
    given = case / "given.tsv"
    sheets = read(given)
    lines = [told(fault).replace(str(given), "given.tsv") for fault in sheets.faults]
    lines += [f"warning, row {warned.row}: {warned.kind}: {warned.what}" for warned in sheets.warnings]
    assert lines == (case / "expect.txt").read_text("utf-8").splitlines()
    assert sum(height for _, height in sheets.heights) == len(sheets.rows) + len(set(sheets.rejected))


def test_tells_the_faults_of_all_files_together(tmp_path: Path) -> None:
    one = changed(tmp_path / "one.tsv", direction="up")
    two = changed(tmp_path / "two.tsv", sex="many")
    sheets = read(one, two, tmp_path / "three.tsv")
    assert [fault.sheet for fault in sheets.faults] == [str(tmp_path / "three.tsv"), str(one), str(two)]


def test_takes_words_in_any_case_and_numbers_as_printed(tmp_path: Path) -> None:
    row = read(changed(tmp_path / "a.tsv", design="Cohort Study", condition="ALS", effect_value="1.070")).rows[0]
    assert thing(row, "design") == names.iri("design:cohort")
    assert thing(row, "condition") == names.iri("condition:amyotrophic-lateral-sclerosis")
    assert str(row.numbers["effect_value"]) == "1.070"
    assert text(row, "pmid") is None
    assert thing(row, "bearer") is None


def test_encodes_blanks_in_addresses(tmp_path: Path) -> None:
    row = read(changed(tmp_path / "a.tsv", source_url="https://example.org/a b<c>")).rows[0]
    assert thing(row, "source_url") == "https://example.org/a%20b%3Cc%3E"


def test_takes_exposures_in_terms_over_those_in_words(tmp_path: Path) -> None:
    path = changed(tmp_path / "a.tsv", exposure="who knows", exposure_terms="substance:zinc / substance:iron")
    made = read(path).rows[0].exposure
    assert isinstance(made, FactorParts)
    assert factor_names.slug(made) == "zinc-iron-ratio-intake"


def test_reads_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = changed(tmp_path / "a.tsv")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(path).faults == ()


def test_refuses_cells_of_monstrous_size(tmp_path: Path) -> None:
    faults = read(changed(tmp_path / "a.tsv", note="x" * 200_000)).faults
    assert "field larger than field limit" in faults[0].found


class TestWordings:
    def test_the_most_specific_row_wins(self, tmp_path: Path) -> None:
        tsv(tmp_path / "a.tsv", "design\tcontrast\tindex_group\tbearer", "\t\tless\tself", "cohort\t\tmore\t")
        tsv(tmp_path / "b.tsv", "design\tcontrast\tcontrast_class", "cohort\thighest vs lowest quintile\tcategories")
        row = read(changed(tmp_path / "s.sheet"), wordings=tables.load(tmp_path)).rows[0]
        found = {name: row.cells.get(name) for name in ("index_group", "bearer", "contrast_class")}
        assert found == {"index_group": "more", "bearer": "self", "contrast_class": "categories"}

    def test_a_row_keeps_its_own_cell(self, tmp_path: Path) -> None:
        tsv(tmp_path / "a.tsv", "design\tindex_group", "cohort\tmore")
        sheet = changed(tmp_path / "s.sheet", index_group="less")
        assert read(sheet, wordings=tables.load(tmp_path)).rows[0].cells["index_group"] == "less"

    def test_rows_as_specific_that_disagree_are_a_fault_of_the_sheet_row(self, tmp_path: Path) -> None:
        tsv(tmp_path / "a.tsv", "design\tindex_group", "cohort\tmore")
        tsv(tmp_path / "b.tsv", "sex\tindex_group", "both\tless")
        faults = read(changed(tmp_path / "s.sheet"), wordings=tables.load(tmp_path)).faults
        assert [fault.column for fault in faults] == ["index_group"]

    def test_a_more_specific_row_settles_it(self, tmp_path: Path) -> None:
        tsv(tmp_path / "a.tsv", "design\tsex\tindex_group", "cohort\t\tmore", "cohort\tboth\tless")
        tsv(tmp_path / "b.tsv", "sex\tindex_group", "both\tless")
        assert read(changed(tmp_path / "s.sheet"), wordings=tables.load(tmp_path)).faults == ()

    def test_rows_are_left_out_with_a_reason(self, tmp_path: Path) -> None:
        tsv(tmp_path / "a.tsv", "study_key\texclude\twhy", "Able2013\tmade up\tno such towns")
        sheets = read(changed(tmp_path / "s.sheet"), wordings=tables.load(tmp_path))
        assert [(each.study, each.reason) for each in sheets.excluded] == [("Able2013", "made up")]
        assert sheets.rows == ()

    def test_a_table_with_faults_is_refused(self, tmp_path: Path) -> None:
        tsv(tmp_path / "a.tsv", "design\tcolour\tbearer", "cohort\t\tself", "cohort\t\tmother", "cohort")
        with pytest.raises(SheetError) as caught:
            tables.load(tmp_path)
        assert "a.tsv, row 1, column 'colour': no sheet has such a column" in caught.value.faults[1]
        assert "'mother' where a.tsv, row 2, has 'self'" in caught.value.faults[2]

    def test_the_tables_of_the_project_are_well(self) -> None:
        wordings = tables.load()
        outcomes = [row.get("factor", "").removeprefix("factor:") for row in wordings.outcome_factors]
        assert wordings.groups
        assert [slug for slug in outcomes if slug and factor_names.read(slug, ontology()) is None] == []


@st.composite
def parts(draw: st.DrawFn) -> FactorParts:
    """Draw what a factor may be made of, from the real ontology."""
    words = ontology().words
    substances = sorted(set(words["substance"].values()))
    ratio = draw(st.booleans())
    several = draw(st.lists(st.sampled_from(substances), min_size=2 if ratio else 1, max_size=2, unique=True))
    return factor_names.parts(
        draw(st.sampled_from(sorted(set(words["exposure-kind"].values())))),
        tuple(several),
        ratio=ratio,
        matrix=draw(st.none() | st.sampled_from(sorted(set(words["matrix"].values())))),
        bearer=draw(st.none() | st.sampled_from(sorted(set(words["bearer"].values())))),
    )


@given(parts())
def test_a_factor_is_read_back_from_its_slug(made: FactorParts) -> None:
    read_back = factor_names.read(factor_names.slug(made), ontology())
    assert read_back is not None
    assert factor_names.slug(read_back) == factor_names.slug(made)


def test_every_column_is_explained_and_the_template_has_them() -> None:
    page = (DOCS / "sheet-format.md").read_text("utf-8")
    assert [column.name for column in (*COLUMNS, *EXTENSIONS) if f"| `{column.name}` |" not in page] == []
    header = (DOCS / "sheet-template.tsv").read_text("utf-8").splitlines()[0].split("\t")
    assert header[: len(COLUMNS)] == [column.name for column in COLUMNS]
    assert header[len(COLUMNS) :] == [column.name for column in EXTENSIONS]


def test_the_template_has_no_fault() -> None:
    assert read(DOCS / "sheet-template.tsv").faults == ()
