"""Results: the findings of a store as assessment sees them, with the rule that assesses them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mgkg import names, queries
from mgkg.assessment.bodies import Hierarchy
from mgkg.assessment.results import Number, Result, Rules, StudyFacts
from mgkg.names import Iri, iri
from mgkg.queries import Row
from mgkg.store import Store

#: The version of the rule in docs/assessment.md; its thresholds are in the ontology.
RULE_VERSION = "1"
_HUMAN = iri("species:human")
_NARROW, _WIDE = iri("mgkg:NarrowBand"), iri("mgkg:WideBand")


def results(store: Store) -> list[Result]:
    """Return the findings on conditions of a store; of several numbers of a finding, the first with an interval."""
    facts, animals = _facts(store), {row["finding"] for row in queries.records(store, "finding-species")}
    by_finding: dict[str, list[Row]] = defaultdict(list)
    for row in queries.records(store, "results"):
        by_finding[row["finding"]].append(row)
    return [
        _result(rows, facts[rows[0]["study"]], is_animal=finding in animals)
        for finding, rows in by_finding.items()
        if rows[0]["study"] in facts
    ]


def _result(rows: list[Row], facts: StudyFacts, *, is_animal: bool) -> Result:
    row = rows[0]
    number = next((one for one in rows if "lower" in one and "upper" in one), row)
    return Result(
        finding=Iri(row["finding"]),
        facts=_of_animals(facts) if is_animal else facts,
        family=Iri(row["family"]),
        outcome=Iri(row["outcome"]),
        aspect=Iri(row["aspect"]),
        matrix=Iri(row["matrix"]) if "matrix" in row else None,
        verdict=_slug(row, "verdict"),
        basis=_slug(row, "basis") or None,
        sign=_whole(row, "sign"),
        number=_number(number),
        contrast=_slug(row, "contrastClass") or "not-stated",
        increment=_real(row, "increment"),
        unit=row.get("unit"),
        outcome_detail=row.get("outcomeDetail"),
        participants=_people(row),
        k=_whole(row, "studiesPooled"),
        timing=_slug(row, "timing") or "not-reported",
        is_part="subgroupOf" in row,
        sex=_slug(row, "sex") or None,
        series=row.get("series"),
        rank=_whole(row, "rank"),
    )


def _of_animals(facts: StudyFacts) -> StudyFacts:
    return replace(facts, is_human=False)


def _number(row: Row) -> Number | None:
    if "measure" not in row or "value" not in row:
        return None
    return Number(
        measure=_slug(row, "measure"),
        scale=_slug(row, "scale"),
        value=float(row["value"]),
        lower=_real(row, "lower"),
        upper=_real(row, "upper"),
        level=_real(row, "level"),
        p=row.get("p"),
        i_squared=_real(row, "iSquared"),
    )


def _facts(store: Store) -> dict[str, StudyFacts]:
    by_study: dict[str, list[Row]] = defaultdict(list)
    for row in queries.records(store, "study-facts"):
        by_study[row["study"]].append(row)
    return {study: _study(rows) for study, rows in by_study.items()}


def _study(rows: list[Row]) -> StudyFacts:
    row = rows[0]
    ties: dict[str, set[str]] = defaultdict(set)
    for one in rows:
        if "tie" in one:
            ties[one["tie"]].add(one["other"])
    return StudyFacts(
        study=Iri(row["study"]),
        design=_slug(row, "design"),
        year=_whole(row, "year"),
        participants=_people(row),
        k=_whole(row, "studiesPooled"),
        publication_status=_slug(row, "status") or "current",
        retracted_in=int(row["retractedOn"][:4]) if "retractedOn" in row else None,
        is_human=row.get("species", _HUMAN) == _HUMAN,
        cohorts=frozenset(ties["cohort"]),
        same_people=frozenset(ties["same people"]),
        members=frozenset(ties["member"]),
    )


def hierarchy(store: Store) -> Hierarchy:
    """Return what stands above each condition of a store, and the reference matrices of its families."""
    return Hierarchy(
        above=_grouped(queries.records(store, "conditions-above"), "condition", "above"),
        reference={
            family: frozenset(matrices)
            for family, matrices in _grouped(queries.records(store, "reference-matrices"), "family", "matrix").items()
        },
    )


def _grouped(rows: Iterator[Row], key: str, value: str) -> dict[str, list[Iri]]:
    found: dict[str, list[Iri]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(Iri(row[value]))
    return dict(found)


def rules(store: Store) -> Rules:
    """Return the rule of assessment with the thresholds and bands that a store's ontology holds."""
    scales = list(queries.records(store, "scales"))
    return Rules(
        version=RULE_VERSION,
        thresholds={
            names.local_name(row["threshold"]): float(row["value"]) for row in queries.records(store, "thresholds")
        },
        wide=_bands(scales, _WIDE),
        narrow=_bands(scales, _NARROW),
        no_effect={_slug(row, "scale"): float(row["noEffect"]) for row in scales},
    )


def _bands(rows: Iterable[Row], kind: str) -> dict[str, tuple[float, float]]:
    return {_slug(row, "scale"): (float(row["lower"]), float(row["upper"])) for row in rows if row.get("band") == kind}


def _people(row: Row) -> int | None:
    """Return how many people a row names: all of them, or cases and controls together."""
    whole, cases, controls = (_whole(row, name) for name in ("participants", "cases", "controls"))
    return cases + controls if whole is None and cases is not None and controls is not None else whole


def _slug(row: Row, column: str) -> str:
    return names.local_name(row[column]) if column in row else ""


def _whole(row: Row, column: str) -> int | None:
    return int(row[column]) if column in row else None


def _real(row: Row, column: str) -> float | None:
    return float(row[column]) if column in row else None
