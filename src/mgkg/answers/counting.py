"""Counting: how many findings and studies gave which verdict, a line for each thing that can be concluded on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from mgkg import names
from mgkg.answers.records import Evidence, Line, Piece, Tally
from mgkg.model import Assessment, Finding
from mgkg.names import Iri, iri

RETRACTED = iri("publication-status:retracted")
DESCRIPTIVE = iri("verdict:descriptive")
_LEVELS = iri("aspect:level-difference")
_RISK = iri("aspect:risk")
#: When an exposure is measured in people who already have the condition, so that it may be its consequence.
_AFTERWARDS = (iri("exposure-timing:after-onset"), iri("exposure-timing:at-diagnosis"))
_INTERVAL = iri("basis:interval")
_SYNTHESES = frozenset({iri("design:meta-analysis"), iri("design:systematic-review"), iri("design:narrative-review")})

#: Verdicts by what they come to when they are counted in one word.
OUTCOMES = {
    "higher": ("higher", "higher-unquantified"),
    "lower": ("lower", "lower-unquantified"),
    "none": ("no-important-effect", "no-large-effect", "null-per-increment", "null-unquantified"),
    "unclear": ("inconclusive", "inconclusive-unquantified", "mixed"),
}
_OUTCOME_OF = {iri(f"verdict:{name}"): outcome for outcome, several in OUTCOMES.items() for name in several}
#: The order of aspects: risk first.
_ASPECTS = [
    iri(f"aspect:{name}")
    for name in ("risk", "level-difference", "severity", "survival", "prevalence", "adverse-event", "mechanism")
]

_Key = tuple[Iri, Iri, Iri, Iri | None, bool]


def counts(piece: Piece) -> bool:
    """Return whether a finding is counted: in people, against others, not retracted, and no part of another finding."""
    evidence = piece.evidence
    if evidence.publication.status == RETRACTED or evidence.verdict == DESCRIPTIVE:
        return False
    return piece.directness != "animal" and evidence.finding.subgroup_of is None


def aspect(finding: Finding) -> str:
    """Return in the words of which aspect a finding is told: its own, but risk apart where it was measured afterwards.

    A level in people who already have a condition is never told as a risk, whatever ratio was printed.
    """
    afterwards = finding.aspect == _RISK and finding.exposure_timing in _AFTERWARDS
    return "risk-afterwards" if afterwards else names.local_name(finding.aspect)


def aspect_of(line: Line) -> str:
    """Return in the words of which aspect a line is told: as afterwards where all of its findings are."""
    wholly = line.afterwards and line.afterwards == sum(line.counts.values())
    return "risk-afterwards" if wholly else names.local_name(line.aspect)


def in_short(verdicts: Mapping[Iri, int]) -> dict[str, int]:
    """Return counts of verdicts as counts of higher, lower, none and unclear.

    >>> in_short({iri("verdict:no-large-effect"): 1, iri("verdict:null-unquantified"): 2})
    {'higher': 0, 'lower': 0, 'none': 3, 'unclear': 0}
    """
    found = dict.fromkeys(OUTCOMES, 0)
    for verdict, number in verdicts.items():
        if verdict in _OUTCOME_OF:
            found[_OUTCOME_OF[verdict]] += number
    return found


def verdicts(pieces: Iterable[Piece]) -> Counter[Iri]:
    """Return how many counted findings have each verdict."""
    return Counter(piece.evidence.verdict for piece in pieces if piece.evidence.verdict and counts(piece))


def studies(pieces: Iterable[Piece]) -> int:
    """Return how many studies some findings are from."""
    return len({piece.evidence.study.iri for piece in pieces})


def lines(pieces: Iterable[Piece], assessments: Iterable[Assessment] = ()) -> tuple[Line, ...]:
    """Return a line for each family, outcome, aspect and matrix on which people were studied, with its assessment.

    A family that is concluded on over several matrices has a line of its own for that as well. Exact evidence stands
    before broader, the kind asked about before others, risk before other aspects.
    """
    grouped: dict[_Key, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.directness != "animal":
            grouped[_key(piece)].append(piece)
    known = {(one.family, one.condition, one.aspect, one.matrix): one for one in assessments}
    for question, assessment in known.items():
        _gather(grouped, question, assessment)
    found = [_line(key, several, _assessment(key, known, grouped)) for key, several in grouped.items()]
    return tuple(sorted(found, key=_place))


#: A family, an outcome, an aspect and a matrix.
_Question = tuple[Iri, Iri, Iri, Iri | None]


def _gather(grouped: dict[_Key, list[Piece]], question: _Question, assessment: Assessment) -> None:
    """Add the pieces that an assessment over several matrices counts, as one more line."""
    family, subject, aspect, matrix = question
    for is_broader in (False, True):
        key = (family, subject, aspect, matrix, is_broader)
        parts = {one: several for one, several in grouped.items() if (*one[:3], one[4]) == (*key[:3], is_broader)}
        counted = [piece for several in parts.values() for piece in several if _is_in(assessment, piece)]
        if matrix is None and counted and key not in grouped and len(parts) > 1:
            grouped[key] = counted


def _is_in(assessment: Assessment, piece: Piece) -> bool:
    return piece.evidence.finding.iri in assessment.counted


def _assessment(
    key: _Key, known: Mapping[_Question, Assessment], grouped: Mapping[_Key, list[Piece]]
) -> Assessment | None:
    """Return the assessment of a line: its own, or that of its family where it has the same findings."""
    own = known.get(key[:4])
    whole = known.get((*key[:3], None))
    if own is not None or whole is None or (*key[:3], None, key[4]) in grouped:
        return own
    return whole if all(_is_in(whole, piece) for piece in grouped[key] if counts(piece)) else None


def not_studied(family: Iri, condition: Iri, *, same_kind: bool) -> Line:
    """Return the line that says that nobody studied the risk of a condition in a family."""
    return Line(
        family=family,
        subject=condition,
        aspect=_ASPECTS[0],
        directness="exact",
        same_kind=same_kind,
        combined=False,
        counts={},
        by_interval=0,
        studies=0,
        is_studied=False,
    )


def in_order(several: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines in the order in which they are told."""
    return tuple(sorted(several, key=_place))


