"""Triples of the records: the one place that knows which property is which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyoxigraph as ox

from mgkg import names
from mgkg.model import Cohort, Estimate, Factor, Finding, Label, Population, Publication, Study
from mgkg.names import Iri

Record = Publication | Cohort | Population | Study | Factor | Estimate | Finding

#: Properties of which a thing may have any number; of any other it has one, labels one in each language.
MANY = frozenset(
    names.iri(name)
    for name in (
        "rdf:type", "skos:altLabel", "skos:broader", "mgkg:actsOn", "mgkg:adjustedFor", "mgkg:author", "mgkg:country",
        "mgkg:effectModifier", "mgkg:estimate", "mgkg:exposedTo", "mgkg:hasComponent", "mgkg:hasMember",
        "mgkg:includes", "mgkg:withCondition",
    )
)  # fmt: skip

#: What identifies a publication, each with the field of its record.
IDENTIFIERS = {
    names.iri("mgkg:doi"): "doi",
    names.iri("mgkg:pmid"): "pmid",
    names.iri("mgkg:pmcid"): "pmcid",
    names.iri("mgkg:title"): "title",
    names.iri("mgkg:year"): "year",
}

TYPE = names.iri("rdf:type")
PUBLICATION = names.iri("mgkg:Publication")
STUDY = names.iri("mgkg:Study")
DESIGN = names.iri("mgkg:design")
REPORTED_IN = names.iri("mgkg:reportedIn")
POPULATION = names.iri("mgkg:population")
NARROWER = names.iri("mgkg:narrowerThan")

Value = ox.NamedNode | ox.Literal


def of(record: Record) -> Iterator[ox.Triple]:
    """Yield the triples of a record.

    >>> from mgkg.model import Cohort
    >>> [triple.predicate.value[-8:] for triple in of(Cohort(iri=names.iri("cohort:epic"), labels=()))]
    ['-ns#type']
    """
    subject = ox.NamedNode(record.iri)
    yield ox.Triple(subject, ox.NamedNode(TYPE), _thing(names.iri(f"mgkg:{type(record).__name__}")))
    for name, values in _properties(record):
        predicate = ox.NamedNode(names.iri(name))
        for value in values:
            yield ox.Triple(subject, predicate, value)
    if isinstance(record, Finding):
        for estimate in record.estimates:
            yield from of(estimate)


def of_all(records: Iterable[Record]) -> Iterator[ox.Triple]:
    """Yield the triples of records, one after the other."""
    for record in records:
        yield from of(record)


def decimal(number: Decimal) -> str:
    """Return a number as xsd:decimal writes it, with the digits that were printed.

    >>> decimal(Decimal("0.50")), decimal(Decimal("95")), decimal(Decimal("-.5"))
    ('0.50', '95.0', '-0.5')
    """
    text = format(number, "f")
    return text if "." in text else f"{text}.0"


def _properties(record: Record) -> Iterator[tuple[str, Iterable[Value]]]:
    match record:
        case Publication():
            found = _of_publication(record)
        case Study():
            found = _of_study(record)
        case Population():
            found = _of_population(record)
        case Finding():
            found = _of_finding(record)
        case Estimate():
            found = _of_estimate(record)
        case Factor():
            found = _of_factor(record)
        case Cohort():
            found = iter([("skos:prefLabel", _labels(record.labels))])
    return found


def _of_publication(record: Publication) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:title", _text(record.title)
    yield "mgkg:author", _texts(record.authors)
    yield "mgkg:year", _integer(record.year)
    yield "mgkg:journal", _text(record.journal)
    yield "mgkg:doi", _text(record.doi)
    yield "mgkg:pmid", _text(record.pmid)
    yield "mgkg:pmcid", _text(record.pmcid)
    yield "mgkg:url", _one(record.url)
    yield "mgkg:language", _text(record.language)
    yield "mgkg:sourceTier", _one(record.source_tier)
    yield "mgkg:publicationStatus", _one(record.status)
    yield "mgkg:retractedOn", _date(record.retracted_on)


def _of_study(record: Study) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:reportedIn", _one(record.publication)
    yield "mgkg:design", _one(record.design)
    yield "mgkg:population", _one(record.population)
    yield from _counts(record)
    yield "mgkg:followUpYears", _decimal(record.follow_up_years)
    yield "mgkg:includes", _things(record.cohorts)
    yield "mgkg:hasMember", _things(record.members)


def _of_population(record: Population) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:description", _english(record.description)
    yield "mgkg:species", _one(record.species)
    yield "mgkg:sex", _one(record.sex)
    yield "mgkg:age", _text(record.age)
    yield "mgkg:country", _texts(record.countries)
    yield "mgkg:subgroup", _text(record.subgroup)
    yield "mgkg:withCondition", _things(record.with_conditions)
    yield "mgkg:exposedTo", _things(record.exposed_to)
    yield "mgkg:narrowerThan", _one(record.narrower_than)


def _of_factor(record: Factor) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "skos:prefLabel", _labels(record.labels)
    yield "skos:altLabel", _labels(record.alternatives)
    yield "mgkg:exposureKind", _one(record.kind)
    yield "mgkg:ofSubstance", _one(record.substance)
    yield "mgkg:hasComponent", _things(record.components)
    yield "mgkg:numerator", _one(record.numerator)
    yield "mgkg:denominator", _one(record.denominator)
    yield "mgkg:matrix", _one(record.matrix)
    yield "mgkg:bearer", _one(record.bearer)
    yield "skos:broader", _things(record.broader)


def _of_estimate(record: Estimate) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:measure", _one(record.measure)
    yield "mgkg:value", _decimal(record.value)
    yield "mgkg:lower", _decimal(record.lower)
    yield "mgkg:upper", _decimal(record.upper)
    yield "mgkg:level", _decimal(record.level)
    yield "mgkg:p", _text(record.p)
    yield "mgkg:iSquared", _decimal(record.i_squared)


def _of_finding(record: Finding) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:fromStudy", _one(record.study)
    yield "mgkg:exposure", _one(record.exposure)
    yield "mgkg:outcome", _one(record.outcome)
    yield "mgkg:outcomeDetail", _text(record.outcome_detail)
    yield "mgkg:aspect", _one(record.aspect)
    yield "mgkg:population", _one(record.population)
    yield from _of_contrast(record)
    yield "mgkg:reportedDirection", _one(record.reported_direction)
    yield "mgkg:estimate", _things(tuple(estimate.iri for estimate in record.estimates))
    yield "mgkg:scaleBetterWhen", _one(record.scale_better_when)
    yield "mgkg:subgroupOf", _one(record.subgroup_of)
    yield "mgkg:adjustedFor", _things(record.adjusted_for)
    yield from _of_modification(record)
    yield from _counts(record)
    yield "mgkg:reportedCertainty", _text(record.reported_certainty)
    yield "mgkg:readAt", _things(record.read_at)
    yield "skos:note", [ox.Literal(note, language="en") for note in record.notes]


def _of_contrast(record: Finding) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:contrast", _text(record.contrast)
    yield "mgkg:contrastClass", _one(record.contrast_class)
    yield "mgkg:indexGroupHas", _one(record.index_group_has)
    yield "mgkg:increment", _decimal(record.increment)
    yield "mgkg:incrementUnit", _text(record.increment_unit)
    yield "mgkg:dose", _text(record.dose)
    yield "mgkg:exposureTiming", _one(record.exposure_timing)
    yield "mgkg:series", _text(record.series)
    yield "mgkg:rank", _integer(record.rank)


def _of_modification(record: Finding) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:effectModifier", _things(record.effect_modifiers)
    yield "mgkg:modifierAsPrinted", _texts(record.modifiers_as_printed)
    yield "mgkg:modification", _one(record.modification)
    yield "mgkg:interactionP", _text(record.interaction_p)
    yield "mgkg:mechanism", _one(record.mechanism)
    yield "mgkg:actsOn", _things(record.acts_on)


def _counts(record: Study | Finding) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:participants", _integer(record.participants)
    yield "mgkg:cases", _integer(record.cases)
    yield "mgkg:controls", _integer(record.controls)
    yield "mgkg:studiesPooled", _integer(record.studies_pooled)


def _thing(name: Iri) -> ox.NamedNode:
    return ox.NamedNode(name)


def _one(name: Iri | None) -> list[Value]:
    return [] if name is None else [ox.NamedNode(name)]


def _things(values: Iterable[Iri]) -> list[Value]:
    return [ox.NamedNode(name) for name in values]


def _text(value: str | None) -> list[Value]:
    return [] if value is None else [ox.Literal(value)]


def _texts(values: Iterable[str]) -> list[Value]:
    return [ox.Literal(value) for value in values]


def _english(value: str | None) -> list[Value]:
    return [] if value is None else [ox.Literal(value, language="en")]


def _labels(labels: Iterable[Label]) -> list[Value]:
    return [ox.Literal(label.text, language=label.language) for label in labels]


def _integer(value: int | None) -> list[Value]:
    return [] if value is None else [_typed(str(value), "xsd:integer")]


def _decimal(value: Decimal | None) -> list[Value]:
    return [] if value is None else [_typed(decimal(value), "xsd:decimal")]


def _date(value: str | None) -> list[Value]:
    """Return a year or a date with the datatype that its precision asks for."""
    if value is None:
        return []
    return [_typed(value, {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(value), "xsd:date"))]


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(names.iri(datatype)))
