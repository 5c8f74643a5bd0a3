"""Gaps told: as headings and tables in words, as rows, and as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mgkg.networks.gaps import Gaps
from mgkg.networks.grid import Cell
from mgkg.networks.modifiers import Modifier, Proposal
from mgkg.networks.searches import Search
from mgkg.networks.wording import counted, label, phrase

#: The columns of the rows: a row for each cell, then one for each modifier.
GAP_COLUMNS = (
    "kind", "substance", "condition", "exposure", "modifier", "findings", "indirect", "searches", "state",
    "proposed by",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in words, under a heading."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsTold:
    """Gaps in words: what they are on, how many, the cells, the modifiers and the searches."""

    counts: str
    cells: Table
    notes: tuple[str, ...]
    modifiers: Table | None
    searches: tuple[str, ...]
    searches_heading: str


def tell_gaps(gaps: Gaps, language: str) -> GapsTold:
    """Return gaps in the words of a language."""
    total = sum(gaps.counts.values())
    states = ", ".join(phrase(language, "gaps", "count", name, n=n) for name, n in gaps.counts.items() if n)
    more = total - len(gaps.cells)
    notes = [phrase(language, "gaps", "more", cells=counted(language, "cell", more))] if more else []
    notes.append(phrase(language, "gaps", "nobody"))
    restricted = any((gaps.substance, gaps.condition, gaps.modifier))
    if restricted and not gaps.modifiers:
        notes.append(phrase(language, "gaps", "no-modifiers"))
    return GapsTold(
        counts=phrase(language, "gaps", "counts", cells=counted(language, "cell", total), states=states)
        if total
        else "",
        cells=_cells(gaps, language),
        notes=tuple(notes),
        modifiers=_modifiers(gaps, language) if gaps.modifiers else None,
        searches=tuple(_search(one, language) for one in _all(gaps)),
        searches_heading=phrase(language, "gaps", "searches"),
    )


def _cells(gaps: Gaps, language: str) -> Table:
    things = [label(gaps.labels, one, language) for one in (gaps.substance, gaps.condition, gaps.modifier) if one]
    if things:
        heading = phrase(language, "gaps", "head", things=" × ".join(things))
    else:
        heading = phrase(language, "gaps", "everything")
    what = "family" if gaps.substance and gaps.condition else "substance"
    rows = [
        (
            label(gaps.labels, cell.family or cell.substance, language),
            label(gaps.labels, cell.condition, language),
            _known(cell, language),
        )
        for cell in gaps.cells
    ]
    return _table(gaps, heading, (what, "condition", "known"), rows, language)


def _table(gaps: Gaps, heading: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], language: str) -> Table:
    """Return a table without the columns that only repeat what was asked about."""
    asked = {"substance": gaps.substance, "condition": gaps.condition}
    repeated = {
        place
        for place, column in enumerate(columns)
        if (name := asked.get(column)) and {row[place] for row in rows} == {label(gaps.labels, name, language)}
    }
    kept = [place for place in range(len(columns)) if place not in repeated]
    return Table(
        heading=heading,
        columns=tuple(phrase(language, "gaps", "column", columns[place]) for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _known(cell: Cell, language: str) -> str:
    """Return what is known of a cell: its findings or its state, searches, and findings on broader conditions."""
    if cell.findings:
        said = [counted(language, "finding", cell.findings)]
    else:
        said = [phrase(language, "gaps", "state", cell.state)]
    said += [counted(language, "search", len(cell.searches))] if cell.searches else []
    said += [phrase(language, "gaps", "indirect", n=cell.indirect)] if cell.indirect else []
    return "; ".join(said)


def _modifiers(gaps: Gaps, language: str) -> Table:
    untested = all(one.proposals for one in gaps.modifiers)
    heading = phrase(language, "gaps", "proposed" if untested else "modifiers")
    columns = ("modifier", "substance", "condition", "proposed", "known")
    return _table(gaps, heading, columns, [_modifier(gaps, one, language) for one in gaps.modifiers], language)


def _modifier(gaps: Gaps, one: Modifier, language: str) -> tuple[str, ...]:
    things = [label(gaps.labels, name, language) for name in (one.modifier, one.substance, one.condition)]
    proposed = ", ".join(dict.fromkeys(proposal.source or proposal.statement for proposal in one.proposals))
    said = [phrase(language, "gaps", "state", one.state)]
    said += [counted(language, "finding", one.tested)] if one.tested else []
    said += [counted(language, "search", len(one.searches))] if one.searches else []
    return (*things, proposed or "·", "; ".join(said))


def _all(gaps: Gaps) -> list[Search]:
    """Return the searches behind cells and modifiers, each once."""
    several = (one for part in (gaps.cells, gaps.modifiers) for item in part for one in item.searches)
    return list({one.search: one for one in several}.values())


def _search(one: Search, language: str) -> str:
    amounts = (("hits", one.hits), ("eligible", one.eligible))
    said = [phrase(language, "gaps", key, n=number) for key, number in amounts if number is not None]
    given = {"search": one.search, "on": one.on or "", "places": ", ".join(one.places), "hits": ", ".join(said)}
    return phrase(language, "gaps", "search", **given)


def gaps_to_rows(gaps: Gaps) -> Iterator[tuple[str, ...]]:
    """Yield the cells of a row for each cell of the grid, and then for each modifier."""
    for cell in gaps.cells:
        counts = (str(cell.findings), str(cell.indirect), str(len(cell.searches)))
        yield ("cell", cell.substance, cell.condition, cell.family or "", "", *counts, cell.state, "")
    for one in gaps.modifiers:
        proposed = " ".join(proposal.statement for proposal in one.proposals)
        counts = (str(one.tested), "", str(len(one.searches)))
        yield ("modifier", one.substance, one.condition, "", one.modifier, *counts, one.state, proposed)


def gaps_to_json(gaps: Gaps, language: str) -> dict[str, Any]:
    """Return gaps as an object that json can write: names compact, what is not known null or empty."""
    return {
        "substance": gaps.substance,
        "condition": gaps.condition,
        "modifier": gaps.modifier,
        "counts": dict(gaps.counts),
        "cells": [_cell(cell) for cell in gaps.cells],
        "modifiers": [_proposed(one) for one in gaps.modifiers],
        "searches": [_searched(one) for one in _all(gaps)],
        "notice": phrase(language, "gaps", "nobody"),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "substance": cell.substance,
        "condition": cell.condition,
        "factor": cell.family,
        "findings": cell.findings,
        "indirect": cell.indirect,
        "searched": [one.search for one in cell.searches],
        "state": cell.state,
    }


def _proposed(one: Modifier) -> dict[str, Any]:
    return {
        "substance": one.substance,
        "condition": one.condition,
        "modifier": one.modifier,
        "proposedBy": [_proposal(proposal) for proposal in one.proposals],
        "tested": one.tested,
        "searched": [search.search for search in one.searches],
        "state": one.state,
    }


def _proposal(one: Proposal) -> dict[str, Any]:
    return {
        "statement": one.statement,
        "role": one.role,
        "source": one.source,
        "year": one.year,
        "asPrinted": one.as_printed,
    }


def _searched(one: Search) -> dict[str, Any]:
    return {
        "search": one.search,
        "on": one.on,
        "in": list(one.places),
        "terms": list(one.terms),
        "hits": one.hits,
        "eligible": one.eligible,
    }
