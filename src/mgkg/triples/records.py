"""Triples of the records: the one place that knows which property is which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mgkg import names
from mgkg.model import Cohort, Estimate, Factor, Finding, Population, Publication, Study
from mgkg.triples import values
from mgkg.triples.values import Value

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


def of(record: Record) -> Iterator[ox.Triple]:
    """Yield the triples of a record.

    >>> from mgkg.model import Cohort
    >>> [triple.predicate.value[-8:] for triple in of(Cohort(iri=names.iri("cohort:epic"), labels=()))]
    ['-ns#type']
    """
    subject = ox.NamedNode(record.iri)
    yield ox.Triple(subject, ox.NamedNode(TYPE), values.thing(names.iri(f"mgkg:{type(record).__name__}")))
    for name, objects in _properties(record):
        predicate = ox.NamedNode(names.iri(name))
        for value in objects:
            yield ox.Triple(subject, predicate, value)
    if isinstance(record, Finding):
        for estimate in record.estimates:
            yield from of(estimate)


def of_all(records: Iterable[Record]) -> Iterator[ox.Triple]:
    """Yield the triples of records, one after the other."""
    for record in records:
        yield from of(record)


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
            found = iter([("skos:prefLabel", values.labels(record.labels))])
    return found


def _of_publication(record: Publication) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:title", values.text(record.title)
    yield "mgkg:author", values.texts(record.authors)
    yield "mgkg:year", values.integer(record.year)
    yield "mgkg:journal", values.text(record.journal)
    yield "mgkg:doi", values.text(record.doi)
    yield "mgkg:pmid", values.text(record.pmid)
    yield "mgkg:pmcid", values.text(record.pmcid)
    yield "mgkg:url", values.one(record.url)
    yield "mgkg:language", values.text(record.language)
    yield "mgkg:sourceTier", values.one(record.source_tier)
    yield "mgkg:publicationStatus", values.one(record.status)
    yield "mgkg:retractedOn", values.date(record.retracted_on)


def _of_study(record: Study) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:reportedIn", values.one(record.publication)
    yield "mgkg:design", values.one(record.design)
    yield "mgkg:population", values.one(record.population)
    yield from _counts(record)
    yield "mgkg:followUpYears", values.number(record.follow_up_years)
    yield "mgkg:includes", values.things(record.cohorts)
    yield "mgkg:hasMember", values.things(record.members)


def _of_population(record: Population) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:description", values.english(record.description)
    yield "mgkg:species", values.one(record.species)
    yield "mgkg:sex", values.one(record.sex)
    yield "mgkg:age", values.text(record.age)
    yield "mgkg:country", values.texts(record.countries)
    yield "mgkg:subgroup", values.text(record.subgroup)
    yield "mgkg:withCondition", values.things(record.with_conditions)
    yield "mgkg:exposedTo", values.things(record.exposed_to)
    yield "mgkg:narrowerThan", values.one(record.narrower_than)


def _of_factor(record: Factor) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "skos:prefLabel", values.labels(record.labels)
    yield "skos:altLabel", values.labels(record.alternatives)
    yield "mgkg:exposureKind", values.one(record.kind)
    yield "mgkg:ofSubstance", values.one(record.substance)
    yield "mgkg:hasComponent", values.things(record.components)
    yield "mgkg:numerator", values.one(record.numerator)
    yield "mgkg:denominator", values.one(record.denominator)
    yield "mgkg:matrix", values.one(record.matrix)
    yield "mgkg:bearer", values.one(record.bearer)
    yield "skos:broader", values.things(record.broader)


def _of_estimate(record: Estimate) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:measure", values.one(record.measure)
    yield "mgkg:value", values.number(record.value)
    yield "mgkg:lower", values.number(record.lower)
    yield "mgkg:upper", values.number(record.upper)
    yield "mgkg:level", values.number(record.level)
    yield "mgkg:p", values.text(record.p)
    yield "mgkg:iSquared", values.number(record.i_squared)


def _of_finding(record: Finding) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:fromStudy", values.one(record.study)
    yield "mgkg:exposure", values.one(record.exposure)
    yield "mgkg:outcome", values.one(record.outcome)
    yield "mgkg:outcomeDetail", values.text(record.outcome_detail)
    yield "mgkg:aspect", values.one(record.aspect)
    yield "mgkg:population", values.one(record.population)
    yield from _of_contrast(record)
    yield "mgkg:reportedDirection", values.one(record.reported_direction)
    yield "mgkg:estimate", values.things(tuple(estimate.iri for estimate in record.estimates))
    yield "mgkg:scaleBetterWhen", values.one(record.scale_better_when)
    yield "mgkg:subgroupOf", values.one(record.subgroup_of)
    yield "mgkg:adjustedFor", values.things(record.adjusted_for)
    yield from _of_modification(record)
    yield from _counts(record)
    yield "mgkg:reportedCertainty", values.text(record.reported_certainty)
    yield "mgkg:readAt", values.things(record.read_at)
    yield "skos:note", [ox.Literal(note, language="en") for note in record.notes]


def _of_contrast(record: Finding) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:contrast", values.text(record.contrast)
    yield "mgkg:contrastClass", values.one(record.contrast_class)
    yield "mgkg:indexGroupHas", values.one(record.index_group_has)
    yield "mgkg:increment", values.number(record.increment)
    yield "mgkg:incrementUnit", values.text(record.increment_unit)
    yield "mgkg:dose", values.text(record.dose)
    yield "mgkg:exposureTiming", values.one(record.exposure_timing)
    yield "mgkg:series", values.text(record.series)
    yield "mgkg:rank", values.integer(record.rank)


def _of_modification(record: Finding) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:effectModifier", values.things(record.effect_modifiers)
    yield "mgkg:modifierAsPrinted", values.texts(record.modifiers_as_printed)
    yield "mgkg:modification", values.one(record.modification)
    yield "mgkg:interactionP", values.text(record.interaction_p)
    yield "mgkg:mechanism", values.one(record.mechanism)
    yield "mgkg:actsOn", values.things(record.acts_on)


def _counts(record: Study | Finding) -> Iterator[tuple[str, Iterable[Value]]]:
    yield "mgkg:participants", values.integer(record.participants)
    yield "mgkg:cases", values.integer(record.cases)
    yield "mgkg:controls", values.integer(record.controls)
    yield "mgkg:studiesPooled", values.integer(record.studies_pooled)
