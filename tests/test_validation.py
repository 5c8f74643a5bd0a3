"""The shapes and the checks keep their promises, and the report tells what they find."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from mgkg import files, names, turtle
from mgkg.errors import DataError, UnavailableError
from mgkg.inference import infer
from mgkg.store import EmbeddedStore
from mgkg.validation import Report, Severity, checks, run_checks, to_json, to_text, to_turtle, validate

CASES = Path(__file__).parent / "cases"
CODES = (files.folder("ontology") / "mgkg.ttl", files.folder("ontology") / "codes.ttl", CASES / "around.ttl")
FAULT = "study:a\n    a mgkg:Study ;\n    mgkg:design design:cohort ;\n.\n"
#: Parameters of a shape that are no constraint in themselves.
NO_CONSTRAINT = {"message", "path", "severity", "targetClass", "property", "qualifiedValueShape"}


def prefixed(text: str) -> str:
    return "".join(f"PREFIX {prefix}: <{place}>\n" for prefix, place in sorted(names.PREFIXES.items())) + text


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(prefixed(text), encoding="utf-8")
    return path


@cache
def report_of(case: Path) -> Report:
    return validate([case / "given.ttl"], beside=CODES, derive=infer)


def table(report: Report, kind: str) -> set[tuple[str, str, str]]:
    told = [result for result in report.results if names.kind_of(result.source) == kind and result.focus]
    return {
        (names.curie(str(result.focus).strip("<>")), names.curie(result.source), result.severity.value)
        for result in told
    }


def expected(case: Path, kind: str) -> set[tuple[str, ...]]:
    rows = [line.split("\t") for line in (case / "expect.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return {(focus, source if ":" in source else f"{kind}:{source}", severity) for focus, source, severity in rows}


def shapes() -> list[ox.Triple]:
    return [triple for path in files.turtle_files(files.folder("shapes")) for triple in turtle.read(path)]


def values(triples: Sequence[ox.Triple], predicate: str) -> dict[str, list[str]]:
    """Return the values of a property by subject, of named subjects."""
    found: dict[str, list[str]] = {}
    for triple in triples:
        if triple.predicate.value == names.iri(predicate) and isinstance(triple.subject, ox.NamedNode):
            value = triple.object
            found.setdefault(triple.subject.value, []).append("" if isinstance(value, ox.BlankNode) else value.value)  # type: ignore[union-attr]
    return found


@pytest.mark.cases("shapes")
def test_a_shape_finds_the_broken_and_passes_the_whole(case: Path) -> None:
    assert table(report_of(case), "shape") == expected(case, "shape")


@pytest.mark.cases("checks")
def test_a_check_finds_the_broken_and_passes_the_whole(case: Path) -> None:
    found = {row for row in table(report_of(case), "query") if row[1] == f"query:{case.name}"}
    assert found == expected(case, "query")


def test_what_surrounds_the_cases_is_itself_whole() -> None:
    report = validate([CASES / "around.ttl"], beside=CODES[:2], derive=infer)
    assert [result for result in report.results if result.severity is Severity.VIOLATION] == []


def test_every_shape_has_a_severity_and_a_message_that_says_what_to_do() -> None:
    triples = shapes()
    severities, messages = values(triples, "sh:severity"), values(triples, "sh:message")
    for shape in constrained(triples):
        assert len(severities.get(shape, ())) == 1, shape
        assert len(messages.get(shape, ())) == 1, shape
        assert messages[shape][0].endswith("."), shape
        assert ":" in messages[shape][0], f"{shape}: the message says what to do behind a colon"


def constrained(triples: Sequence[ox.Triple]) -> set[str]:
    """Return the named shapes that hold a constraint of their own."""
    sh = names.PREFIXES["sh"]
    return {
        triple.subject.value
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode)
        and triple.predicate.value.startswith(sh)
        and triple.predicate.value.removeprefix(sh) not in NO_CONSTRAINT
    }


def test_the_shapes_are_whole_by_the_shapes_of_shacl_itself() -> None:
    import pyshacl

    conforms, _, text = pyshacl.validate(turtle.to_rdflib([]), shacl_graph=turtle.to_rdflib(shapes()), meta_shacl=True)
    assert conforms, text


def test_every_property_of_a_shape_is_a_shape_with_a_name() -> None:
    triples = shapes()
    declared = {shape for shape, kinds in values(triples, "rdf:type").items() if names.iri("sh:PropertyShape") in kinds}
    used = {name for listed in values(triples, "sh:property").values() for name in listed}
    assert used == declared


def test_every_constraint_of_every_shape_is_broken_by_a_case() -> None:
    sh = names.PREFIXES["sh"]
    wanted = {
        (triple.subject.value, component(triple.predicate.value.removeprefix(sh)))
        for triple in shapes()
        if isinstance(triple.subject, ox.NamedNode)
        and triple.predicate.value.startswith(sh)
        and triple.predicate.value.removeprefix(sh) not in NO_CONSTRAINT
    }
    cases = [path for path in (CASES / "shapes").iterdir() if path.is_dir()]
    broken = {(result.source, str(result.component)) for case in cases for result in report_of(case).results}
    assert wanted - broken == set()


def component(parameter: str) -> str:
    return names.iri(f"sh:{parameter[0].upper()}{parameter[1:]}ConstraintComponent")


def test_every_check_has_a_case_and_a_message_that_ends_in_what_to_do() -> None:
    assert {check.name for check in checks()} == {path.name for path in (CASES / "checks").iterdir()}
    assert all(check.message.endswith(".") for check in checks())
    assert all(": " in check.message or ", " in check.message for check in checks())


def test_every_slot_of_a_message_is_filled() -> None:
    store = EmbeddedStore.in_memory()
    for check in checks():
        columns = set(store.select(check.text).variables)
        assert "focus" in columns, check.name
        assert set(slots(check.message)) <= columns, check.name


def slots(message: str) -> list[str]:
    return [part.split("}")[0] for part in message.split("{?")[1:]]


def test_checks_run_on_a_store_that_somebody_else_filled() -> None:
    store = EmbeddedStore.in_memory()
    store.extend(turtle.parse(prefixed("substance:a skos:broader substance:a ."), "given"), "https://example.org/graph")
    results = run_checks(store)
    assert [result.message for result in results if result.source == names.iri("query:broader-circle")] == [
        "A thing cannot stand above itself: take out one skos:broader of the circle."
    ]
    assert all(result.files == () for result in results)


def test_a_check_without_a_whole_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text("#+ summary: A\nSELECT ?focus { ?focus ?p ?o }", encoding="utf-8")
    with pytest.raises(DataError, match="lacks severity, message, tags"):
        checks(tmp_path)


def test_a_blank_node_that_nobody_holds_is_found(tmp_path: Path) -> None:
    given = written(tmp_path, "a.ttl", "[] a mgkg:Cohort ; skos:prefLabel 'a'@en .")
    report = validate([given], beside=CODES)
    assert names.iri("query:blank-node") in {result.source for result in report.results}
    assert all(result.files == (given,) for result in report.results)
    assert "_:" in to_text(report)
    assert turtle.parse(to_turtle(report), "report")


def test_the_projects_own_words_are_known_and_not_reported(tmp_path: Path) -> None:
    given = written(tmp_path, "a.ttl", FAULT)
    report = validate([given])
    assert {names.curie(result.source) for result in report.results if result.severity is Severity.VIOLATION} == {
        "shape:study-publication",
        "shape:study-population",
    }
    assert {str(result.focus) for result in report.results} == {"<https://w3id.org/mgkg/study/a>"}


def test_without_anything_beside_it_a_code_is_unknown(tmp_path: Path) -> None:
    report = validate([written(tmp_path, "a.ttl", FAULT)], beside=())
    assert "shape:study-design" in {names.curie(result.source) for result in report.results}


def test_what_is_described_anew_is_not_mixed_with_what_is_known(tmp_path: Path) -> None:
    given = written(
        tmp_path,
        "a.ttl",
        "substance:around a mgkg:Metal ; skos:prefLabel 'another'@en , 'ander'@nl ; mgkg:symbol 'A' .",
    )
    report = validate([given], beside=CODES, derive=infer)
    assert [result for result in report.results if result.severity is Severity.VIOLATION] == []


def test_checks_on_derived_graphs_are_named_when_nothing_is_derived(tmp_path: Path) -> None:
    given = written(tmp_path, "a.ttl", FAULT)
    report = validate([given], beside=CODES)
    assert set(report.skipped) == {check.name for check in checks() if check.derived}
    assert "Not run: direction-disagrees-with-interval" in to_text(report)
    assert validate([given], beside=CODES, derive=infer).skipped == ()


def test_files_that_do_not_parse_are_told_together_with_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a <urn:b>\n<urn:c> .", encoding="utf-8")
    (tmp_path / "b.ttl").write_text("<urn:a>\n  a unknown:b .", encoding="utf-8")
    written(tmp_path, "c.ttl", FAULT)
    report = validate([tmp_path], beside=CODES)
    assert not report.conforms
    assert [(result.files[0].name, result.line) for result in report.results] == [("a.ttl", 2), ("b.ttl", 2)]
    assert all(result.column for result in report.results)
    assert "shapes" in report.skipped
    assert "VIOLATION  shape:turtle-syntax" in to_text(report)
    assert "line 2, column" in to_text(report)
    assert "Line 2, column" in to_turtle(report)


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match=r"nowhere: there is no such file or folder"):
        validate([tmp_path / "nowhere"])


def test_a_thing_in_two_files_is_told_where_it_is_at_fault(tmp_path: Path) -> None:
    written(tmp_path, "a.ttl", FAULT)
    written(tmp_path, "b.ttl", "study:a mgkg:participants 0 . study:b mgkg:cases 1 .")
    written(tmp_path, "c.ttl", "study:a mgkg:participants 1 . study:b mgkg:controls 1 .")
    told = {
        (names.curie(result.source), tuple(path.name for path in result.files))
        for result in validate([tmp_path], beside=CODES).results
    }
    assert ("shape:study-population", ("a.ttl",)) in told
    assert ("shape:study-participants", ("b.ttl", "c.ttl")) in told
    assert ("query:thing-without-class", ("b.ttl", "c.ttl")) in told


def test_a_shapes_folder_of_the_users_own_is_taken(tmp_path: Path) -> None:
    own = written(
        tmp_path,
        "shapes.ttl",
        "shape:a a sh:NodeShape ; sh:targetClass mgkg:Study ; sh:property "
        '[ sh:path mgkg:cases ; sh:minCount 1 ; sh:message "Count."@en ] .',
    )
    report = validate([written(tmp_path, "a.ttl", FAULT)], shapes=own, beside=CODES)
    assert "Count." in {result.message for result in report.results}


def test_the_text_is_readable_in_eighty_columns(tmp_path: Path) -> None:
    text = to_text(validate([written(tmp_path, "a.ttl", FAULT)], beside=CODES))
    assert max(map(len, text.splitlines()[1:])) <= 80
    assert text.splitlines()[0].endswith("a.ttl")
    assert "  VIOLATION  shape:study-population" in text
    assert "2 violations, 1 warning and 0 hints in 1 file: does not conform." in text


def test_the_text_leaves_out_what_is_less_than_asked_for_and_counts_it_still(tmp_path: Path) -> None:
    text = to_text(validate([written(tmp_path, "a.ttl", FAULT)], beside=CODES), least=Severity.VIOLATION)
    assert "unused-part" not in text.split("Not run")[0]
    assert "1 warning" in text


def test_a_report_without_a_fault_says_so() -> None:
    report = validate([CASES / "shapes" / "claim" / "given.ttl"], beside=CODES)
    assert not report.conforms
    whole = validate([files.folder("ontology") / "codes.ttl"], beside=CODES[:1], derive=infer)
    assert whole.conforms
    assert to_text(whole) == "0 violations, 0 warnings and 0 hints in 1 file: conforms.\n"


def test_the_json_tells_the_same(tmp_path: Path) -> None:
    told = json.loads(to_json(validate([written(tmp_path, "a.ttl", FAULT)], beside=CODES)))
    assert told["conforms"] is False
    assert told["counts"] == {"violations": 2, "warnings": 1, "hints": 0}
    first = told["results"][0]
    assert (first["severity"], first["focus"], first["source"]) == ("violation", "study:a", "shape:study-population")
    assert (first["path"], first["value"], first["line"]) == ("mgkg:population", None, None)
    assert first["files"][0].endswith("a.ttl")


def test_the_turtle_is_a_validation_report_with_the_rows_of_checks(tmp_path: Path) -> None:
    given = written(tmp_path, "a.ttl", FAULT + "study:a mgkg:designn design:cohort ; mgkg:cases 'five'@en .")
    report = validate([given], beside=CODES)
    store = EmbeddedStore.in_memory()
    store.extend(turtle.parse(to_turtle(report), "report"), "https://example.org/report")
    query = prefixed(
        """SELECT ?shape ?path ?value ?severity {
            [] a sh:ValidationReport ; sh:conforms false ; sh:result ?result .
            ?result a sh:ValidationResult ; sh:focusNode study:a ; sh:sourceShape ?shape ; sh:resultSeverity ?severity ;
                sh:resultMessage ?message ; sh:sourceConstraintComponent ?component .
            OPTIONAL { ?result sh:resultPath ?path }
            OPTIONAL { ?result sh:value ?value }
        }"""
    )
    rows = [tuple(names.curie(term.value) if term else "" for term in row) for row in store.select(query)]  # type: ignore[union-attr]
    assert ("query:undeclared-property", "mgkg:designn", "", "sh:Violation") in rows
    assert ("shape:study-cases", "mgkg:cases", "five", "sh:Violation") in rows
    assert len(rows) == len(report.results)