def _key(piece: Piece) -> _Key:
    exposure = piece.evidence.exposure
    matrix = exposure.factor.matrix if exposure.factor else None
    family = exposure.family or exposure.iri
    return (family, piece.subject, piece.evidence.finding.aspect, matrix, piece.directness == "broader")


def _line(key: _Key, pieces: list[Piece], assessment: Assessment | None) -> Line:
    family, subject, of, matrix, _ = key
    counted = [piece for piece in pieces if counts(piece)]
    return Line(
        family=family,
        subject=subject,
        aspect=of,
        matrix=matrix,
        directness=min((piece.directness for piece in pieces), key=("exact", "narrower", "broader").index),
        same_kind=any(piece.same_kind for piece in pieces),
        combined=pieces[0].combined,
        counts=dict(sorted(verdicts(counted).items())),
        by_interval=sum(piece.evidence.basis == _INTERVAL for piece in counted),
        studies=studies(counted),
        afterwards=sum(aspect(piece.evidence.finding) == "risk-afterwards" for piece in counted),
        participants=_participants(counted),
        uncounted=len(pieces) - len(counted),
        assessment=assessment,
    )


def _place(line: Line) -> tuple[bool, bool, bool, int, int, str, str, str]:
    place = _ASPECTS.index(line.aspect) if line.aspect in _ASPECTS else len(_ASPECTS)
    last = (line.subject, line.family, line.matrix or "")
    return (line.directness == "broader", line.combined, not line.same_kind, place, -line.studies, *last)


def size(evidence: Evidence) -> int | None:
    """Return how many people a finding rests on, if the paper says so; those of its study unless it is on a part."""
    finding, study = evidence.finding, evidence.study
    own = finding.participants if finding.participants is not None else _both(finding.cases, finding.controls)
    if own is not None or evidence.population.narrower_than is not None:
        return own
    return study.participants if study.participants is not None else _both(study.cases, study.controls)


def _both(cases: int | None, controls: int | None) -> int | None:
    return None if cases is None or controls is None else cases + controls


def _participants(pieces: Iterable[Piece]) -> int | None:
    """Return the people in the primary studies, each study once; without any, those of the largest synthesis."""
    largest: dict[bool, dict[Iri, int]] = {True: {}, False: {}}
    for piece in pieces:
        number, study = size(piece.evidence), piece.evidence.study
        if number is not None:
            of_kind = largest[study.design in _SYNTHESES]
            of_kind[study.iri] = max(number, of_kind.get(study.iri, 0))
    return sum(largest[False].values()) or max(largest[True].values(), default=None)


def tallies(pieces: Iterable[Piece], *, matrix: Iri | None = None, first: str = "higher") -> tuple[Tally, ...]:
    """Return for each substance and matrix in how many studies its level differed between cases and others.

    Where a matrix is given, in that one only. A study with several results counts once for each way they went. Those
    with most studies on the side named first (higher or lower) stand first, then the most studied.
    """
    grouped: dict[tuple[Iri, Iri | None], dict[str, set[Iri]]] = defaultdict(lambda: defaultdict(set))
    for piece in pieces:
        evidence = piece.evidence
        factor = evidence.exposure.factor
        if not (evidence.finding.aspect == _LEVELS and factor and factor.substance and counts(piece)):
            continue
        if matrix in (None, factor.matrix):
            outcome = _OUTCOME_OF.get(evidence.verdict or iri("verdict:mixed"), "unclear")
            grouped[factor.substance, factor.matrix][outcome].add(evidence.study.iri)
    found = [
        Tally(substance=substance, matrix=where, **{outcome: len(several[outcome]) for outcome in OUTCOMES})
        for (substance, where), several in grouped.items()
    ]
    return tuple(sorted(found, key=lambda tally: (-int(getattr(tally, first)), *_most_studied(tally))))


def _most_studied(tally: Tally) -> tuple[int, str, str]:
    number = tally.higher + tally.lower + tally.none + tally.unclear
    return (-number, names.local_name(tally.substance), tally.matrix or "")
