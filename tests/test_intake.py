"""Intake: sheets become files of a graph, the same files however often, and no row is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgkg import files, turtle
from mgkg.errors import SheetError, SyntaxFault
from mgkg.intake import Report, import_sheets, keys, slugs, standing, to_markdown, to_text
from mgkg.intake.report import total
from mgkg.intake.slugs import Unnamed
from mgkg.sheets.tables import Wordings

CASES = Path(__file__).parent / "cases" / "intake"
FAULTY = Path(__file__).parent / "cases" / "sheets" / "unknown-direction" / "given.tsv"

NO_WORDINGS = Wordings({})


def bring(graph: Path, *cases: str, keep_going: bool = False) -> Report:
    graph.mkdir(exist_ok=True)
    sheets = [CASES / case / "given.tsv" for case in cases]
    return import_sheets(sheets, graph, keep_going=keep_going, wordings=NO_WORDINGS)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def accounted(report: Report) -> bool:
    return all(each.rows == each.findings + each.twins + each.excluded + each.faulty for each in report.tallies)


@pytest.mark.cases("intake")
def test_makes_the_files_that_are_expected(case: Path, tmp_path: Path) -> None:
    report = bring(tmp_path / "graph", case.name)
    paths = [tmp_path / "graph" / "factors.ttl", *sorted((tmp_path / "graph" / "studies").glob("*.ttl"))]
    made = turtle.write(triple for path in paths for triple in turtle.read(path))
    assert made == (case / "expect.ttl").read_text("utf-8")
    warned = [f"{each.kind}: {each.what}" for each in report.warnings]
    assert warned == (case / "expect.txt").read_text("utf-8").splitlines()
    assert accounted(report)


@pytest.mark.cases("intake")
def test_the_same_sheet_twice_changes_no_byte(case: Path, tmp_path: Path) -> None:
    bring(tmp_path / "graph", case.name)
    before = contents(tmp_path)
    assert bring(tmp_path / "graph", case.name).changed == ()
    assert contents(tmp_path) == before


def test_what_it_writes_is_canonical(tmp_path: Path) -> None:
    for path in bring(tmp_path / "graph", "subgroups", "twins").changed:
        if path.suffix == ".ttl":
            assert turtle.write(turtle.read(path)) == path.read_text("utf-8")


def test_a_sheet_with_a_fault_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="'up' is not a Direction"):
        import_sheets([CASES / "one-finding" / "given.tsv", FAULTY], tmp_path, keep_going=False)
    assert contents(tmp_path) == {}


def test_keeps_going_with_the_good_rows_and_lists_the_bad(tmp_path: Path) -> None:
    report = import_sheets([FAULTY], tmp_path, keep_going=True, wordings=NO_WORDINGS)
    assert (total(report, "findings"), total(report, "faulty")) == (1, 1)
    assert accounted(report)
    listed = (tmp_path / "import-faults.tsv").read_text("utf-8").splitlines()
    assert listed[0].split("\t") == ["sheet", "row", "column", "found", "accepted"]
    assert listed[1].split("\t")[1:4] == ["3", "direction", "'up' is not a Direction"]


def test_the_list_of_bad_rows_goes_when_there_are_none(tmp_path: Path) -> None:
    import_sheets([FAULTY], tmp_path, keep_going=True, wordings=NO_WORDINGS)
    report = bring(tmp_path, "one-finding", keep_going=True)
    assert [path.name for path in report.changed] == ["import-faults.tsv"]
    assert not (tmp_path / "import-faults.tsv").exists()


def test_one_key_for_two_publications_is_a_fault(tmp_path: Path) -> None:
    bring(tmp_path / "graph", "one-finding")
    sheet = tmp_path / "other.tsv"
    text = (CASES / "one-finding" / "given.tsv").read_text("utf-8")
    sheet.write_text(text.replace("10.1000/able.2013", "10.1000/other"), "utf-8")
    with pytest.raises(SheetError, match="'Able2013' names publications with"):
        import_sheets([sheet], tmp_path / "graph", keep_going=False, wordings=NO_WORDINGS)
    report = import_sheets([sheet], tmp_path / "graph", keep_going=True, wordings=NO_WORDINGS)
    assert accounted(report)
    assert total(report, "faulty") == 1


def test_keeps_what_others_wrote_and_says_where_it_differs(tmp_path: Path) -> None:
    bring(tmp_path / "graph", "one-finding")
    path = tmp_path / "graph" / "studies" / "able-2013.ttl"
    text = path.read_text("utf-8").replace("mgkg:value 1.07 ;", "mgkg:value 1.17 ;")
    text += '\nstudy:able-2013 mgkg:strength "long follow-up"@en .\n'
    path.write_text(text, "utf-8")
    report = bring(tmp_path / "graph", "one-finding")
    assert [warned.kind for warned in report.warnings if "file" in warned.kind] == [
        "statement of a file kept against the sheet's"
    ]
    assert path.read_text("utf-8") == text


def test_adds_to_a_file_without_losing_a_statement(tmp_path: Path) -> None:
    bring(tmp_path / "graph", "one-finding")
    path = tmp_path / "graph" / "studies" / "able-2013.ttl"
    path.write_text(path.read_text("utf-8") + 'study:able-2013 mgkg:strength "long follow-up"@en .\n', "utf-8")
    before = set(turtle.read(path))
    bring(tmp_path / "graph", "subgroups", "several-designs")
    assert before <= set(turtle.read(path))


def test_later_rows_find_their_study_and_leave_names_alone(tmp_path: Path) -> None:
    bring(tmp_path / "graph", "one-finding")
    before = (tmp_path / "graph" / "keys.tsv").read_text("utf-8").splitlines()
    bring(tmp_path / "graph", "one-doi-two-keys", "wordings-that-differ-in-one-thing")
    after = (tmp_path / "graph" / "keys.tsv").read_text("utf-8").splitlines()
    assert set(before) <= set(after)
    assert [path.name for path in (tmp_path / "graph" / "studies").iterdir()] == ["able-2013.ttl"]


def test_a_file_by_another_name_is_found_by_its_publication(tmp_path: Path) -> None:
    bring(tmp_path / "graph", "one-finding")
    folder = tmp_path / "graph" / "studies"
    (folder / "able-2013.ttl").rename(folder / "mine.ttl")
    bring(tmp_path / "graph", "subgroups")
    assert [path.name for path in folder.iterdir()] == ["mine.ttl"]


def test_the_order_of_sheets_changes_no_slug_of_the_rows_they_share(tmp_path: Path) -> None:
    bring(tmp_path / "a", "subgroups", "one-finding")
    bring(tmp_path / "b", "one-finding", "subgroups")
    assert (tmp_path / "a" / "keys.tsv").read_bytes() == (tmp_path / "b" / "keys.tsv").read_bytes()


def test_factors_go_to_the_ontology_of_a_checkout(tmp_path: Path) -> None:
    ontology = tmp_path / "ontology"
    ontology.mkdir()
    for path in files.turtle_files(files.folder("ontology")):
        if path.name != "factors.ttl":
            (ontology / path.name).write_bytes(path.read_bytes())
    bring(tmp_path / "graph", "one-finding")
    assert (ontology / "factors.ttl").is_file()
    assert not (tmp_path / "graph" / "factors.ttl").exists()


def test_a_graph_may_describe_things_of_its_own(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    graph.mkdir()
    (graph / "own.ttl").write_text(
        "PREFIX mgkg: <https://w3id.org/mgkg/ontology#>\n"
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        'mgkg:x a mgkg:y . <https://w3id.org/mgkg/substance/unobtainium> skos:prefLabel "unobtainium"@en .\n',
        "utf-8",
    )
    sheet = tmp_path / "own.tsv"
    text = (CASES / "one-finding" / "given.tsv").read_text("utf-8")
    sheet.write_text(text.replace("\tmagnesium\t", "\tunobtainium\t"), "utf-8")
    assert total(import_sheets([sheet], graph, keep_going=False, wordings=NO_WORDINGS), "findings") == 1


def test_people_of_one_wording_get_names_that_differ(tmp_path: Path) -> None:
    sheet = tmp_path / "people.tsv"
    header, row = (CASES / "one-finding" / "given.tsv").read_text("utf-8").splitlines()
    described = [
        "adults of two towns",
        "adults of two towns!",
        "adults of two towns?",
        f"adults of {'very ' * 20}small towns",
    ]
    rows = [row.replace("adults of two towns", text) for text in described]
    sheet.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    import_sheets([sheet], tmp_path / "graph", keep_going=False, wordings=NO_WORDINGS)
    text = (tmp_path / "graph" / "studies" / "able-2013.ttl").read_text("utf-8")
    assert text.count("a mgkg:Population") == len(rows)
    assert text.count("a mgkg:Finding") == len(rows)


def test_a_gene_is_an_exposure_without_a_factor(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    graph.mkdir()
    label = '<https://w3id.org/mgkg/gene/own> <http://www.w3.org/2004/02/skos/core#prefLabel> "OWN"@en .\n'
    (graph / "own.ttl").write_text(label, "utf-8")
    sheet = tmp_path / "gene.tsv"
    header, row = (CASES / "one-finding" / "given.tsv").read_text("utf-8").splitlines()
    sheet.write_text(f"{header}\texposure_terms\n{row}\tgene:own\n", "utf-8")
    assert import_sheets([sheet], graph, keep_going=False, wordings=NO_WORDINGS).factors == 0
    assert "mgkg:exposure gene:own" in (graph / "studies" / "able-2013.ttl").read_text("utf-8")


def test_a_citation_joins_rows_and_identifiers_join_groups(tmp_path: Path) -> None:
    sheet = tmp_path / "keys.tsv"
    header, row = (CASES / "one-finding" / "given.tsv").read_text("utf-8").splitlines()
    cells = dict(zip(header.split("\t"), row.split("\t"), strict=True))
    variants = [
        {"study_key": "One2013", "doi": "", "pmid": "1", "title": "a"},
        {"study_key": "Two2013", "title": "b"},
        {"study_key": "Three2013", "pmid": "1", "title": "c"},
        {"study_key": "Four2013", "doi": ""},
        {"study_key": "Five2013", "doi": ""},
        {"study_key": "Six2013", "doi": "10.1000/six"},
        {"study_key": "Seven2013", "doi": "10.1000/seven"},
    ]
    rows = ["\t".join({**cells, **variant}.values()) for variant in variants]
    sheet.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    import_sheets([sheet], tmp_path / "graph", keep_going=False, wordings=NO_WORDINGS)
    assert sorted(path.stem for path in (tmp_path / "graph" / "studies").iterdir()) == [
        "four-2013",
        "one-2013",
        "seven-2013",
    ]


def test_only_publications_of_the_sheet_are_counted(tmp_path: Path) -> None:
    bring(tmp_path, "retracted-with-members")
    assert bring(tmp_path, "one-finding").publications == 1


def test_a_broken_file_of_the_graph_stops_the_import(tmp_path: Path) -> None:
    (tmp_path / "studies").mkdir()
    (tmp_path / "studies" / "a.ttl").write_text("this is no Turtle", "utf-8")
    with pytest.raises(SyntaxFault):
        bring(tmp_path, "one-finding")


@pytest.mark.parametrize("text", ["colour\n", "slug\t" + "\t".join(keys.IDENTITY) + "\nx\n"])
def test_a_broken_key_table_stops_the_import(tmp_path: Path, text: str) -> None:
    (tmp_path / "keys.tsv").write_text(text, "utf-8")
    with pytest.raises(SheetError):
        bring(tmp_path, "one-finding")


def test_the_report_names_every_row_that_gave_no_finding(tmp_path: Path) -> None:
    wordings = Wordings({("study_key",): {}}, ())
    sheets = [CASES / "twins" / "given.tsv", FAULTY]
    report = import_sheets(sheets, tmp_path, keep_going=True, wordings=wordings)
    page = to_markdown(report)
    assert "6 rows gave 3 findings" in page
    assert "given.tsv, row 3: 'top against bottom fifth'" in page
    assert "given.tsv, row 3, column 'direction': 'up' is not a Direction" in page
    assert to_markdown(import_sheets(sheets, tmp_path, keep_going=True, wordings=wordings)) == page


def test_the_report_is_short_on_a_terminal(tmp_path: Path) -> None:
    assert to_text(bring(tmp_path, "twins")).splitlines() == [
        "given.tsv: 4 rows, 2 findings, 2 merged twins, 0 left out, 0 with a fault",
        "warning: contrast that the tables do not class: 4",
        "warning: twins that differ: 1",
        "3 files written",
    ]


identities = st.lists(st.text("ab c", max_size=4), min_size=len(keys.IDENTITY), max_size=len(keys.IDENTITY)).map(
    lambda cells: tuple(cell.strip() for cell in cells)
)
words = st.text("abcdefg ", max_size=200)
unnamed = st.builds(
    Unnamed,
    key=identities,
    stem=st.sampled_from(["able-2013-lead-level-risk", "able-2013-zinc-level-risk"]),
    more=st.fixed_dictionaries({"outcome_detail": words, "contrast": words, "subgroup": words}),
)


@given(st.lists(unnamed, max_size=8, unique_by=lambda each: each.key))
def test_every_finding_has_a_slug_of_its_own_and_keeps_it(findings: list[Unnamed]) -> None:
    named = slugs.name_all(findings, {})
    assert len(set(named.values())) == len(findings)
    assert slugs.name_all(findings, named) == named


@given(st.dictionaries(identities, st.text("abc-", min_size=1).filter(str.strip), max_size=5))
def test_a_key_table_is_read_back(tmp_path_factory: pytest.TempPathFactory, table: dict[keys.Identity, str]) -> None:
    path = tmp_path_factory.mktemp("keys") / "keys.tsv"
    path.write_text(keys.write(table), "utf-8")
    assert keys.read(path) == table


def test_no_statement_that_stands_is_dropped_by_a_merge() -> None:
    stand = turtle.parse((CASES / "subgroups" / "expect.ttl").read_bytes(), "stands")
    new = turtle.parse((CASES / "one-doi-two-keys" / "expect.ttl").read_bytes(), "new")
    merged, kept = standing.merge(stand, new)
    assert set(stand) <= set(merged) <= set(stand) | set(new)
    assert {each.stands for each in kept}.isdisjoint({each.offered for each in kept} - {each.stands for each in kept})
    assert standing.merge(merged, new) == (merged, kept)
