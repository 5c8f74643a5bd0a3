"""The records of pictures: what a timeline, a forest plot and a network show, before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: The verdicts in short, in the order in which they are listed.
OUTCOMES = ("higher", "lower", "none", "unclear")
#: What stands for a finding that is listed and not counted, as it has no comparison group.
UNCOUNTED = "uncounted"
#: What assessments conclude, and how sure that makes us, in the order in which they are listed.
CONCLUSIONS = ("higher", "lower", "no-link-found", "conflicting", "insufficient")
CERTAINTIES = ("very-low", "low", "moderate", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One finding, as a timeline shows it."""

    year: int
    #: higher, lower, none, unclear or uncounted.
    outcome: str
    #: Whether the interval gave the verdict, not the authors' words.
    by_interval: bool = False
    n: int | None = None
    #: Whether it is from a review or meta-analysis.
    synthesis: bool = False
    #: The year in which its source was retracted.
    retracted: int | None = None
    study: str
    #: What a reader is told who points at the mark.
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A row of a timeline: the findings on one family."""

    label: str
    #: direct, combined, broader or animal.
    band: str
    #: Whether its findings are counted where its band is: not those on combinations.
    counts: bool = True
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many counted findings there are of each verdict by the end of a year."""

    year: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What a timeline shows, with all that is written on it."""

    language: str
    subject: str
    title: str
    subtitle: str
    lanes: tuple[Lane, ...]
    #: The broader conditions, as one text; empty where no broader evidence is shown.
    broader: str = ""
    #: Year by year, retracted sources left out from their retraction on.
    standings: tuple[Standing, ...] = ()
    #: Whether the standings are of broader evidence, as there is no other.
    counts_broader: bool = False
    as_of: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One estimate of one study, as a forest plot shows it."""

    label: str
    #: What tells this estimate from others of the same study.
    detail: str = ""
    year: int | None = None
    n: int | None = None
    value: float
    lower: float | None = None
    upper: float | None = None
    #: Percent of the pooled estimate.
    weight: float | None = None
    #: higher, lower, none, unclear or uncounted.
    verdict: str = "unclear"
    by_interval: bool = True
    #: Whether it is from a review or meta-analysis.
    synthesis: bool = False
    group: str = ""
    #: The number as it is written; from the value and its interval where it is empty.
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledRow:
    """A pooled estimate, as a forest plot shows it: a diamond, with its prediction interval where it has one."""

    label: str
    value: float
    lower: float
    upper: float
    prediction: tuple[float, float] | None = None
    #: How many studies and how unlike they are, in words.
    detail: str = ""
    #: The group that it pools; that of no row stands below all groups.
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """What a forest plot shows, with all that is written on it."""

    language: str
    subject: str
    title: str
    #: What the estimates are, as one text.
    measures: str
    #: What stands above the column of numbers.
    result: str
    #: Whether no effect is 1 and the axis logarithmic; else no effect is 0.
    ratio: bool
    rows: tuple[ForestRow, ...]
    pooled: tuple[PooledRow, ...] = ()
    #: What it means to lie left, and right, of no effect.
    sides: tuple[str, str]
    #: The bands within which there is no important, and no large, effect.
    narrow: tuple[float, float] | None = None
    wide: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A conclusion on a family and a condition, each by its name."""

    left: str
    right: str
    #: One of CONCLUSIONS.
    conclusion: str
    #: One of CERTAINTIES.
    certainty: str
    studies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a network shows, with all that is written on it."""

    language: str
    #: risk or level-difference.
    aspect: str
    subject: str
    title: str
    edges: tuple[Edge, ...]
    notes: tuple[str, ...] = ()
