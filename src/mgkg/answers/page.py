"""The page of an answer: sections of sentences, lists and tables, the same for every face that people read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mgkg import names
from mgkg.answers import concluding, rows, wording
from mgkg.answers.records import Answer, Gap, Line, Piece, Statement, Tally
from mgkg.answers.rows import Row, Speaker
from mgkg.names import Iri
from mgkg.recogniser import Mention

#: How many rows of a table a person is shown where a question is wide, or of what stands beside direct evidence.
SHOWN = 12
#: How many conclusions with their reasons.
_CONCLUSIONS = 8
#: How many conclusions that there is too little to tell.
_OPEN = 4
#: How many interactions, where the question is on a condition.
_INTERACTIONS = 6

_NUMBER = re.compile(r"\[(\d+)\]")

#: The forms of question whose direct evidence is shown whole.
_WHOLE = ("pair", "several")


#: What a row or an item can speak of.
Subject = Piece | Line | Tally | Statement | Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns, how many of them hold text, its rows."""

    columns: tuple[str, ...]
    texts: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page: a title, what is said first, items or a table, what is said last."""

    #: What the part is called in the tables of phrases.
    key: str
    title: str
    #: What its rows or items speak of, those that are not shown too.
    about: tuple[Subject, ...] = ()
    first: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    table: Table | None = None
    last: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer, laid out to be read."""

    title: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    notice: str


def page(answer: Answer) -> Page:
    """Return the page of an answer; a section that would be empty is left out."""
    voice = rows.speaker(answer)
    sections = (
        _taken(answer, voice),
        _tallies(answer, voice),
        _conclusions(answer, voice),
        _lines(answer, voice),
        *_evidence(answer, voice),
        _statements("hypotheses", voice, answer.hypotheses, rows.hypothesis),
        _statements("claims", voice, answer.claims, rows.claim),
        _items("gaps", voice, [gap.text for gap in answer.gaps], answer.gaps),
    )
    shown = [section for section in sections if section is not None]
    sources = _sources(answer, voice, shown)
    return Page(
        title=answer.question.text,
        summary=answer.summary,
        sections=(*shown, *([sources] if sources else [])),
        notice=answer.notice,
    )


def _sources(answer: Answer, voice: Speaker, sections: Iterable[Section]) -> Section | None:
    """Return the sources that the sections cite; those behind rows that are not shown are left out with them."""
    cited: set[str] = set()
    for section in sections:
        firsts = [row[0][0] for row in section.table.rows] if section.table else []
        cited.update(number for text in (*firsts, *section.items) for number in _NUMBER.findall(text))
    items = [f"[{one.number}] {rows.source(voice, one)}" for one in answer.sources if str(one.number) in cited]
    listed = _items("sources", voice, items)
    return replace(listed, last=_more(voice, len(answer.sources) - len(items))) if listed else None


def _statements(
    key: str, voice: Speaker, statements: Sequence[Statement], write: Callable[[Speaker, Statement], str]
) -> Section | None:
    """Return hypotheses or claims, the direct ones before the broader, so many that they do not drown the findings."""
    listed = _items(key, voice, [write(voice, one) for one in statements[:SHOWN]], statements)
    return replace(listed, last=_more(voice, len(statements) - SHOWN)) if listed else None


def _items(key: str, voice: Speaker, items: Sequence[str], about: Sequence[Subject] = ()) -> Section | None:
    return Section(key=key, title=_title(voice, key), about=tuple(about), items=tuple(items)) if items else None


def _title(voice: Speaker, key: str) -> str:
    return wording.phrase(voice.language, f"section.{key}")


def _taken(answer: Answer, voice: Speaker) -> Section | None:
    """Return how words were read where that is not plain from the words themselves."""
    items = [
        wording.phrase(
            voice.language,
            "taken.spelling" if one.how == "spelling" else "taken.as",
            text=one.text,
            label=rows.say(voice, one.term),
        )
        for one in answer.question.taken
        if _is_telling(answer, one)
    ]
    if answer.question.not_understood:
        words = ", ".join(answer.question.not_understood)
        items.append(wording.phrase(voice.language, "taken.not-understood", words=words))
    return _items("taken", voice, items)


def _is_telling(answer: Answer, mention: Mention) -> bool:
    """Return whether a reader may wonder how a word was read: it is misspelt, or not part of the name that it means."""
    kind, called = names.kind_of(mention.term), wording.label(answer.labels, mention.term)
    if kind in ("direction", "aspect") or (kind == "exposure-kind" and mention.term != answer.question.kind):
        return False
    return mention.how == "spelling" or mention.text.casefold() not in called.casefold()


def _tallies(answer: Answer, voice: Speaker) -> Section | None:
    if not answer.tallies:
        return None
    columns = ("substance", "matrix", "higher", "lower", "none", "unclear")
    table = Table(
        columns=_columns(voice, columns), texts=2, rows=tuple(rows.tally(voice, one) for one in answer.tallies)
    )
    return Section(
        key="levels",
        title=_title(voice, "levels"),
        about=answer.tallies,
        first=(wording.phrase(voice.language, "note.levels"),),
        table=table,
    )


