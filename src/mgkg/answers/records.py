"""The records of an answer: evidence as it bears on a question, what is counted over it, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mgkg.model import Assessment, Factor, Finding, Population, Publication, Study
from mgkg.names import Iri
from mgkg.recogniser import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What a finding has as its exposure: a factor with its substances and family, or a gene, which has neither."""

    iri: Iri
    factor: Factor | None = None
    family: Iri | None = None
    family_kind: Iri | None = None
    substances: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A finding with all that it leads to, and what was derived from it."""

    finding: Finding
    exposure: Exposure
    study: Study
    publication: Publication
    population: Population
    verdict: Iri | None = None
    #: Whether the interval or the authors' words gave the verdict.
    basis: Iri | None = None
    #: The effect of more of the substance: 1, 0 or -1.
    sign: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of evidence as it bears on a question."""

    evidence: Evidence
    #: exact, narrower, broader or animal.
    directness: str
    #: Whether it is of the kind of exposure, and the matrix, that the question asks about.
    same_kind: bool = True
    #: The outcome that it counts for: the concept asked about, or the broader one.
    subject: Iri
    #: Whether its exposure holds a substance besides those asked about.
    combined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is counted over the evidence on one family, one outcome and one aspect, in one matrix.

    Retracted sources, animals, findings without a comparison group and subgroups of a finding that is there are not in
    the counts.
    """

    family: Iri
    subject: Iri
    aspect: Iri
    matrix: Iri | None = None
    directness: str
    same_kind: bool
    combined: bool
    #: How many findings have each verdict.
    counts: Mapping[Iri, int]
    #: How many verdicts rest on an interval; the others rest on the authors' words.
    by_interval: int
    studies: int
    #: People in the studies; None where no study reports them.
    participants: int | None = None
    #: How many of the counted findings on risk were measured in people who already had the condition.
    afterwards: int = 0
    uncounted: int = 0
    #: What it amounts to; None where the store was not assessed, or the answer is of an earlier moment.
    assessment: Assessment | None = None
    #: Whether there is any finding; a line without says that nobody studied it.
    is_studied: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many studies found a level higher, lower or no different in people who have a condition, in one matrix."""

    substance: Iri
    matrix: Iri | None
    higher: int
    lower: int
    none: int
    unclear: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that no finding in the graph is about, said in words."""

    text: str
    family: Iri | None = None
    condition: Iri | None = None
    modifier: Iri | None = None
    #: The searches that looked for just this.
    searched: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A hypothesis or a claim: what somebody supposes or says, in words, with where."""

    iri: Iri
    text: str
    #: exact, narrower or broader.
    directness: str
    #: Whether it speaks of a combination that holds what was asked about.
    combined: bool = False
    publications: tuple[Publication, ...] = ()
    modifiers: tuple[Iri, ...] = ()
    expected_sign: int | None = None
    #: Of a hypothesis: whether it was tested, and with what result.
    status: Iri | None = None
    #: Of a hypothesis: how many findings test it.
    tests: int = 0
    #: Of a claim: how firmly it is made.
    strength: Iri | None = None
    #: Of a claim: what it amounts to against the findings of what it cites.
    support: tuple[Iri, ...] = ()
    rests_on: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication with its number in an answer."""

    number: int
    publication: Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The evidence that a question reaches, each part newest first; a piece may stand in several parts."""

    #: On the outcomes asked about, animals among them.
    findings: tuple[Piece, ...] = ()
    interventions: tuple[Piece, ...] = ()
    adverse_effects: tuple[Piece, ...] = ()
    #: Effects on levels of other substances and on processes.
    interactions: tuple[Piece, ...] = ()
    #: Those of the above that test or propose that something changes the effect.
    modified: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the graph holds on a question: evidence, counts, gaps and sources, never a conclusion."""

    question: Question
    #: The year at whose end the evidence is looked at; None for all there is.
    as_of: int | None = None
    #: pair, group, condition, substance or several.
    form: str
    summary: tuple[str, ...]
    selection: Selection
    lines: tuple[Line, ...] = ()
    tallies: tuple[Tally, ...] = ()
    gaps: tuple[Gap, ...] = ()
    hypotheses: tuple[Statement, ...] = ()
    claims: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()
    notice: str
    #: What things are called in the question's language.
    labels: Mapping[str, str] = field(repr=False, compare=False)
