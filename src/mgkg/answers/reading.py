"""Reading: rows of the queries in queries/records become records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyoxigraph as ox

from mgkg import queries
from mgkg.answers.records import Evidence, Exposure
from mgkg.model import Estimate, Factor, Finding, Population, Publication, Study
from mgkg.names import Iri, iri
from mgkg.queries import Row
from mgkg.store import Store

#: Who was studied where the source says nothing of a species.
_HUMAN = iri("species:human")

_ROLES = ("ofSubstance", "hasComponent", "numerator", "denominator")


def rows(store: Store, query: str, name: str, values: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a query in queries/records for some values of its parameter; none for no values."""
    wanted = [ox.NamedNode(value) for value in sorted(set(values))]
    if wanted:
        yield from queries.records(store, query, {name: wanted})


def evidence(store: Store, findings: Iterable[str]) -> dict[Iri, Evidence]:
    """Return findings with their study, publication, population, exposure and numbers, by their IRI."""
    found = {row["finding"]: row for row in rows(store, "findings", "finding", findings)}
    estimates, links = _estimates(store, found), _links(store, found)
    exposures_ = exposures(store, (row["exposure"] for row in found.values()))
    studies = _studies(store, (row["study"] for row in found.values()))
    populations = _populations(store, (row["population"] for row in found.values()))
    return {
        Iri(name): Evidence(
            finding=_finding(row, estimates[name], links),
            exposure=exposures_.get(row["exposure"]) or Exposure(iri=Iri(row["exposure"])),
            study=studies[row["study"]][0],
            publication=studies[row["study"]][1],
            population=populations.get(row["population"]) or Population(iri=Iri(row["population"]), species=_HUMAN),
            verdict=_name(row, "verdict"),
            basis=_name(row, "basis"),
            sign=_int(row, "sign"),
        )
        for name, row in found.items()
        if row["study"] in studies
    }


