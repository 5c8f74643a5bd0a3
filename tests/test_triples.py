"""Triples: every field of every record under the property that the ontology has for it."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgkg import files, names, triples, turtle
from mgkg.model import Cohort, Estimate, Factor, Finding, Label, Population, Publication, Study

A = names.iri("study:a")
LABELS = (Label("lead level", "en"), Label("gehalte aan lood", "nl"))
ONE = Decimal("1.50")
ESTIMATE = Estimate(iri=A, measure=A, value=ONE, lower=ONE, upper=ONE, level=Decimal(95), p="<0.001", i_squared=ONE)

#: A record of each kind with every field filled.
FULL: tuple[triples.Record, ...] = (
    Publication(
        iri=A, title="T", authors=("Able A",), year=2013, journal="J", doi="10.1/a", pmid="1", pmcid="PMC1", url=A,
        language="en", source_tier=A, status=A, retracted_on="2013-05-31",
    ),
    Cohort(iri=A, labels=LABELS),
    Population(
        iri=A, description="adults", species=A, sex=A, age="40 y", countries=("NL", "BE"), subgroup="men",
        with_conditions=(A,), exposed_to=(A,), narrower_than=A,
    ),
    Study(
        iri=A, publication=A, design=A, population=A, participants=3, cases=1, controls=2, follow_up_years=ONE,
        studies_pooled=2, cohorts=(A,), members=(A,),
    ),
    Factor(
        iri=A, kind=A, labels=LABELS, alternatives=LABELS, substance=A, components=(A,), numerator=A, denominator=A,
        matrix=A, bearer=A, broader=(A,),
    ),
    ESTIMATE,
    Finding(
        iri=A, study=A, exposure=A, outcome=A, aspect=A, population=A, outcome_detail="d", contrast="c",
        contrast_class=A, index_group_has=A, increment=ONE, increment_unit="mg/d", dose="1 g", exposure_timing=A,
        reported_direction=A, estimates=(ESTIMATE,), scale_better_when=A, subgroup_of=A, series="s", rank=1,
        adjusted_for=(A,), effect_modifiers=(A,), modifiers_as_printed=("m",), modification=A, interaction_p="0.1",
        mechanism=A, acts_on=(A,), reported_certainty="low", participants=3, cases=1, controls=2, studies_pooled=2,
        read_at=(A,), notes=("n",),
    ),
)  # fmt: skip


def predicates(record: triples.Record) -> set[str]:
    return {triple.predicate.value for triple in triples.of(record)}


@pytest.mark.parametrize("record", FULL, ids=lambda record: type(record).__name__)
def test_every_field_has_a_property_of_its_own(record: triples.Record) -> None:
    own = {name for triple in triples.of(record) for name in [triple.predicate.value]}
    if isinstance(record, Finding):
        own -= predicates(ESTIMATE) - {triples.TYPE}
    assert len(own - {triples.TYPE}) == len(fields(record)) - 1


@pytest.mark.parametrize("record", FULL, ids=lambda record: type(record).__name__)
def test_every_property_is_one_of_the_ontology(record: triples.Record) -> None:
    described = {triple.subject.value for triple in _ontology() if isinstance(triple.subject, ox.NamedNode)}
    assert {name for name in predicates(record) if name.startswith(names.ONTOLOGY)} <= described
    assert names.iri(f"mgkg:{type(record).__name__}") in described


def _ontology() -> list[ox.Triple]:
    return turtle.read(files.folder("ontology") / "mgkg.ttl")


def test_what_is_not_reported_makes_no_triple() -> None:
    assert predicates(Estimate(iri=A)) == {triples.TYPE}


@pytest.mark.parametrize(
    ("date", "datatype"), [("2013", "xsd:gYear"), ("2013-05", "xsd:gYearMonth"), ("2013-05-31", "xsd:date")]
)
def test_a_date_is_as_precise_as_it_is_known(date: str, datatype: str) -> None:
    made = list(triples.of(Publication(iri=A, retracted_on=date)))
    assert made[-1].object == ox.Literal(date, datatype=ox.NamedNode(names.iri(datatype)))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_decimal_says_the_same_number_in_plain_digits(number: Decimal) -> None:
    written = triples.decimal(number)
    assert Decimal(written) == number
    assert "." in written
    assert "E" not in written


@pytest.mark.parametrize("record", FULL, ids=lambda record: type(record).__name__)
def test_what_is_written_is_read_back(record: triples.Record) -> None:
    made = set(triples.of_all([record]))
    assert set(turtle.parse(turtle.write(made), "written")) == made
