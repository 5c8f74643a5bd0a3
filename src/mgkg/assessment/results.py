"""Results: findings as assessment sees them, plain names and numbers, turned to more substance, more harm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mgkg.names import Iri

#: Designs that gather the studies of others.
SYNTHESES = frozenset({"meta-analysis", "systematic-review"})
#: Designs that state what others found without a method of gathering; they are shown and never counted.
UNSYSTEMATIC = frozenset({"narrative-review", "fact-sheet"})
#: Designs in which no people took part.
WITHOUT_PEOPLE = frozenset({"animal-experiment", "in-vitro-experiment"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of a result with its interval, turned to more substance, more harm; the level is in percent."""

    measure: str
    scale: str
    value: float
    lower: float | None = None
    upper: float | None = None
    level: float | None = None
    p: str | None = None
    #: Percent.
    i_squared: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFacts:
    """What is known of the study behind a result: its design as a slug, its year, what it shares with others."""

    study: Iri
    design: str
    year: int | None = None
    participants: int | None = None
    #: Studies pooled in a synthesis.
    k: int | None = None
    publication_status: str = "current"
    #: The year of its retraction, where it was retracted and the year is known.
    retracted_in: int | None = None
    is_human: bool = True
    cohorts: frozenset[str] = frozenset()
    #: Studies on the same people: restated, or known to share a cohort.
    same_people: frozenset[str] = frozenset()
    #: The known members of a synthesis.
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A finding: on which family, outcome and aspect, what it came to, with its number where one is printed."""

    finding: Iri
    facts: StudyFacts
    family: Iri
    outcome: Iri
    aspect: Iri
    matrix: Iri | None = None
    #: The slug of the verdict, and interval or words, which gave it.
    verdict: str = ""
    basis: str | None = None
    #: The effect of more of the substance: 1, 0 or -1.
    sign: int | None = None
    number: Number | None = None
    contrast: str = "not-stated"
    increment: float | None = None
    unit: str | None = None
    #: The scale or unit of the outcome, as printed.
    outcome_detail: str | None = None
    participants: int | None = None
    k: int | None = None
    timing: str = "not-reported"
    #: Whether it is on a subgroup of another finding.
    is_part: bool = False
    #: The slug of the sex of the people: male, female or both.
    sex: str | None = None
    series: str | None = None
    rank: int | None = None

    @property
    def size(self) -> int:
        """Return how many people it rests on, 0 where nobody says."""
        return self.participants or self.facts.participants or 0

    @property
    def is_synthesis(self) -> bool:
        """Return whether it gathers the studies of others by a method."""
        return self.facts.design in SYNTHESES


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rule by which bodies are assessed: its version and its thresholds, by name; they are data of the ontology."""

    version: str
    thresholds: Mapping[str, float] = field(repr=False)
    #: The wide band of a scale, as lower and upper limit; a scale without a band is not in it.
    wide: Mapping[str, tuple[float, float]] = field(repr=False)
    #: The narrow band of a scale.
    narrow: Mapping[str, tuple[float, float]] = field(repr=False)
    #: The value of a scale that means no effect.
    no_effect: Mapping[str, float] = field(repr=False)

    def __getitem__(self, name: str) -> float:
        """Return a threshold; a name that is none is a fault of the ontology and raises KeyError."""
        return self.thresholds[name]
