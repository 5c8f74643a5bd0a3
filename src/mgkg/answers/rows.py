"""The rows of an answer's tables: what a finding, a count, a tally and a source say in few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mgkg import names
from mgkg.answers import counting, wording
from mgkg.answers.records import Answer, Line, Piece, Source, Statement, Tally
from mgkg.answers.sources import url
from mgkg.model import Assessment, Estimate, Label, PooledEstimate, Publication
from mgkg.names import Iri, iri

#: A cell: lines, of which the first is what matters most.
Cell = tuple[str, ...]
Row = tuple[Cell, ...]

#: What stands where there is nothing to count or to name.
ABSENT = "·"

_LEVELS = iri("aspect:level-difference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """What rows are written with: the language, the names of things, the numbers of sources."""

    language: str
    labels: Mapping[str, str]
    numbers: Mapping[str, int]
    #: The outcomes that need no mention, as the question is about nothing else.
    understood: tuple[Iri, ...]
    #: Whether the store holds what is told, so that it can be shown: not so of an earlier moment.
    is_of_now: bool = True


def speaker(answer: Answer) -> Speaker:
    """Return what the rows of an answer are written with."""
    conditions = answer.question.conditions
    return Speaker(
        language=answer.question.language,
        labels=answer.labels,
        numbers={source.publication.iri: source.number for source in answer.sources},
        understood=conditions if len(conditions) == 1 else (),
        is_of_now=answer.as_of is None,
    )


def say(speaker: Speaker, term: str) -> str:
    """Return what a thing is called."""
    return wording.label(speaker.labels, term)


def finding(speaker: Speaker, piece: Piece) -> Row:
    """Return a finding in three cells: the study, what was compared, and the result."""
    return (_study(speaker, piece), _compared(speaker, piece), result(speaker, piece))


def study_name(piece: Piece) -> str:
    """Return how a study is cited: its first author's last name and the year."""
    publication = piece.evidence.publication
    author = publication.authors[0].rsplit(" ", 1)[0] if publication.authors else names.local_name(publication.iri)
    year = str(publication.year or "")
    return author if author.endswith(year) else f"{author} {year}"


def _study(speaker: Speaker, piece: Piece) -> Cell:
    evidence, language = piece.evidence, speaker.language
    cited = f"{study_name(piece)} [{speaker.numbers[evidence.publication.iri]}]"
    design = (say(speaker, evidence.study.design),) if evidence.study.design else ()
    pooled, number = evidence.finding.studies_pooled or evidence.study.studies_pooled, counting.size(evidence)
    amounts: list[str] = []
    if pooled:
        amounts.append(wording.phrase(language, "finding-row.pooled", n=wording.plural(language, "study", pooled)))
    if number is not None:
        amounts.append(wording.phrase(language, "finding-row.number", n=wording.whole(language, number)))
    elif evidence.finding.cases is not None:
        amounts.append(wording.plural(language, "cases", evidence.finding.cases))
    return (cited, *_standing(speaker, evidence.publication), *design, *amounts)


def _standing(speaker: Speaker, publication: Publication) -> Cell:
    """Return what readers must know of a publication: retracted, corrected, preprint; nothing of one that stands."""
    status = publication.status
    if status is None or _slug(status) == "current":
        return ()
    if status == counting.RETRACTED:
        when = publication.retracted_on or ""
        return (wording.phrase(speaker.language, "source.retracted", when=when).strip(),)
    return (say(speaker, status),)


def _compared(speaker: Speaker, piece: Piece) -> Cell:
    evidence, one = piece.evidence, piece.evidence.finding
    aspect = None if one.aspect == _LEVELS else wording.phrase(speaker.language, f"aspect.{counting.aspect(one)}")
    outcome = None if one.outcome in speaker.understood else say(speaker, one.outcome)
    dose = wording.phrase(speaker.language, "finding-row.dose", dose=one.dose) if one.dose else None
    details = (
        aspect,
        outcome,
        one.outcome_detail,
        one.contrast,
        evidence.population.subgroup,
        dose,
        _timing(speaker, piece),
    )
    species = evidence.population.species if piece.directness == "animal" else None
    shown = [detail for detail in (*details, say(speaker, species) if species else None) if detail]
    return (say(speaker, evidence.exposure.iri), "; ".join(dict.fromkeys(shown)))


def _timing(speaker: Speaker, piece: Piece) -> str | None:
    timing = piece.evidence.finding.exposure_timing
    return say(speaker, timing) if timing and _slug(timing) not in ("not-reported", "after-onset") else None


