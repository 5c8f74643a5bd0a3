"""Highlights: the sentences of a summary on single findings, and on what was proposed and never tested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mgkg.answers import counting, naming, rows, wording
from mgkg.answers.naming import Voice
from mgkg.answers.records import Piece, Selection, Statement
from mgkg.answers.scope import Scope
from mgkg.answers.weighing import Weighed
from mgkg.names import Iri, iri

#: The verdicts of intervals that tell something: no effect excluded, or a large one.
_DECIDED = tuple(iri(f"verdict:{name}") for name in ("higher", "lower", "no-important-effect", "no-large-effect"))
_RISK = iri("aspect:risk")
_SEXES = (iri("sex:male"), iri("sex:female"))
_TESTED = (iri("modification:tested-present"), iri("modification:tested-absent"))
_UNTESTED = iri("hypothesis-status:untested")
#: How many modifiers a sentence names.
_NAMES = 4


def newest(voice: Voice, evidence: Weighed) -> list[str]:
    """Return the sentence on the newest finding whose interval decides: on risk where there is one.

    One of the kind asked about goes first. Its numbers are the printed ones, with what they amount to, and whether it
    was the same in men and in women.
    """
    deciding = [piece for piece in evidence.direct if counting.counts(piece) and piece.evidence.verdict in _DECIDED]
    if not deciding:
        return []
    first = min(deciding, key=_importance)
    finding = first.evidence.finding
    said = wording.phrase(
        voice.language,
        "summary.newest",
        study=rows.study_name(first),
        about=_about(voice, first),
        numbers=wording.numbers(voice.language, finding.estimates[0]),
        verdict=wording.verdict(voice.language, first.evidence.verdict or "", counting.aspect(finding)),
    )
    return [f"{said} {sexes}" if (sexes := _sexes(voice, first, evidence.direct)) else said]


def _importance(piece: Piece) -> tuple[bool, bool, int, str]:
    """Return where a finding stands among those that may be named: on risk, of the kind asked about, new."""
    finding = piece.evidence.finding
    return (
        counting.aspect(finding) != "risk",
        not piece.same_kind,
        -(piece.evidence.publication.year or 0),
        finding.iri,
    )


def _about(voice: Voice, piece: Piece) -> str:
    """Return what a study is, in few words: its exposure, its design, how many studies and people it rests on."""
    evidence = piece.evidence
    said = [naming.name(voice, evidence.exposure.iri), naming.name(voice, evidence.study.design)]
    pooled = evidence.finding.studies_pooled or evidence.study.studies_pooled
    if pooled:
        text = wording.plural(voice.language, "study", pooled)
        said.append(wording.phrase(voice.language, "finding-row.pooled", n=text))
    number = counting.size(evidence)
    if number is not None:
        said.append(wording.phrase(voice.language, "finding-row.number", n=wording.whole(voice.language, number)))
    return ", ".join(said)


def _sexes(voice: Voice, whole: Piece, pieces: Iterable[Piece]) -> str:
    """Return whether a finding was the same in men and in women, empty where nobody tells."""
    found: dict[Iri, Piece] = {}
    for piece in pieces:
        sex = piece.evidence.population.sex
        if piece.evidence.finding.subgroup_of == whole.evidence.finding.iri and sex in _SEXES:
            found[sex] = piece
    if set(found) != set(_SEXES):
        return ""
    same = {_outcome(piece) for piece in (whole, *found.values())}
    if len(same) == 1:
        return wording.phrase(voice.language, "summary.same-in-sexes")
    said = [wording.verdict(voice.language, found[sex].evidence.verdict or "", _RISK) for sex in _SEXES]
    return wording.phrase(voice.language, "summary.sexes-differ", male=said[0], female=said[1])


def _outcome(piece: Piece) -> str:
    verdicts = counting.in_short({piece.evidence.verdict: 1} if piece.evidence.verdict else {})
    return next((outcome for outcome, number in verdicts.items() if number), "")


def untested(voice: Voice, scope: Scope, selection: Selection, hypotheses: Sequence[Statement]) -> list[str]:
    """Return what was proposed to change the effect and is tested by no finding here, with why it would matter.

    Where a question names a modifier, only why.
    """
    supposed = [one for one in hypotheses if one.modifiers and one.status == _UNTESTED and one.directness != "broader"]
    if scope.modifiers.asked:
        return _why(voice, [one for one in supposed if any(map(scope.modifiers.directness, one.modifiers))])
    tested = _modifiers(piece for piece in selection.modified if piece.evidence.finding.modification in _TESTED)
    alone = [one for one in supposed if not one.combined] or supposed
    named = dict.fromkeys([*(modifier for one in alone for modifier in one.modifiers), *_modifiers(selection.modified)])
    things = [modifier for modifier in named if modifier not in tested]
    if not things:
        return []
    listed = naming.named(voice, things, _NAMES)
    return [wording.phrase(voice.language, "summary.untested", modifiers=listed), *_why(voice, supposed)]


def _modifiers(pieces: Iterable[Piece]) -> list[Iri]:
    return [
        modifier
        for piece in pieces
        if piece.directness != "animal"
        for modifier in piece.evidence.finding.effect_modifiers
    ]


def _why(voice: Voice, supposed: Sequence[Statement]) -> list[str]:
    """Return the words of the first hypothesis that says why a modifier would matter."""
    if not supposed:
        return []
    return [wording.phrase(voice.language, "summary.hypothesis", text=supposed[0].text.rstrip("."))]
