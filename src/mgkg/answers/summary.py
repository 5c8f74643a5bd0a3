"""The summary: a few sentences on what there is, how often which verdict was given, and what was never tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

from mgkg.answers import concluding, counting, highlights, naming, wording
from mgkg.answers.naming import Voice
from mgkg.answers.records import Line, Piece, Selection, Statement, Tally
from mgkg.answers.scope import Scope
from mgkg.answers.weighing import Weighed, how, weighed
from mgkg.names import Iri, iri

_RISK = iri("aspect:risk")
#: How many names a sentence holds before the rest are only counted.
_NAMES = 5
#: How many sentences a summary has at most; what was asked comes before the rest.
_SENTENCES = 10
#: The aspects in the order of the sentences.
_ASPECTS = (
    "risk",
    "risk-afterwards",
    "level-difference",
    "severity",
    "survival",
    "prevalence",
    "adverse-event",
    "mechanism",
)
_DIRECTIONS = {iri("direction:positive"): "higher", iri("direction:inverse"): "lower"}


def moment(voice: Voice, as_of: int | None, later: int) -> tuple[str, ...]:
    """Return the sentence on the moment that an answer is of, with how many findings came later; none without one."""
    if as_of is None:
        return ()
    findings = wording.plural(voice.language, "finding", later)
    return (wording.phrase(voice.language, "summary.as-of", year=as_of, findings=findings),)


@dataclass(frozen=True, slots=True)
class Told:
    """What a summary tells besides the evidence itself."""

    tallies: Sequence[Tally]
    lines: Sequence[Line]
    hypotheses: Sequence[Statement] = ()


def summary(voice: Voice, scope: Scope, selection: Selection, told: Told) -> tuple[str, ...]:
    """Return the sentences of a summary: conclusions first, where the evidence was assessed."""
    evidence = weighed(selection, scope)
    if scope.form == "several":
        return _tied(voice, scope, selection)
    sentences = _extent(voice, scope, evidence)
    if scope.form == "group":
        sentences += _levels(voice, scope, told.tallies)
    elif scope.form == "pair":
        concluded = concluding.sentences(voice, scope, told.lines)
        asked, *others = ([] if concluded else _pair(voice, scope, evidence)) or [""]
        sentences = [*concluded, *sentences, *highlights.newest(voice, evidence), asked]
        sentences += [*_modifier(voice, scope, selection), *others]
        sentences += highlights.untested(voice, scope, selection, told.hypotheses)
    else:
        sentences += _most_studied(voice, scope, evidence)
    sentences += _retracted(voice, evidence)
    return tuple(sentence for sentence in sentences if sentence)[:_SENTENCES]


def _extent(voice: Voice, scope: Scope, evidence: Weighed) -> list[str]:
    """Return what there is on the question itself, and what is only broader."""
    language, about = voice.language, naming.subject(voice, scope)
    parents = naming.named(voice, _most(_parent(piece, scope) for piece in evidence.broader), 2)
    number = len(evidence.broader)
    if not evidence.direct:
        if not number:
            return [wording.phrase(language, "summary.nothing", subject=about)]
        return [wording.plural(language, "summary.nothing-exact", number, subject=about, parents=parents)]
    said = wording.phrase(language, "summary.exact", subject=about, **_amounts(language, evidence.direct))
    beside = wording.plural(language, "finding", number)
    return [said, wording.phrase(language, "summary.beside", findings=beside, parents=parents)][: 2 if number else 1]


def _parent(piece: Piece, scope: Scope) -> Iri:
    """Return the broader concept that a piece of evidence is on: a condition, else a substance or gene."""
    exposure = piece.evidence.exposure
    if piece.subject in scope.conditions.above.values():
        return piece.subject
    made_of = exposure.substances or (exposure.iri,)
    return next((name for name in made_of if scope.substances.directness(name) == "broader"), piece.subject)


def _amounts(language: str, pieces: Sequence[Piece]) -> dict[str, str]:
    return {
        "findings": wording.plural(language, "finding", len(pieces)),
        "studies": wording.plural(language, "study", counting.studies(pieces)),
    }


def _most(things: Iterable[Iri]) -> list[Iri]:
    """Return things, the most frequent first."""
    return [thing for thing, _ in sorted(Counter(things).items(), key=lambda item: (-item[1], item[0]))]


def _pair(voice: Voice, scope: Scope, evidence: Weighed) -> list[str]:
    """Return how often which verdict, the kind asked about apart from others."""
    language = voice.language
    pieces = evidence.direct or evidence.broader
    if not pieces:
        return []
    if scope.family_kind is None:
        said = [wording.phrase(language, "summary.all-kinds", counts=_clauses(language, pieces))]
    else:
        kind = naming.family(voice, scope.family_kind, scope.substances.asked)
        same = [piece for piece in pieces if piece.same_kind]
        said = [wording.phrase(language, "summary.no-kind", kind=kind)]
        if same:
            said = [wording.phrase(language, "summary.kind", kind=kind, counts=_clauses(language, same))]
        said += _others(voice, [piece for piece in pieces if not piece.same_kind])
    if evidence.direct:
        return said
    first = said[0][0].lower() + said[0][1:]
    return [wording.phrase(language, "summary.broader-prefix", sentence=first), *said[1:]]


def _others(voice: Voice, pieces: Sequence[Piece]) -> list[str]:
    """Return the sentence on the kinds that were not asked about."""
    if not pieces:
        return []
    families = _most(piece.evidence.exposure.family or piece.evidence.exposure.iri for piece in pieces)
    kinds = naming.named(voice, families, _NAMES)
    return [wording.phrase(voice.language, "summary.others", kinds=kinds, counts=_clauses(voice.language, pieces))]


def _clauses(language: str, pieces: Sequence[Piece]) -> str:
    """Return the counts per aspect; where risk is not among them, that it was not studied."""
    clauses = []
    for aspect in _ASPECTS:
        verdicts = counting.verdicts(piece for piece in pieces if counting.aspect(piece.evidence.finding) == aspect)
        if verdicts:
            clauses.append(wording.phrase(language, f"clause.{aspect}", counts=counts(language, aspect, verdicts)))
    if not clauses:
        clauses.append(wording.phrase(language, "summary.no-comparison"))
    if not any(piece.evidence.finding.aspect == _RISK for piece in pieces):
        clauses.append(wording.phrase(language, "summary.no-risk"))
    return "; ".join(clauses)


def counts(language: str, aspect: str, verdicts: Counter[Iri]) -> str:
    """Return counts of verdicts in words, those that are 0 left out."""
    table = f"counts.{aspect}" if wording.has(language, f"counts.{aspect}.higher") else "counts"
    short = counting.in_short(verdicts)
    return ", ".join(wording.phrase(language, f"{table}.{outcome}", n=n) for outcome, n in short.items() if n)


def side(scope: Scope) -> str | None:
    """Return whether higher or lower levels are asked for; None where neither is."""
    return _DIRECTIONS.get(scope.question.direction) if scope.question.direction else None


def _levels(voice: Voice, scope: Scope, tallies: Sequence[Tally]) -> list[str]:
    """Return which substances were found higher or lower in people who have the condition, in how many studies."""
    language = voice.language
    condition = naming.named(voice, scope.conditions.asked)
    asked = side(scope)
    wanted = [(way, key) for way, key in (("higher", "raised"), ("lower", "lowered")) if asked in (None, way)]
    said = []
    for way, key in wanted:
        found = sorted((one for one in tallies if getattr(one, way)), key=lambda one: -int(getattr(one, way)))
        items = wording.listed(language, (_tally(voice, one) for one in found), _NAMES)
        if found:
            said.append(wording.phrase(language, f"summary.{key}", condition=condition, list=items))
        else:
            direction = wording.phrase(language, f"column.{way}")
            said.append(wording.phrase(language, "summary.neither", condition=condition, direction=direction))
    return [*said, wording.phrase(language, "summary.not-first")]


def _tally(voice: Voice, tally: Tally) -> str:
    substance = naming.name(voice, tally.substance)
    if tally.matrix:
        matrix = naming.name(voice, tally.matrix)
        substance = wording.phrase(voice.language, "line.matrix", text=substance, matrix=matrix)
    numbers = {"higher": tally.higher, "lower": tally.lower, "none": tally.none, "unclear": tally.unclear}
    found = [
        wording.phrase(voice.language, f"counts.level-difference.{outcome}", n=n) for outcome, n in numbers.items() if n
    ]
    return wording.phrase(voice.language, "summary.tally", substance=substance, counts=", ".join(found))


def _most_studied(voice: Voice, scope: Scope, evidence: Weighed) -> list[str]:
    """Return what was studied most: conditions of a substance, or substances of a condition."""
    if scope.substances.asked:
        things = [piece.evidence.finding.outcome for piece in evidence.direct]
    else:
        things = [name for piece in evidence.direct for name in piece.evidence.exposure.substances]
    numbers = Counter(things)
    items = [
        wording.phrase(
            voice.language,
            "summary.share",
            name=naming.name(voice, thing),
            findings=wording.plural(voice.language, "finding", numbers[thing]),
        )
        for thing in _most(things)[:_NAMES]
    ]
    return [wording.phrase(voice.language, "summary.most-studied", list=", ".join(items))] if items else []


def _retracted(voice: Voice, evidence: Weighed) -> list[str]:
    number = sum(piece.evidence.publication.status == counting.RETRACTED for piece in evidence.direct)
    findings = wording.plural(voice.language, "finding", number)
    return [wording.phrase(voice.language, "summary.retracted", findings=findings)] if number else []


def _tied(voice: Voice, scope: Scope, selection: Selection) -> tuple[str, ...]:
    """Return whether anything ties several substances together."""
    about = naming.subject(voice, scope)
    asked = scope.substances
    mixed = [
        len({asked.within.get(name) for name in piece.evidence.exposure.substances} & set(asked.asked)) > 1
        for piece in selection.findings
    ]
    together = list(compress(selection.findings, mixed))
    tied = [*selection.interactions, *compress(selection.findings, (not one for one in mixed))]
    said = [wording.phrase(voice.language, "summary.not-tied", subject=about)]
    if tied:
        amounts = _amounts(voice.language, tied)
        said = [wording.phrase(voice.language, "summary.tied", subject=about, **amounts)]
    if together:
        findings = wording.plural(voice.language, "finding", len(together))
        said.append(wording.phrase(voice.language, "summary.together", findings=findings))
    return tuple(said)


def _modifier(voice: Voice, scope: Scope, selection: Selection) -> list[str]:
    """Return whether anybody tested that the modifier asked about changes the effect."""
    if not scope.modifiers.asked:
        return []
    language, modifier = voice.language, naming.named(voice, scope.modifiers.asked)
    found = {
        key: [p for p in selection.modified if how(p, scope) == key] for key in ("tested", "in-people", "proposed")
    }
    said = [
        wording.phrase(
            language,
            f"summary.{key}",
            modifier=modifier,
            findings=wording.plural(language, "finding", len(found[key])),
        )
        for key in ("tested", "in-people")
        if found[key]
    ]
    if found["tested"]:
        return said
    findings = wording.plural(language, "finding", len(found["proposed"]))
    key = "summary.proposed" if found["proposed"] else "summary.not-proposed"
    return [wording.phrase(language, key, modifier=modifier, findings=findings), *said]