def result(speaker: Speaker, piece: Piece) -> Cell:
    """Return the number as printed and the verdict in words, with what gave it."""
    evidence, language = piece.evidence, speaker.language
    printed = [wording.numbers(language, estimate) for estimate in evidence.finding.estimates]
    told = evidence.finding
    on_condition = names.kind_of(told.outcome) == "condition" or told.aspect != _LEVELS
    aspect = counting.aspect(told) if on_condition else ""
    said = wording.verdict(language, evidence.verdict, aspect) if evidence.verdict else ""
    if evidence.basis and evidence.verdict != counting.DESCRIPTIVE:
        said = f"{said} ({wording.phrase(language, f'basis.{_slug(evidence.basis)}')})"
    return (said, *(number for number in printed if number))


def modified(speaker: Speaker, piece: Piece) -> Row:
    """Return a finding with what may change its effect, and whether that was tested."""
    one, language = piece.evidence.finding, speaker.language
    things = [say(speaker, thing) for thing in one.effect_modifiers] or list(one.modifiers_as_printed)
    people = (*piece.evidence.population.exposed_to, *piece.evidence.population.with_conditions)
    things = things or [say(speaker, thing) for thing in people]
    named = one.effect_modifiers or one.modifiers_as_printed
    how = _slug(one.modification) if one.modification else "named" if named else "in-people"
    verdict = [wording.phrase(language, f"modification.{how}")]
    if one.interaction_p:
        verdict.append(wording.phrase(language, "finding-row.interaction-p", p=one.interaction_p))
    first, compared, outcome = finding(speaker, piece)
    marked = wording.phrase(language, "finding-row.modifier", things=wording.listed(language, things))
    return (first, (marked, *compared), (*verdict, *outcome))


def interaction(speaker: Speaker, piece: Piece) -> Row:
    """Return a finding on a mechanism, or on the level of another substance."""
    one, language = piece.evidence.finding, speaker.language
    first, _, outcome = finding(speaker, piece)
    species = piece.evidence.population.species if piece.directness == "animal" else None
    what = f"{say(speaker, one.exposure)} → {say(speaker, one.outcome)}"
    notes: list[str] = []
    if one.mechanism:
        things = wording.listed(language, (say(speaker, thing) for thing in one.acts_on))
        notes.append(f"{say(speaker, one.mechanism)} {things}".strip())
    if one.effect_modifiers:
        things = wording.listed(language, (say(speaker, thing) for thing in one.effect_modifiers))
        notes.append(wording.phrase(language, "finding-row.modifier", things=things))
    notes += [
        detail for detail in (one.outcome_detail, one.contrast, say(speaker, species) if species else None) if detail
    ]
    return (first, (what, "; ".join(notes)), outcome)


def conclusion(speaker: Speaker, one: Line) -> str:
    """Return a conclusion with its certainty, why, what moved the certainty, and how to see all of it."""
    language, assessment = speaker.language, one.assessment
    if assessment is None:
        return ""
    moved = [rating for rating in assessment.ratings if rating.steps or _slug(rating.level) == "capped"]
    moved = [] if _slug(assessment.conclusion) == "insufficient" else moved
    reasons = [_in(language, assessment.reason), *(_in(language, rating.reason) for rating in moved)]
    reasons += pooled(speaker, assessment)
    told = f"{concluded(speaker, one)}. {' '.join(reasons)}"
    shown = wording.phrase(language, "conclusion-row.show", name=names.curie(assessment.iri))
    return f"{told} ({shown})" if speaker.is_of_now else told


def concluded(speaker: Speaker, one: Line) -> str:
    """Return what was concluded on what, with how certain that is; empty where nothing was assessed."""
    language, assessment = speaker.language, one.assessment
    if assessment is None:
        return ""
    what = say(speaker, one.family)
    if one.matrix:
        what = wording.phrase(language, "line.matrix", text=what, matrix=say(speaker, one.matrix))
    if one.subject not in speaker.understood:
        what = f"{what}; {say(speaker, one.subject)}"
    said = wording.phrase(language, f"conclusion.{counting.aspect_of(one)}.{_slug(assessment.conclusion)}")
    certainty = wording.phrase(language, f"certainty.{_slug(assessment.certainty)}")
    return f"{what}: {said}; {certainty}"


def reasons(speaker: Speaker, assessment: Assessment) -> list[str]:
    """Return every reason for a conclusion and its certainty: what decided, each rating, what was pooled."""
    rated = [
        f"{say(speaker, rating.domain)}: {say(speaker, rating.level)}. {_in(speaker.language, rating.reason)}"
        for rating in assessment.ratings
    ]
    return [_in(speaker.language, assessment.reason), *rated, *pooled(speaker, assessment)]


