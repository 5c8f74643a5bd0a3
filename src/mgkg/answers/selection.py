"""The selection: which findings a question reaches, and what each of them is to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mgkg import names
from mgkg.answers import reading
from mgkg.answers.records import Evidence, Exposure, Piece, Selection
from mgkg.answers.scope import Reach, Scope
from mgkg.names import Iri, iri
from mgkg.networks.searches import Search, searches
from mgkg.queries import Row
from mgkg.store import Store

_ADVERSE = iri("aspect:adverse-event")
_HUMAN = iri("species:human")
_MECHANISM = iri("aspect:mechanism")
#: Designs in which no people took part, whatever the population says.
_WITHOUT_PEOPLE = frozenset({iri("design:animal-experiment"), iri("design:in-vitro-experiment")})
#: What was given to people, or done to them, on purpose.
_TREATMENTS = frozenset({iri("family-kind:supplementation"), iri("family-kind:chelation")})
#: How directly evidence bears on a question, best first.
_DIRECTNESS = ("exact", "narrower", "broader")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What was read from the store for a question."""

    #: The factors and genes that count as what was asked about, each with the substances or the gene it is of.
    factors: Mapping[str, frozenset[str]]
    exposures: Mapping[str, Exposure]
    evidence: Mapping[Iri, Evidence]
    #: The findings in which a substance or gene takes part besides exposure and outcome, or as the outcome's substance.
    touched: Mapping[str, frozenset[str]]
    #: Every search on record.
    searches: tuple[Search, ...] = ()


def read(store: Store, scope: Scope) -> Material:
    """Return what the store holds on a question, in a few queries."""
    factors = _factors(store, scope)
    rows = [*_rows_of_exposures(store, scope, factors), *_rows_of_conditions(store, scope, factors)]
    touched = _touched(store, scope)
    return Material(
        factors=factors,
        exposures=reading.exposures(store, factors),
        evidence=reading.evidence(store, {*(row["finding"] for row in rows), *touched}),
        touched=touched,
        searches=searches(store),
    )


def _factors(store: Store, scope: Scope) -> dict[str, frozenset[str]]:
    reach = scope.substances
    named = [*reach.within, *reach.above]
    found = {gene: frozenset({gene}) for gene in named if names.kind_of(gene) == "gene"}
    substances = [name for name in named if name not in found]
    for row in reading.rows(store, "factors-of-substance", "substance", substances):
        found[row["factor"]] = found.get(row["factor"], frozenset()) | {row["substance"]}
    return found


def _rows_of_exposures(store: Store, scope: Scope, factors: Iterable[str]) -> Iterator[Row]:
    """Yield the findings on the exposures asked about that are on an outcome asked about, or on no condition at all."""
    open_ended = not scope.conditions.asked
    for row in reading.rows(store, "findings-of-exposure", "exposure", factors):
        mechanism = names.kind_of(row["outcome"]) != "condition" and scope.form != "group"
        if open_ended or mechanism or scope.conditions.directness(row["outcome"]):
            yield row


def _rows_of_conditions(store: Store, scope: Scope, factors: Mapping[str, object]) -> Iterator[Row]:
    conditions = scope.conditions
    if not scope.substances.asked:
        yield from reading.rows(store, "findings-of-outcome", "outcome", conditions.within)
    for row in reading.rows(store, "findings-in-people-with", "trait", [*conditions.within, *conditions.above]):
        if row["exposure"] in factors or (not scope.substances.asked and row["trait"] in conditions.within):
            yield row


def _touched(store: Store, scope: Scope) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    if scope.form in ("pair", "substance", "several"):
        for row in reading.rows(
            store, "findings-touching", "thing", [*scope.substances.within, *scope.modifiers.within]
        ):
            found[row["finding"]] = found.get(row["finding"], frozenset()) | {row["thing"]}
    return found


def select(material: Material, scope: Scope) -> Selection:
    """Return the evidence that a question reaches, sorted into what it is to the question, newest first."""
    pieces = sorted(_pieces(material, scope), key=_newest)
    if scope.form == "several":
        pieces = [piece for piece in pieces if _ties(piece, material, scope)]
    about = [piece for piece in pieces if _is_about(piece, scope)]
    rest = [piece for piece in pieces if not _is_about(piece, scope) and _ties(piece, material, scope)]
    return Selection(
        findings=tuple(piece for piece in about if not _is_adverse(piece)),
        interventions=_those(about, lambda piece: _is_treatment(piece) and not _is_adverse(piece)),
        adverse_effects=_those(about, _is_adverse),
        interactions=tuple(rest),
        modified=tuple(piece for piece in about if _is_modified(piece, scope)),
    )


def _those(pieces: Iterable[Piece], fits: Callable[[Piece], bool]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if fits(piece) and piece.directness != "animal")


def _newest(piece: Piece) -> tuple[int, str]:
    return (-(piece.evidence.publication.year or 0), piece.evidence.finding.iri)


