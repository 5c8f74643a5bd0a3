"""A timeline: from an answer to lanes of marks and to the counts that stood by the end of each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mgkg import names
from mgkg.answers import counting, rows
from mgkg.answers import wording as told
from mgkg.answers.records import Answer, Piece
from mgkg.errors import UsageError
from mgkg.plot import marks
from mgkg.plot.asking import subject
from mgkg.plot.marks import KINDS
from mgkg.plot.records import OUTCOMES, Lane, Mark, Standing, Timeline
from mgkg.plot.wording import phrase

#: With fewer findings than this on the condition itself, broader evidence is shown beside them.
LITTLE = 5

#: The bands of a timeline, from top to bottom.
BANDS = ("direct", "combined", "broader", "animal")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorted:
    """The evidence of an answer by the band that it stands in, and what is not drawn."""

    bands: Mapping[str, list[Piece]]
    undated: int
    #: Broader evidence that is left out because there is enough of the other.
    unshown: int


def timeline(answer: Answer, *, as_of: int | None = None) -> Timeline:
    """Return the timeline of an answer, up to a year where one is given.

    Raises UsageError where there is nothing to draw.
    """
    found = _sorted(answer)
    about, language = subject(answer), answer.question.language
    dated = [piece for pieces in found.bands.values() for piece in pieces]
    if not dated:
        raise UsageError(phrase(language, "nothing.timeline", subject=about))
    first = min(_year(piece) for piece in dated)
    if as_of is not None and as_of < first:
        raise UsageError(phrase(language, "nothing.as-of", subject=about, year=as_of, first=first))
    shown = {band: [one for one in pieces if _until(one, as_of)] for band, pieces in found.bands.items()}
    lanes = tuple(lane for band in BANDS for lane in _lanes(answer, band, shown[band], as_of))
    indirect = not shown["direct"] and bool(shown["broader"])
    band = "broader" if indirect else "direct"
    counted = [mark for lane in lanes if lane.band == band and lane.counts for mark in lane.marks]
    return Timeline(
        language=language,
        subject=about,
        title=phrase(language, "timeline.title", subject=_capital(about)),
        subtitle=_subtitle(language, shown, indirect=indirect),
        lanes=lanes,
        broader=_conditions(answer, shown["broader"]),
        standings=_standings(counted, as_of),
        counts_broader=indirect,
        as_of=as_of,
        notes=_notes(answer, found, later=len(dated) - sum(map(len, shown.values())), as_of=as_of),
    )


def _sorted(answer: Answer) -> _Sorted:
    """Return the evidence in bands; broader evidence only where the condition itself has little."""
    dated = [piece for piece in answer.selection.findings if piece.evidence.publication.year is not None]
    bands: dict[str, list[Piece]] = {band: [] for band in BANDS}
    for piece in dated:
        bands[_band(piece)].append(piece)
    broader = bands["broader"]
    if len(bands["direct"]) >= LITTLE:
        bands["broader"] = []
    return _Sorted(
        bands=bands,
        undated=len(answer.selection.findings) - len(dated),
        unshown=len(broader) - len(bands["broader"]),
    )


def _band(piece: Piece) -> str:
    if piece.directness in ("animal", "broader"):
        return piece.directness
    return "combined" if piece.combined else "direct"


def _year(piece: Piece) -> int:
    return piece.evidence.publication.year or 0


def _until(piece: Piece, as_of: int | None) -> bool:
    return as_of is None or _year(piece) <= as_of


def _lanes(answer: Answer, band: str, pieces: Sequence[Piece], as_of: int | None) -> list[Lane]:
    """Return the lanes of a band: one for each family, combinations and animals together in one."""
    grouped: dict[tuple[int, str], list[Piece]] = {}
    for piece in pieces:
        grouped.setdefault(_place(answer, band, piece), []).append(piece)
    return [
        Lane(
            label=label,
            band=band,
            counts=not several[0].combined,
            marks=tuple(sorted((_mark(answer, one, as_of) for one in several), key=_order)),
        )
        for (_, label), several in sorted(grouped.items())
    ]


def _place(answer: Answer, band: str, piece: Piece) -> tuple[int, str]:
    """Return where a piece of evidence stands in its band: the kind that was asked about first."""
    language = answer.question.language
    if band == "animal" or piece.combined:
        key = "animal" if band == "animal" else "combined"
        return (len(KINDS) + 1, phrase(language, f"lane.{key}"))
    kind = piece.evidence.exposure.family_kind
    slug = names.local_name(kind) if kind else ""
    if kind is None or slug not in KINDS:
        return (len(KINDS), phrase(language, "lane.other"))
    asked = answer.question.kind is not None and piece.same_kind
    return (-1 if asked else KINDS.index(slug), told.label(answer.labels, kind))


def _mark(answer: Answer, piece: Piece, as_of: int | None) -> Mark:
    evidence, language = piece.evidence, answer.question.language
    retracted = marks.retracted(evidence)
    if as_of is not None and retracted is not None and retracted > as_of:
        retracted = None
    said = told.verdict(language, evidence.verdict, evidence.finding.aspect) if evidence.verdict else ""
    key = "timeline.marked" if retracted is None else "timeline.marked-retracted"
    return Mark(
        year=_year(piece),
        outcome=marks.outcome(evidence),
        by_interval=marks.by_interval(evidence),
        n=counting.size(evidence),
        synthesis=marks.is_synthesis(evidence),
        retracted=retracted,
        study=rows.study_name(piece),
        told=phrase(language, key, study=rows.study_name(piece), verdict=said),
    )


def _order(mark: Mark) -> tuple[int, int, int, str, str]:
    place = OUTCOMES.index(mark.outcome) if mark.outcome in OUTCOMES else len(OUTCOMES)
    return (mark.year, place, -(mark.n or 0), mark.study, mark.told)


def _standings(found: Sequence[Mark], as_of: int | None) -> tuple[Standing, ...]:
    """Return what stood by the end of each year in which anything changed, from the year before the first."""
    counted = [mark for mark in found if mark.outcome in OUTCOMES]
    if not counted:
        return ()
    changes = {mark.year for mark in counted} | {mark.retracted for mark in counted if mark.retracted is not None}
    years = sorted({min(changes) - 1, *changes, *([as_of] if as_of else [])})
    return tuple(Standing(year=year, counts=standing(counted, year)) for year in years)


def standing(found: Iterable[Mark], year: int) -> dict[str, int]:
    """Return how many findings of each verdict stand by the end of a year: published, and not retracted by then.

    >>> first = Mark(year=2010, outcome="lower", study="A", retracted=2013)
    >>> second = Mark(year=2012, outcome="none", study="B")
    >>> standing([first, second], 2012), standing([first, second], 2013)
    ({'higher': 0, 'lower': 1, 'none': 1, 'unclear': 0}, {'higher': 0, 'lower': 0, 'none': 1, 'unclear': 0})
    """
    there = Counter(
        mark.outcome for mark in found if mark.year <= year and (mark.retracted is None or mark.retracted > year)
    )
    return {outcome: there[outcome] for outcome in OUTCOMES}


def _subtitle(language: str, shown: Mapping[str, Sequence[Piece]], *, indirect: bool) -> str:
    people = [*shown["direct"], *shown["combined"]]
    indirect = indirect and not people
    pieces = shown["broader"] if indirect else people
    return phrase(
        language,
        "timeline.subtitle-broader" if indirect else "timeline.subtitle",
        findings=told.plural(language, "finding", len(pieces)),
        studies=told.plural(language, "study", counting.studies(pieces)),
    )


def _conditions(answer: Answer, broader: Sequence[Piece]) -> str:
    """Return what the broader evidence is on, what is met most often first."""
    number = Counter(told.label(answer.labels, piece.evidence.finding.outcome) for piece in broader)
    most = sorted(number, key=lambda name: (-number[name], name))
    return told.listed(answer.question.language, most, 2)


def _notes(answer: Answer, found: _Sorted, *, later: int, as_of: int | None) -> tuple[str, ...]:
    """Return what must be said below the picture, and how many findings it leaves out for which reason."""
    language = answer.question.language
    left_out = {
        "later": later,
        "undated": found.undated,
        "broader": found.unshown,
        "adverse": len(answer.selection.adverse_effects),
    }
    said = [phrase(language, "note.direction"), phrase(language, "note.counted")]
    said += [
        phrase(language, f"note.{key}", findings=told.plural(language, "finding", number), year=as_of)
        for key, number in left_out.items()
        if number
    ]
    return (*said, phrase(language, "note.notice"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