def pooled(speaker: Speaker, assessment: Assessment) -> list[str]:
    """Return the pooled estimates of an assessment, those of random effects."""
    return [_pooled(speaker, one) for one in assessment.pooled if _slug(one.method) != "common"]


def _in(language: str, labels: Iterable[Label]) -> str:
    return next((label.text for label in labels if label.language == language), "")


def _pooled(speaker: Speaker, pooled: PooledEstimate) -> str:
    places = Decimal("0.01")
    numbers = Estimate(
        iri=pooled.iri,
        measure=pooled.measure,
        value=pooled.value.quantize(places),
        lower=pooled.lower.quantize(places),
        upper=pooled.upper.quantize(places),
        level=pooled.level,
    )
    return wording.phrase(
        speaker.language,
        "conclusion-row.pooled",
        numbers=wording.numbers(speaker.language, numbers),
        n=wording.plural(speaker.language, "study", pooled.studies),
    )


def line(speaker: Speaker, one: Line) -> Row:
    """Return counts of findings by what they came to, with what they are on."""
    language, what = speaker.language, say(speaker, one.family)
    if one.matrix:
        what = wording.phrase(language, "line.matrix", text=what, matrix=say(speaker, one.matrix))
    if one.combined:
        what = wording.phrase(language, "line.combined", text=what)
    elif one.directness == "narrower":
        what = wording.phrase(language, "line.narrower", text=what)
    told = counting.aspect_of(one)
    note = [wording.phrase(language, f"aspect.{told}")]
    partly = one.afterwards and told != "risk-afterwards"
    note += [wording.phrase(language, "line.afterwards", n=one.afterwards)] if partly else []
    note += [] if one.subject in speaker.understood else [say(speaker, one.subject)]
    note += [wording.phrase(language, "line.uncounted", n=one.uncounted)] if one.uncounted else []
    numbers = [str(number) if number else ABSENT for number in counting.in_short(one.counts).values()]
    total = sum(one.counts.values())
    basis = f"{one.by_interval}/{total}" if total else ABSENT
    return ((what, "; ".join(note)), *((number,) for number in numbers), (str(one.studies),), (basis,))


def tally(speaker: Speaker, one: Tally) -> Row:
    """Return in how many studies a substance was higher, lower or no different."""
    numbers = (one.higher, one.lower, one.none, one.unclear)
    matrix = say(speaker, one.matrix) if one.matrix else ABSENT
    return ((say(speaker, one.substance),), (matrix,), *((str(number) if number else ABSENT,) for number in numbers))


def hypothesis(speaker: Speaker, one: Statement) -> str:
    """Return a hypothesis with whether it was tested, and who proposed it."""
    findings = wording.plural(speaker.language, "finding", one.tests)
    status = wording.phrase(speaker.language, f"hypothesis-status.{_slug(one.status or 'untested')}", findings=findings)
    said = wording.phrase(speaker.language, "statement.hypothesis", text=one.text.rstrip("."), status=status)
    return f"{said}.{_cited(speaker, one)}"


def claim(speaker: Speaker, one: Statement) -> str:
    """Return a claim with the tier of its source, what it amounts to against what it cites, and where it is made."""
    language = speaker.language
    tiers = [say(speaker, tier) for publication in one.publications if (tier := publication.source_tier)]
    support = [wording.phrase(language, f"claim-support.{_slug(code)}") for code in one.support]
    key = "statement.claim" if support else "statement.claim-bare"
    text = one.text.rstrip(".")
    said = wording.phrase(language, key, text=text, tier=", ".join(tiers) or ABSENT, support="; ".join(support))
    return f"{said}.{_cited(speaker, one)}"


def _cited(speaker: Speaker, one: Statement) -> str:
    return "".join(f" [{speaker.numbers[publication.iri]}]" for publication in one.publications)


def source(speaker: Speaker, one: Source) -> str:
    """Return a source as it is cited: who, when, what, where, and of what tier."""
    publication, language = one.publication, speaker.language
    authors = ", ".join(publication.authors[:3])
    if len(publication.authors) > 3:
        authors = f"{authors} {wording.phrase(language, 'source.others')}"
    head = f"{authors} ({publication.year})".strip() if publication.year else authors
    marks = [say(speaker, publication.source_tier)] if publication.source_tier else []
    marks += _standing(speaker, publication)
    said = [f"{part.rstrip('.')}." for part in (head, publication.title, publication.journal) if part]
    said += [address] if (address := url(publication)) else []
    return " ".join([*said, f"({', '.join(marks)})"] if marks else said)


def _slug(name: str) -> str:
    return names.local_name(name)


def is_level(one: Line) -> bool:
    """Return whether a line counts differences in levels."""
    return one.aspect == _LEVELS