def _pieces(material: Material, scope: Scope) -> Iterator[Piece]:
    for evidence in material.evidence.values():
        substances = material.factors.get(evidence.finding.exposure, frozenset())
        yield Piece(
            evidence=evidence,
            directness=_directness(scope, substances, evidence),
            same_kind=_is_same_kind(evidence, scope),
            subject=scope.conditions.subject(evidence.finding.outcome),
            combined=_is_combined(evidence.exposure, scope),
        )


def _directness(scope: Scope, substances: Iterable[str], evidence: Evidence) -> str:
    """Return how directly a finding bears on a question: as its substance or its outcome does, whichever is weaker."""
    if not is_human(evidence):
        return "animal"
    exposed = _best(scope.substances, substances) or "exact"
    if scope.form == "group" and exposed == "narrower":
        exposed = "exact"  # who asks about metals asks about each of them
    return max(exposed, _of_outcome(scope, evidence), key=_DIRECTNESS.index)


def _of_outcome(scope: Scope, evidence: Evidence) -> str:
    """Return how directly an outcome bears on a question; another one in people who have the condition is broader.

    An adverse effect is another outcome by nature: there, the people decide.
    """
    finding = evidence.finding
    own = scope.conditions.directness(finding.outcome)
    if own or not scope.conditions.asked or names.kind_of(finding.outcome) != "condition":
        return own or "exact"
    people = _best(scope.conditions, evidence.population.with_conditions)
    return (people if finding.aspect == _ADVERSE else None) or "broader"


def _best(reach: Reach, concepts: Iterable[str]) -> str | None:
    degrees = {degree for concept in concepts if (degree := reach.directness(concept))}
    return min(degrees, key=_DIRECTNESS.index, default=None)


def is_human(evidence: Evidence) -> bool:
    """Return whether people were studied, not animals or cells."""
    return evidence.population.species == _HUMAN and evidence.study.design not in _WITHOUT_PEOPLE


def _is_same_kind(evidence: Evidence, scope: Scope) -> bool:
    exposure, question = evidence.exposure, scope.question
    matrix = exposure.factor.matrix if exposure.factor else None
    return (question.kind is None or exposure.family_kind == scope.family_kind) and (
        question.matrix is None or matrix == question.matrix
    )


def _is_combined(exposure: Exposure, scope: Scope) -> bool:
    """Return whether an exposure holds a substance besides the one asked about, so that it is another exposure."""
    if len(exposure.substances) < 2 or not scope.substances.asked:
        return False
    asked = {scope.substances.within.get(name) for name in exposure.substances}
    return None in asked or len(asked) == 1


def _is_about(piece: Piece, scope: Scope) -> bool:
    """Return whether a finding has what was asked about as its exposure, and as its outcome or in its people.

    Where no condition is asked about, any will do.
    """
    outcome, exposure = piece.evidence.finding.outcome, piece.evidence.exposure
    on_condition = names.kind_of(outcome) == "condition"
    if scope.conditions.asked:
        people = piece.evidence.population.with_conditions if on_condition else ()
        if _best(scope.conditions, (outcome, *people)) is None:
            return False
    elif not on_condition:
        return False
    asked = exposure.substances or (exposure.iri,)
    return not scope.substances.asked or _best(scope.substances, asked) is not None


def _ties(piece: Piece, material: Material, scope: Scope) -> bool:
    """Return whether a finding ties two of the substances together where several are named.

    Where one is, a finding on levels and processes does; on another condition than the one asked about, none does.
    """
    asked = {*scope.substances.asked, *(name for name in scope.modifiers.asked if names.kind_of(name) != "condition")}
    evidence = piece.evidence
    things = {*evidence.exposure.substances, evidence.exposure.iri, *material.touched.get(evidence.finding.iri, ())}
    named = {reach.within.get(thing) for reach in (scope.substances, scope.modifiers) for thing in things}
    if len(asked) > 1:
        return len(named & asked) > 1
    return not scope.conditions.asked or names.kind_of(evidence.finding.outcome) != "condition"


def _is_adverse(piece: Piece) -> bool:
    return piece.evidence.finding.aspect == _ADVERSE


def _is_treatment(piece: Piece) -> bool:
    return piece.evidence.exposure.family_kind in _TREATMENTS and piece.evidence.finding.aspect != _MECHANISM


def _is_modified(piece: Piece, scope: Scope) -> bool:
    """Return whether a finding bears on the modifier asked about, or on any where none is asked."""
    finding, population = piece.evidence.finding, piece.evidence.population
    if scope.question.modifier is None:
        return bool(finding.effect_modifiers or finding.modifiers_as_printed) and piece.directness != "broader"
    things = (*finding.effect_modifiers, *population.exposed_to, *population.with_conditions)
    return any(scope.modifiers.directness(thing) for thing in things)
