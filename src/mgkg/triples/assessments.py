"""Triples of assessments: what was concluded, how sure it makes us and why, and the edges that say so in short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mgkg import names
from mgkg.model import Assessment, Exclusion, PooledEstimate, Rating
from mgkg.names import Iri
from mgkg.triples import values
from mgkg.triples.values import Value

#: The edge of each conclusion, for the aspects that have edges.
EDGES = {
    names.iri("aspect:risk"): {
        "higher": "mgkg:moreGoesWithHigherRisk",
        "lower": "mgkg:moreGoesWithLowerRisk",
        "no-link-found": "mgkg:noLinkWithRiskFound",
        "conflicting": "mgkg:conflictingOnRisk",
        "insufficient": "mgkg:insufficientOnRisk",
    },
    names.iri("aspect:level-difference"): {
        "higher": "mgkg:higherInCases",
        "lower": "mgkg:lowerInCases",
        "no-link-found": "mgkg:noDifferenceInCasesFound",
        "conflicting": "mgkg:conflictingOnLevels",
        "insufficient": "mgkg:insufficientOnLevels",
    },
}

_Properties = Iterator[tuple[str, Iterable[Value]]]


def of_assessment(record: Assessment) -> Iterator[ox.Triple]:
    """Yield the triples of an assessment, with its ratings, pools, exclusions and edge."""
    yield from _described(record.iri, "mgkg:Assessment", _of_assessment(record))
    for rating in record.ratings:
        yield from _described(rating.iri, "mgkg:Rating", _of_rating(rating))
    for pooled in record.pooled:
        yield from _described(pooled.iri, "mgkg:PooledEstimate", _of_pooled(pooled))
    for exclusion in record.exclusions:
        yield from _described(exclusion.iri, "mgkg:Exclusion", _of_exclusion(exclusion))
    yield from _edge(record)


def of_proposition(name: Iri, *, family: Iri, condition: Iri, aspect: Iri) -> Iterator[ox.Triple]:
    """Yield the triples of a proposition: what it is on, neither true nor false."""
    parts = {"mgkg:aspect": aspect, "mgkg:ofCondition": condition, "mgkg:ofFamily": family}
    yield from _described(name, "mgkg:Proposition", ((part, values.one(value)) for part, value in parts.items()))


def _described(subject: Iri, kind: str, properties: _Properties) -> Iterator[ox.Triple]:
    node = values.thing(subject)
    yield ox.Triple(node, values.thing(names.iri("rdf:type")), values.thing(names.iri(kind)))
    for name, objects in properties:
        predicate = values.thing(names.iri(name))
        for value in objects:
            yield ox.Triple(node, predicate, value)


def _edge(record: Assessment) -> Iterator[ox.Triple]:
    """Yield the edge of a conclusion, with the rdf:Statement that leads from it to the assessment."""
    edges = EDGES.get(record.aspect)
    if edges is None or record.matrix is not None:
        return
    ends = (record.family, names.iri(edges[names.local_name(record.conclusion)]), record.condition)
    yield ox.Triple(*(values.thing(end) for end in ends))
    edge = names.iri(f"edge:{names.local_name(record.iri)}")
    parts = zip(("rdf:subject", "rdf:predicate", "rdf:object"), ends, strict=True)
    yield from _described(
        edge,
        "rdf:Statement",
        iter([*((name, values.one(end)) for name, end in parts), ("mgkg:fromAssessment", values.one(record.iri))]),
    )


def _of_assessment(record: Assessment) -> _Properties:
    yield "mgkg:ofProposition", values.one(record.proposition)
    yield "mgkg:inMatrix", values.one(record.matrix)
    yield "mgkg:conclusion", values.one(record.conclusion)
    yield "mgkg:conclusionBasis", values.one(record.basis)
    yield "mgkg:certainty", values.one(record.certainty)
    yield "mgkg:conclusionWithRetracted", values.one(record.with_retracted)
    yield "mgkg:conclusionWithoutPreprints", values.one(record.without_preprints)
    yield "mgkg:reason", values.labels(record.reason)
    yield "mgkg:ruleVersion", values.text(record.rule_version)
    yield "mgkg:inputsMark", values.text(record.inputs_mark)
    yield "mgkg:studiesCounted", values.integer(record.studies)
    yield "mgkg:participants", values.integer(record.participants)
    yield "mgkg:countsFinding", values.things(record.counted)
    yield "mgkg:decidedBy", values.things(record.decided_by)
    yield "mgkg:hasRating", values.things(rating.iri for rating in record.ratings)
    yield "mgkg:hasPooledEstimate", values.things(pooled.iri for pooled in record.pooled)
    yield "mgkg:hasExclusion", values.things(exclusion.iri for exclusion in record.exclusions)


def _of_rating(record: Rating) -> _Properties:
    yield "rdfs:label", values.labels(record.labels)
    yield "mgkg:certaintyDomain", values.one(record.domain)
    yield "mgkg:ratingLevel", values.one(record.level)
    yield "mgkg:steps", values.integer(record.steps)
    yield "mgkg:reason", values.labels(record.reason)


def _of_pooled(record: PooledEstimate) -> _Properties:
    yield "mgkg:measure", values.one(record.measure)
    yield "mgkg:poolingMethod", values.one(record.method)
    yield "mgkg:pooledContrast", values.one(record.contrast_class)
    yield "mgkg:inMatrix", values.one(record.matrix)
    yield "mgkg:perUnit", values.text(record.increment_unit)
    yield "mgkg:pools", values.things(record.findings)
    yield "mgkg:studiesPooled", values.integer(record.studies)
    yield "mgkg:value", values.number(record.value)
    yield "mgkg:lower", values.number(record.lower)
    yield "mgkg:upper", values.number(record.upper)
    yield "mgkg:level", values.number(record.level)
    yield "mgkg:hartungKnappLower", values.number(record.hartung_knapp_lower)
    yield "mgkg:hartungKnappUpper", values.number(record.hartung_knapp_upper)
    yield "mgkg:predictionLower", values.number(record.prediction_lower)
    yield "mgkg:predictionUpper", values.number(record.prediction_upper)
    yield "mgkg:iSquared", values.number(record.i_squared)
    yield "mgkg:tauSquared", values.number(record.tau_squared)
    yield "mgkg:cochranQ", values.number(record.q)
    yield "mgkg:p", values.text(record.q_p)


def _of_exclusion(record: Exclusion) -> _Properties:
    yield "mgkg:ofFinding", values.one(record.finding)
    yield "mgkg:exclusionReason", values.one(record.reason)
    yield "mgkg:instead", values.one(record.instead)
