"""The page of an answer, with links: the layout that every face has, and behind each row the thing that it tells of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from mgkg import names
from mgkg.answers import rows
from mgkg.answers.page import SHOWN, Section, page
from mgkg.answers.records import Answer, Gap, Line, Piece, Statement, Tally
from mgkg.answers.rows import Row, Speaker
from mgkg.answers.sources import url
from mgkg.web.pages.linking import Linked, linked
from mgkg.web.places import page_path

#: The columns by which findings are sorted; a minus before one turns the order, none is newest first.
SORTS = ("study", "compared", "result")
#: How each section of findings writes its rows.
_WRITERS: Mapping[str, Callable[[Speaker, Piece], Row]] = {"modifiers": rows.modified, "interactions": rows.interaction}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list: what it says, what unfolds below it, and for a conclusion what marks it."""

    text: Linked
    more: tuple[Linked, ...] = ()
    #: The codes of conclusion and certainty, and the page of all that led to them.
    conclusion: str = ""
    certainty: str = ""
    path: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its title, whether it holds text, and what sorts by it, empty where nothing does."""

    title: str
    is_text: bool
    sort: str = ""
    #: ascending, descending or none, as the attribute aria-sort has it.
    order: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section as it is shown: notes, items or a table with links, and how many more there are."""

    key: str
    title: str
    first: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[tuple[Linked, ...], ...], ...] = ()
    hidden: int = 0


def parts(answer: Answer, *, sort: str = "", whole: str = "") -> tuple[Part, ...]:
    """Return the sections of an answer, the findings sorted by a column, one section or all of them shown whole."""
    voice = rows.speaker(answer)
    return tuple(
        _part(answer, voice, section, sort=sort, limit=None if whole in (section.key, "all") else SHOWN)
        for section in page(answer).sections
        if section.key != "sources"
    )


def sources(answer: Answer) -> tuple[Item, ...]:
    """Return the sources of an answer in the order of their numbers, each with a link to where it is read."""
    voice = rows.speaker(answer)
    found = []
    for source in answer.sources:
        text, address = rows.source(voice, source), url(source.publication)
        title, own = source.publication.title or "", page_path(source.publication.iri)
        targets = {**({address: address} if address else {}), **({title.rstrip("."): own} if title else {})}
        item = Item(text=linked(text, targets), anchor=f"source-{source.number}", path=own)
        found.append(item)
    return tuple(found)


def _part(answer: Answer, voice: Speaker, section: Section, *, sort: str, limit: int | None) -> Part:
    """Return one section with links, its rows written from what they speak of."""
    shown = Part(key=section.key, title=section.title, first=section.first)
    if not section.about:
        return replace(shown, items=tuple(Item(text=linked(one, _named(answer))) for one in section.items))
    if section.table is None:
        items = [_item(answer, voice, one) for one in section.about[:limit]]
        return replace(shown, items=tuple(items), hidden=len(section.about) - len(items))
    pieces = [one for one in section.about if isinstance(one, Piece)]
    write = _WRITERS.get(section.key, rows.finding)
    written = [_finding(voice, piece, write(voice, piece)) for piece in pieces] or [
        _counted(voice, one) for one in section.about if isinstance(one, Line | Tally)
    ]
    ordered = _sorted(written, sort) if pieces else written
    columns = [
        _column(title, place < section.table.texts, SORTS[place] if pieces else "", sort)
        for place, title in enumerate(section.table.columns)
    ]
    return replace(
        shown,
        columns=tuple(columns),
        rows=tuple(ordered[:limit]),
        hidden=max(0, len(written) - (limit or len(written))),
    )


def _column(title: str, is_text: bool, key: str, sort: str) -> Column:  # noqa: FBT001 - it is a value of the record
    if not key:
        return Column(title=title, is_text=is_text)
    if sort == key:
        return Column(title=title, is_text=is_text, sort=f"-{key}", order="ascending")
    return Column(title=title, is_text=is_text, sort=key, order="descending" if sort == f"-{key}" else "none")


def _sorted(written: Sequence[tuple[tuple[Linked, ...], ...]], sort: str) -> list[tuple[tuple[Linked, ...], ...]]:
    key = sort.removeprefix("-")
    if key not in SORTS:
        return list(written)
    place = SORTS.index(key)
    return sorted(written, key=lambda row: _plain(row[place]).casefold(), reverse=sort.startswith("-"))


def _plain(cell: Sequence[Linked]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in cell)


def _finding(voice: Speaker, piece: Piece, row: Row) -> tuple[tuple[Linked, ...], ...]:
    """Return the cells of a finding: the study, what was compared and the verdict lead to their pages."""
    finding = piece.evidence.finding
    number = voice.numbers[piece.evidence.publication.iri]
    study = {rows.study_name(piece): page_path(finding.study), f"[{number}]": f"#source-{number}"}
    things = (
        finding.exposure,
        finding.outcome,
        *piece.evidence.exposure.substances,
        *finding.effect_modifiers,
        *finding.acts_on,
    )
    compared = {rows.say(voice, thing): page_path(thing) for thing in reversed(things)}
    first, second, (said, *numbers) = row
    result = [((said, page_path(finding.iri)),), *(((one, ""),) for one in numbers)]
    return (_lines(first, study), _lines(second, compared), tuple(result))


def _counted(voice: Speaker, one: Line | Tally) -> tuple[tuple[Linked, ...], ...]:
    """Return the cells of a count: its family, substance and outcome lead to their pages."""
    if isinstance(one, Tally):
        targets = {rows.say(voice, one.substance): page_path(one.substance)}
        return tuple(_lines(cell, targets) for cell in rows.tally(voice, one))
    targets = {rows.say(voice, thing): page_path(thing) for thing in (one.subject, one.family)}
    return tuple(_lines(cell, targets) for cell in rows.line(voice, one))


def _lines(cell: Sequence[str], targets: Mapping[str, str]) -> tuple[Linked, ...]:
    return tuple(linked(line, targets) for line in cell if line)


def _item(answer: Answer, voice: Speaker, one: object) -> Item:
    """Return a conclusion, a hypothesis, a claim or a gap as an item."""
    if isinstance(one, Line) and one.assessment:
        targets = {rows.say(voice, thing): page_path(thing) for thing in (one.subject, one.family)}
        return Item(
            text=linked(rows.concluded(voice, one), targets),
            more=tuple(linked(reason, {}) for reason in rows.reasons(voice, one.assessment) if reason),
            conclusion=names.local_name(one.assessment.conclusion),
            certainty=names.local_name(one.assessment.certainty),
            path=page_path(one.assessment.iri),
        )
    if isinstance(one, Statement):
        write = rows.hypothesis if names.kind_of(one.iri) == "hypothesis" else rows.claim
        cited = {f"[{voice.numbers[publication.iri]}]" for publication in one.publications}
        targets = {number: f"#source-{number[1:-1]}" for number in cited}
        return Item(text=linked(write(voice, one), targets), path=page_path(one.iri))
    text = one.text if isinstance(one, Gap) else ""
    return Item(text=linked(text, _named(answer)))


def _named(answer: Answer) -> dict[str, str]:
    """Return the pages of what a question names, by what these things are called."""
    asked = (*answer.question.substances, *answer.question.conditions)
    return {answer.labels[term]: page_path(term) for term in asked if term in answer.labels}