def _columns(voice: Speaker, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(wording.phrase(voice.language, f"column.{key}") for key in keys)


def _conclusions(answer: Answer, voice: Speaker) -> Section | None:
    """Return what was concluded, each with its certainty and the reasons: direct ones, else the broader."""
    assessed = [line for line in answer.lines if line.assessment and not line.combined]
    direct = [line for line in assessed if line.directness != "broader"] or assessed
    decided = [line for line in direct if not concluding.is_open(line)]
    unsettled = [line for line in direct if concluding.is_open(line)]
    shown = [*decided[:_CONCLUSIONS], *unsettled[:_OPEN]]
    listed = _items("conclusions", voice, [rows.conclusion(voice, line) for line in shown], [*decided, *unsettled])
    return replace(listed, last=_more(voice, len(direct) - len(shown))) if listed else None


def _lines(answer: Answer, voice: Speaker) -> Section | None:
    """Return the counts: of direct evidence where there is any, else of broader; one subject for all goes on top."""
    shown = [one for one in answer.lines if one.is_studied and not (answer.tallies and rows.is_level(one))]
    direct = [one for one in shown if one.directness != "broader"]
    lines = direct or shown
    if not lines:
        return None
    title = _title(voice, "counts")
    if not direct:
        title, voice = _mostly(f"{title}: {_title(voice, 'broader').lower()}", voice, [one.subject for one in lines])
    limit = len(lines) if answer.form in _WHOLE and direct else SHOWN
    table = Table(
        columns=_columns(voice, ("what", "higher", "lower", "none", "unclear", "studies", "basis")),
        texts=1,
        rows=tuple(rows.line(voice, one) for one in lines[:limit]),
    )
    note = wording.phrase(voice.language, "note.counts")
    last = _more(voice, len(lines) - limit)
    return Section(key="counts", title=title, about=tuple(lines), first=(note,), table=table, last=last)


def _mostly(title: str, voice: Speaker, subjects: Sequence[Iri]) -> tuple[str, Speaker]:
    """Return a title that names the most frequent subject, and a speaker that need not name it again."""
    if not subjects:
        return title, voice
    most = max(sorted(set(subjects)), key=subjects.count)
    named = wording.phrase(voice.language, "line.mostly", title=title, subject=rows.say(voice, most))
    return named, replace(voice, understood=(most,))


def _evidence(answer: Answer, voice: Speaker) -> list[Section | None]:
    """Return the sections of findings, each finding in one of them, except those on modifiers, which stand twice."""
    selection = answer.selection
    treated = {piece.evidence.finding.iri for piece in selection.interventions}
    others = [piece for piece in selection.findings if piece.evidence.finding.iri not in treated]
    human = [piece for piece in others if piece.directness != "animal"]
    single = [piece for piece in human if not piece.combined]
    direct = [piece for piece in single if piece.directness != "broader"]
    broader = [piece for piece in single if piece.directness == "broader"]
    combined = [piece for piece in human if piece.combined]
    animals = [piece for piece in others if piece.directness == "animal"]
    whole = 0 if answer.form in _WHOLE else SHOWN
    few = _INTERACTIONS if answer.question.conditions else whole
    return [
        _findings(voice, "findings", direct, limit=whole, note="intervals"),
        _broader(voice, broader, limit=SHOWN if direct else whole),
        _findings(voice, "combinations", combined, limit=SHOWN, note="combinations"),
        _treatments(voice, "interventions", [one for one in selection.interventions if not one.combined], whole),
        _treatments(voice, "interventions-combined", [one for one in selection.interventions if one.combined], whole),
        _findings(voice, "adverse", selection.adverse_effects, limit=SHOWN),
        _findings(
            voice, "modifiers", () if answer.form == "several" else selection.modified, limit=SHOWN, write=rows.modified
        ),
        _findings(voice, "interactions", selection.interactions, limit=few, write=rows.interaction),
        _findings(voice, "animals", animals, limit=SHOWN, note="animals"),
    ]


def _broader(voice: Speaker, pieces: Sequence[Piece], *, limit: int) -> Section | None:
    """Return the broader evidence; where a pair has no other, all of it is shown."""
    title, told = _mostly(_title(voice, "broader"), voice, [piece.evidence.finding.outcome for piece in pieces])
    section = _findings(told, "broader", pieces, limit=limit, note="broader")
    return replace(section, title=title) if section else None


def _treatments(voice: Speaker, key: str, pieces: Sequence[Piece], whole: int) -> Section | None:
    """Return what was tried, direct evidence first and shown whole."""
    direct = [piece for piece in pieces if piece.directness != "broader"]
    broader = [piece for piece in pieces if piece.directness == "broader"]
    limit = whole or max(len(direct), SHOWN)
    return _findings(voice, key, [*direct, *broader], limit=limit)


def _findings(
    voice: Speaker,
    key: str,
    pieces: Sequence[Piece],
    *,
    limit: int,
    note: str | None = None,
    write: Callable[[Speaker, Piece], Row] = rows.finding,
) -> Section | None:
    """Return a section with a table of findings, at most as many as the limit says; 0 is no limit."""
    if not pieces:
        return None
    shown = pieces[:limit] if limit else pieces
    table = Table(
        columns=_columns(voice, ("study", "compared", "result")),
        texts=3,
        rows=tuple(write(voice, piece) for piece in shown),
    )
    first = (wording.phrase(voice.language, f"note.{note}"),) if note else ()
    last = _more(voice, len(pieces) - len(shown))
    return Section(key=key, title=_title(voice, key), about=tuple(pieces), first=first, table=table, last=last)


def _more(voice: Speaker, number: int) -> tuple[str, ...]:
    """Return the line that says how many rows are not shown, and how to have them."""
    if number <= 0:
        return ()
    command = wording.phrase(voice.language, "note.command")
    return (wording.phrase(voice.language, "note.more", n=number, command=command),)