def exposures(store: Store, names: Iterable[str]) -> dict[str, Exposure]:
    """Return factors and genes with what they are made of, by their IRI."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, "factors", "factor", names):
        grouped[row["factor"]].append(row)
    return {name: _exposure(name, several) for name, several in grouped.items()}


def _exposure(name: str, several: list[Row]) -> Exposure:
    first = several[0]
    made_of: dict[str, list[Iri]] = defaultdict(list)
    for row in several:
        if "substance" in row and row["substance"] not in made_of[row["role"]]:
            made_of[row["role"]].append(Iri(row["substance"]))
    roles = {role: tuple(made_of.get(iri(f"mgkg:{role}"), ())) for role in _ROLES}
    factor = Factor(
        iri=Iri(name),
        kind=Iri(first.get("kind", "")),
        labels=(),
        substance=_one(roles["ofSubstance"]),
        components=roles["hasComponent"],
        numerator=_one(roles["numerator"]),
        denominator=_one(roles["denominator"]),
        matrix=_name(first, "matrix"),
        bearer=_name(first, "bearer"),
    )
    return Exposure(
        iri=Iri(name),
        factor=factor if "kind" in first else None,
        family=_name(first, "family"),
        family_kind=_name(first, "familyKind"),
        substances=tuple(dict.fromkeys(substance for role in _ROLES for substance in roles[role])),
    )


def _one(several: tuple[Iri, ...]) -> Iri | None:
    return several[0] if several else None


def _finding(row: Row, estimates: list[Estimate], links: dict[tuple[str, str], list[Iri]]) -> Finding:
    name = row["finding"]
    return Finding(
        iri=Iri(name),
        study=Iri(row["study"]),
        exposure=Iri(row["exposure"]),
        outcome=Iri(row["outcome"]),
        aspect=Iri(row["aspect"]),
        population=Iri(row["population"]),
        outcome_detail=row.get("outcomeDetail"),
        contrast=row.get("contrast"),
        contrast_class=_name(row, "contrastClass"),
        increment=_decimal(row, "increment"),
        increment_unit=row.get("incrementUnit"),
        dose=row.get("dose"),
        exposure_timing=_name(row, "exposureTiming"),
        reported_direction=_name(row, "direction"),
        estimates=tuple(estimates),
        subgroup_of=_name(row, "subgroupOf"),
        effect_modifiers=tuple(links[name, "modifier"]),
        modifiers_as_printed=tuple(str(text) for text in links[name, "modifier as printed"]),
        modification=_name(row, "modification"),
        interaction_p=row.get("interactionP"),
        mechanism=_name(row, "mechanism"),
        acts_on=tuple(links[name, "acts on"]),
        participants=_int(row, "participants"),
        cases=_int(row, "cases"),
        controls=_int(row, "controls"),
        studies_pooled=_int(row, "studiesPooled"),
    )


def _estimates(store: Store, findings: Iterable[str]) -> dict[str, list[Estimate]]:
    found: dict[str, list[Estimate]] = defaultdict(list)
    for row in rows(store, "estimates", "finding", findings):
        estimate = Estimate(
            iri=Iri(row["estimate"]),
            measure=_name(row, "measure"),
            value=_decimal(row, "value"),
            lower=_decimal(row, "lower"),
            upper=_decimal(row, "upper"),
            level=_decimal(row, "level"),
            p=row.get("p"),
            i_squared=_decimal(row, "iSquared"),
        )
        if estimate not in found[row["finding"]]:
            found[row["finding"]].append(estimate)
    return found


def _links(store: Store, findings: Iterable[str]) -> dict[tuple[str, str], list[Iri]]:
    found: dict[tuple[str, str], list[Iri]] = defaultdict(list)
    for row in rows(store, "finding-links", "finding", findings):
        found[row["finding"], row["role"]].append(Iri(row["thing"]))
    return found


def _studies(store: Store, names: Iterable[str]) -> dict[str, tuple[Study, Publication]]:
    """Return studies with their publications; one whose publication is not described is left out."""
    found = {row["study"]: _study(row) for row in rows(store, "studies", "study", names)}
    written = publications(store, (study.publication for study in found.values()))
    return {name: (study, written[study.publication]) for name, study in found.items() if study.publication in written}


def _study(row: Row) -> Study:
    return Study(
        iri=Iri(row["study"]),
        publication=Iri(row["publication"]),
        design=Iri(row.get("design", "")),
        population=Iri(row.get("population", "")),
        participants=_int(row, "participants"),
        cases=_int(row, "cases"),
        controls=_int(row, "controls"),
        studies_pooled=_int(row, "studiesPooled"),
    )


def publications(store: Store, names: Iterable[str]) -> dict[str, Publication]:
    """Return publications by their IRI."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, "publications", "publication", names):
        grouped[row["publication"]].append(row)
    return {name: _publication(several) for name, several in grouped.items()}


def _publication(several: list[Row]) -> Publication:
    row = several[0]
    return Publication(
        iri=Iri(row["publication"]),
        title=row.get("title"),
        authors=tuple(dict.fromkeys(author["author"] for author in several if "author" in author)),
        year=_int(row, "year"),
        journal=row.get("journal"),
        doi=row.get("doi"),
        pmid=row.get("pmid"),
        pmcid=row.get("pmcid"),
        url=_name(row, "url"),
        source_tier=_name(row, "tier"),
        status=_name(row, "status"),
        retracted_on=row.get("retractedOn"),
    )


def _populations(store: Store, names: Iterable[str]) -> dict[str, Population]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, "populations", "population", names):
        grouped[row["population"]].append(row)
    return {name: _population(several) for name, several in grouped.items()}


def _population(several: list[Row]) -> Population:
    row = several[0]
    return Population(
        iri=Iri(row["population"]),
        description=row.get("description"),
        species=Iri(row.get("species") or row.get("speciesOfWhole") or _HUMAN),
        sex=_name(row, "sex"),
        subgroup=row.get("subgroup"),
        with_conditions=_distinct(several, "withCondition"),
        exposed_to=_distinct(several, "exposedTo"),
        narrower_than=_name(row, "whole"),
    )


def _distinct(several: list[Row], column: str) -> tuple[Iri, ...]:
    return tuple(dict.fromkeys(Iri(row[column]) for row in several if column in row))


def _name(row: Row, column: str) -> Iri | None:
    return Iri(row[column]) if column in row else None


def _int(row: Row, column: str) -> int | None:
    return int(row[column]) if column in row else None


def _decimal(row: Row, column: str) -> Decimal | None:
    return Decimal(row[column]) if column in row else None
