"""The grid: substances or kinds of exposure by conditions, each cell with findings, searches or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mgkg.networks.reading import Row, answers, records, terms
from mgkg.networks.searches import Search, matching
from mgkg.store import Store

#: What a cell can hold, fullest first.
STATES = ("findings", "searched, not in the graph", "searched, nothing found", "nobody looked")
#: How many of the most studied substances, and of the most studied conditions, are looked at where none is asked about.
MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A substance, or one kind of exposure to it, by a condition."""

    substance: str
    condition: str
    #: The kind of exposure; None where the cell is on the substance as a whole.
    family: str | None = None
    #: Findings in people, on the condition and narrower ones.
    findings: int
    #: Findings in people on broader conditions, which fill no cell.
    indirect: int
    searches: tuple[Search, ...] = ()
    #: One of STATES.
    state: str
    #: In how many studies in people the substance and the condition themselves were studied, with whatever else.
    studied: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a grid is on: everything, or one substance, one condition, or both; with what is narrower."""

    substances: tuple[str, ...]
    conditions: tuple[str, ...]
    #: Whether there is a cell for each kind of exposure.
    by_family: bool
    #: Whether nothing in particular is asked about.
    everything: bool


def asked(store: Store, studied: Mapping[str, int], substance: str | None, condition: str | None) -> Asked:
    """Return what a grid is on. The side that nobody asked about is filled with what was studied most."""
    both = substance is not None and condition is not None
    everything = substance is None and condition is None
    most = MOST if everything else None
    return Asked(
        substances=_side(store, substance, "substance", studied, most, alone=both),
        conditions=_side(store, condition, "condition", studied, most, alone=both),
        by_family=both,
        everything=everything,
    )


def _side(
    store: Store, name: str | None, kind: str, studied: Mapping[str, int], most: int | None, *, alone: bool
) -> tuple[str, ...]:
    if name is None:
        return tuple(thing for thing in studied if thing.startswith(f"{kind}:"))[:most]
    return (name,) if alone else narrower(store, name)


def narrower(store: Store, name: str) -> tuple[str, ...]:
    """Return a thing and all that is narrower."""
    rows = records(store, "relatives", {"concept": terms((name,))})
    return (name, *(row["relative"] for row in rows if row["relation"] == "narrower" and row["relative"] != name))


def studied(store: Store) -> dict[str, int]:
    """Return in how many studies in people each substance and condition was studied, the most studied first."""
    return {row["thing"]: int(row["studies"]) for row in records(store, "studied") if row["studies"] != "0"}


def cells(store: Store, on: Asked, counts: Mapping[str, int], searches: Iterable[Search]) -> tuple[Cell, ...]:
    """Return the cells of a grid: those without findings first, the most studied on both sides before others.

    Where nothing in particular is asked about, what was studied on a broader condition comes behind what was not.
    """
    grouped: dict[tuple[str, str, str | None], list[Row]] = defaultdict(list)
    parameters = {"substance": terms(on.substances), "condition": terms(on.conditions)}
    for row in answers(store, "gap-grid", parameters) if on.substances and on.conditions else ():
        if on.by_family:
            grouped[row["substance"], row["outcome"], row["family"]].append(row)
        elif row["outcome"] == row["condition"]:
            grouped[row["substance"], row["outcome"], None].append(row)
    known = tuple(searches)
    made = [_cell(key, rows, counts, known) for key, rows in grouped.items()]
    return tuple(sorted(made, key=lambda cell: (cell.findings > 0, on.everything and cell.indirect > 0, *_place(cell))))


def _cell(
    key: tuple[str, str, str | None], rows: list[Row], counts: Mapping[str, int], searches: tuple[Search, ...]
) -> Cell:
    substance, condition, family = key
    return Cell(
        substance=substance,
        condition=condition,
        family=None if family == substance else family,
        findings=sum(int(row["findings"]) for row in rows),
        indirect=sum(int(row["indirect"]) for row in rows),
        searches=matching(searches, [substance], condition),
        state=min((row["state"] for row in rows), key=STATES.index),
        studied=(counts.get(substance, 0), counts.get(condition, 0)),
    )


def _place(cell: Cell) -> tuple[int, int, str, str, str]:
    """Return the place of a cell: a gap is the more telling, the more its substance and its condition were studied."""
    one, other = cell.studied
    return (-one * other, -one - other, cell.substance, cell.condition, cell.family or "")
