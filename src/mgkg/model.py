"""The records of the graph: what a study, its publication, its people and its findings are. Frozen, without behaviour.

`None` and the empty tuple mean "not reported". Numbers are Decimal, so that 0.50 stays 0.50.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mgkg.names import Iri


@dataclass(frozen=True, slots=True)
class Label:
    """A name of a thing in one language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A source: article, review, fact sheet or web page."""

    iri: Iri
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: Iri | None = None
    language: str | None = None
    source_tier: Iri | None = None
    status: Iri | None = None
    #: A year or a date, as precisely as known.
    retracted_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """A named group of people followed over time."""

    iri: Iri
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Who was studied; a subgroup is narrower than its parent."""

    iri: Iri
    description: str | None = None
    species: Iri | None = None
    sex: Iri | None = None
    age: str | None = None
    countries: tuple[str, ...] = ()
    subgroup: str | None = None
    with_conditions: tuple[Iri, ...] = ()
    exposed_to: tuple[Iri, ...] = ()
    narrower_than: Iri | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """An investigation with one design, reported in one publication."""

    iri: Iri
    publication: Iri
    design: Iri
    population: Iri
    participants: int | None = None
    cases: int | None = None
    controls: int | None = None
    follow_up_years: Decimal | None = None
    studies_pooled: int | None = None
    cohorts: tuple[Iri, ...] = ()
    members: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One substance, combination or ratio, seen through a kind of exposure, a matrix and a bearer."""

    iri: Iri
    kind: Iri
    labels: tuple[Label, ...]
    alternatives: tuple[Label, ...] = ()
    substance: Iri | None = None
    components: tuple[Iri, ...] = ()
    numerator: Iri | None = None
    denominator: Iri | None = None
    matrix: Iri | None = None
    bearer: Iri | None = None
    broader: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One number with its interval as printed."""

    iri: Iri
    measure: Iri | None = None
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    #: Percent.
    level: Decimal | None = None
    p: str | None = None
    #: Percent.
    i_squared: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one study says of one exposure and one outcome in one population. Finding nothing is a finding."""

    iri: Iri
    study: Iri
    exposure: Iri
    outcome: Iri
    aspect: Iri
    population: Iri
    outcome_detail: str | None = None
    contrast: str | None = None
    contrast_class: Iri | None = None
    index_group_has: Iri | None = None
    increment: Decimal | None = None
    increment_unit: str | None = None
    dose: str | None = None
    exposure_timing: Iri | None = None
    reported_direction: Iri | None = None
    estimates: tuple[Estimate, ...] = ()
    scale_better_when: Iri | None = None
    subgroup_of: Iri | None = None
    series: str | None = None
    rank: int | None = None
    adjusted_for: tuple[Iri, ...] = ()
    effect_modifiers: tuple[Iri, ...] = ()
    modifiers_as_printed: tuple[str, ...] = ()
    modification: Iri | None = None
    interaction_p: str | None = None
    mechanism: Iri | None = None
    acts_on: tuple[Iri, ...] = ()
    reported_certainty: str | None = None
    participants: int | None = None
    cases: int | None = None
    controls: int | None = None
    studies_pooled: int | None = None
    read_at: tuple[Iri, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The rating of one domain of certainty, with its reason in each language."""

    iri: Iri
    domain: Iri
    level: Iri
    #: By how many levels it moves the certainty; of the start, the level itself from 1 (very low) to 4 (high).
    steps: int
    reason: tuple[Label, ...]
    #: All of it in one line.
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledEstimate:
    """Comparable estimates pooled by one method, in the numbers that papers print."""

    iri: Iri
    measure: Iri
    method: Iri
    contrast_class: Iri
    matrix: Iri | None = None
    #: The unit of the step that estimates per step were brought to.
    increment_unit: str | None = None
    studies: int
    value: Decimal
    lower: Decimal
    upper: Decimal
    #: Percent.
    level: Decimal
    hartung_knapp_lower: Decimal | None = None
    hartung_knapp_upper: Decimal | None = None
    prediction_lower: Decimal | None = None
    prediction_upper: Decimal | None = None
    #: Percent.
    i_squared: Decimal | None = None
    tau_squared: Decimal | None = None
    q: Decimal | None = None
    q_p: str | None = None
    #: The findings whose estimates it pools, one a study.
    findings: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A finding that does not count in an assessment, with the reason."""

    iri: Iri
    finding: Iri
    reason: Iri
    #: The study that counts in its place.
    instead: Iri | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the findings on a family, an outcome with what is narrower, and an aspect amount to."""

    iri: Iri
    proposition: Iri
    family: Iri
    condition: Iri
    aspect: Iri
    #: The matrix that it is on, where one is kept apart.
    matrix: Iri | None = None
    conclusion: Iri
    basis: Iri
    certainty: Iri
    reason: tuple[Label, ...]
    rule_version: str
    #: A hash of all that it was made from.
    inputs_mark: str | None = None
    studies: int
    participants: int | None = None
    counted: tuple[Iri, ...] = ()
    decided_by: tuple[Iri, ...] = ()
    ratings: tuple[Rating, ...] = ()
    pooled: tuple[PooledEstimate, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    #: What it would conclude if its retracted sources counted; None where it has none.
    with_retracted: Iri | None = None
    #: What it would conclude without its preprints; None where it has none, or nothing would be left.
    without_preprints: Iri | None = None
