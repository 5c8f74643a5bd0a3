"""The command line, as a person uses it: what is printed, where, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mgkg.cli import run
from mgkg.cli.group import COMMANDS

STUDY = """\
PREFIX mgkg: <https://w3id.org/mgkg/ontology#>
PREFIX publication: <https://w3id.org/mgkg/publication/>

publication:sample
    a mgkg:Publication ;
    mgkg:title "A sample" ;
.
"""


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Return what a command prints, once its exit code is as expected and nothing stands on standard error."""
    got = run(arguments)
    output = capsys.readouterr()
    assert (code, "") == (got, output.err if code == 0 else "")
    return output.out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 2) -> str:
    """Return the one line that a command ends with, once its exit code is as expected."""
    got = run(arguments)
    output = capsys.readouterr()
    assert (code, "") == (got, output.out)
    assert output.err.startswith("mgkg: ")
    assert output.err.count("\n") == 1, output.err
    return output.err


def test_answers_in_the_language_of_the_question(capsys: pytest.CaptureFixture[str]) -> None:
    dutch = printed(capsys, "ask", "Verhoogt een tekort aan magnesium het risico op ALS?")

    assert "1.07 (0.88 tot 1.31)" in dutch
    assert "10.3109/21678421.2013.803577" in dutch
    assert "geen medisch advies" in dutch


def test_an_answer_fits_80_columns_without_colour(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "ask", "Is magnesium deficiency connected to Asperger's?")

    assert max(len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text


@pytest.mark.parametrize("layout", ["md", "json"])
def test_answers_in_other_formats(capsys: pytest.CaptureFixture[str], layout: str) -> None:
    text = printed(capsys, "ask", "--format", layout, "--lang", "nl", "zinc and autism")

    assert "zink" in text.lower()
    if layout == "json":
        assert json.loads(text)["question"]["language"] == "nl"


def test_a_question_without_any_known_word_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert "nothing in 'qqqq wwww'" in refused(capsys, "ask", "qqqq wwww")


def test_a_table_breaks_no_name(capsys: pytest.CaptureFixture[str]) -> None:
    """Columns that do not fit 80 characters side by side are set one below another."""
    wide = printed(capsys, "query", "run", "findings-on-substance-and-condition", "--format", "table")

    assert "finding:fondell-2013-magnesium-intake-amyotrophic-lateral-sclerosis-risk" in wide
    narrow = printed(capsys, "query", "run", "graph-counts", "--format", "table")
    assert narrow.splitlines()[0].split() == ["what", "count"]


def test_lists_shows_and_runs_queries(capsys: pytest.CaptureFixture[str]) -> None:
    listed = printed(capsys, "query", "list")
    assert "findings-on-substance-and-condition" in listed
    assert len(json.loads(printed(capsys, "query", "list", "--format", "json", "--lang", "nl"))) >= 12

    assert "SELECT" in printed(capsys, "query", "show", "verdict-counts")

    parameters = ("substance=magnesium", "condition=ALS")
    rows = printed(capsys, "query", "run", "findings-on-substance-and-condition", *parameters, "--format", "csv")
    assert "fondell-2013" in rows


@pytest.mark.parametrize("layout", ["table", "tsv", "json", "xml"])
def test_runs_a_query_in_every_format_of_rows(capsys: pytest.CaptureFixture[str], layout: str) -> None:
    assert "finding" in printed(capsys, "query", "run", "graph-counts", "--format", layout)


@pytest.mark.parametrize("layout", ["ttl", "ntriples", "jsonld"])
def test_runs_a_query_in_every_format_of_triples(capsys: pytest.CaptureFixture[str], layout: str) -> None:
    shown = printed(capsys, "query", "run", "study-as-graph", "study=study:fondell-2013", "--format", layout)

    assert "fondell-2013" in shown


def test_says_what_is_wrong_with_a_parameter(capsys: pytest.CaptureFixture[str]) -> None:
    assert "write PARAMETER=VALUE" in refused(capsys, "query", "run", "verdict-counts", "magnesium")
    assert "did you mean" in refused(capsys, "query", "run", "verdict-count")
    assert "names nothing" in refused(capsys, "query", "run", "verdict-counts", "substance=unobtainium")


def test_runs_sparql_from_text_and_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?f a <https://w3id.org/mgkg/ontology#Finding> }"
    file = tmp_path / "count.rq"
    file.write_text(text, encoding="utf-8")

    assert printed(capsys, "sparql", text) == printed(capsys, "sparql", "--file", str(file))
    assert "true" in printed(capsys, "sparql", "ASK { ?s ?p ?o }", "--format", "json")


def test_refuses_sparql_that_reaches_out_or_changes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "SERVICE" in refused(capsys, "sparql", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    refused(capsys, "sparql", "INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    refused(capsys, "sparql", "LOAD <http://127.0.0.1:9/>")
    refused(capsys, "sparql")
    assert "name a file" in refused(capsys, "sparql", "--file", str(tmp_path / "none.rq"))


def test_shows_a_thing_by_any_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert "CHEBI:25107" in printed(capsys, "show", "Mg")
    assert "amyotrofische laterale sclerose" in printed(capsys, "show", "Lou Gehrig's disease", "--lang", "nl")
    assert "five US cohorts" in printed(capsys, "show", "population:fondell-2013")
    assert json.loads(printed(capsys, "show", "study:fondell-2013", "--format", "json"))["iri"].endswith("fondell-2013")
    assert "study:fondell-2013\n" in printed(capsys, "show", "study:fondell-2013", "--format", "ttl")
    assert "did you mean" in refused(capsys, "show", "magnesum")


def test_finds_names_while_they_are_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "find", "magn").splitlines()[1].startswith("substance:magnesium\t")
    assert "condition:amyotrophic-lateral-sclerosis" in printed(capsys, "find", "amyotrofische", "--format", "table")
    assert json.loads(printed(capsys, "find", "magnezium", "--format", "json"))[0]["match"] == "spelling"
    assert run(["find", "qqqqqqqq"]) == 2


def test_validates_and_formats_a_users_own_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(STUDY, encoding="utf-8")

    assert "own.ttl" in printed(capsys, "validate", str(file), code=1)
    assert json.loads(printed(capsys, "validate", str(file), "--format", "json", code=1))
    assert "ValidationReport" in printed(capsys, "validate", str(file), "--format", "ttl", code=1)
    assert printed(capsys, "format", "--check", str(file)) == ""

    file.write_text("<urn:b> a <urn:c> . <urn:a> a <urn:c> .", encoding="utf-8")
    assert "would change" in printed(capsys, "format", "--check", str(file), code=1)
    assert "wrote" in printed(capsys, "format", str(file))
    assert printed(capsys, "format", "--check", str(file)) == ""
    assert "nothing there" in refused(capsys, "format", str(tmp_path / "none.ttl"), code=3)


def test_a_users_own_evidence_goes_from_sheet_to_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sheet = Path(__file__).resolve().parent / "cases" / "cli" / "own-study.tsv"
    graph, out = tmp_path / "graph", tmp_path / "out"

    printed(capsys, "import", "sheet", str(sheet), "--graph", str(graph), "--report", str(tmp_path / "report.md"))
    assert "triples" in printed(capsys, "build", "--graph", str(graph), "--out", str(out))
    answer = printed(
        capsys, "--store", str(out), "ask", "--format", "json", "Does zinc intake change the risk of migraine?"
    )

    assert [finding["value"] for finding in json.loads(answer)["findings"]] == [0.8]
    assert (tmp_path / "report.md").exists()


def test_a_violation_stops_a_build(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    graph, out = tmp_path / "graph", tmp_path / "out"
    graph.mkdir()
    (graph / "own.ttl").write_text(STUDY, encoding="utf-8")

    assert run(["build", "--graph", str(graph), "--out", str(out)]) == 1
    told = capsys.readouterr().err

    assert "own.ttl" in told
    assert "nothing was built" in told
    assert not out.exists()


def test_a_bad_sheet_is_told_whole_and_writes_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = (Path(__file__).resolve().parent / "cases" / "cli" / "own-study.tsv").read_text(encoding="utf-8")
    bad = tmp_path / "bad.tsv"
    bad.write_text(good.replace("\tinverse\t", "\tup\t").replace("\t0.8\t", "\tlow\t"), encoding="utf-8")

    assert run(["import", "sheet", str(bad), "--graph", str(tmp_path / "graph")]) == 1
    told = capsys.readouterr().err

    assert "column 'direction': 'up'" in told
    assert "column 'effect_value': 'low'" in told
    assert not (tmp_path / "graph").exists()


def test_a_store_that_is_not_there_is_not_available(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "there is nothing there" in refused(capsys, "--store", str(tmp_path / "none"), "find", "lead", code=3)
    refused(capsys, "--store", "http://127.0.0.1:9/sparql", "find", "lead", code=3)


def test_the_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    overview = printed(capsys, "--help")

    for name in COMMANDS:
        assert f"  {name} " in overview
        assert "Usage" in printed(capsys, name, "--help")
    assert printed(capsys, "--version").startswith("mgkg ")
    assert "No such command 'nope'" in refused(capsys, "nope")


def command(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Return what the installed command does in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "mgkg", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **extra},
    )


def test_runs_as_a_process_of_its_own() -> None:
    done = command("find", "lead", "--limit", "1")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].startswith("substance:lead\t")


def test_a_closed_pipe_is_silent() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "mgkg", "query", "run", "findings-by-year", "--format", "tsv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""


def test_ask_loads_nothing_that_it_does_not_need() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mgkg", "ask", "zinc and ASD"],
        capture_output=True,
        text=True,
        check=True,
    )

    for heavy in ("rdflib", "pyshacl", "matplotlib", "scipy", "networkx", "SPARQLWrapper", "yaml"):
        assert f"| {heavy}\n" not in done.stderr.replace("|   ", "| ").replace("  ", " "), heavy
