"""Tables of wordings: what the words of a sheet mean, in rows that a person can check.

A header that is a column of every sheet is matched: an empty cell fits anything, a full one fits its equal. A header
that is an extension column is set: it fills the row's own cell when that is empty. The most specific match wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path

from mgkg.errors import SheetError
from mgkg.sheets.columns import COLUMNS, EXCLUDE, EXTENSIONS, WHY
from mgkg.sheets.faults import Fault, told
from mgkg.sheets.reading import Line, Table, read_table

#: The table that describes factors which are outcomes; it matches no rows.
OUTCOME_FACTORS = "outcome_factors.tsv"

_MATCHED = tuple(column.name for column in COLUMNS)
_SET = (*(column.name for column in EXTENSIONS), EXCLUDE)

#: Column and cell pairs.
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One row of a table: what it fits, and what it fills in."""

    table: str
    row: int
    fits: Pairs
    fills: Pairs


@dataclass(frozen=True, slots=True)
class Wordings:
    """All rows of all tables, by the columns that they match and the cells they match there."""

    groups: Mapping[tuple[str, ...], Mapping[tuple[str, ...], tuple[Wording, ...]]]
    outcome_factors: tuple[Mapping[str, str], ...] = ()


def load(folder: Path | None = None) -> Wordings:
    """Return the tables in a folder, or the project's own.

    Raises SheetError with every fault: a header that is no column, two rows that fit the same and fill differently.
    """
    place = Path(str(resources("mgkg.sheets") / "tables")) if folder is None else folder
    wordings: list[Wording] = []
    factors: list[Mapping[str, str]] = []
    faults: list[Fault] = []
    for path in sorted(place.glob("*.tsv")):
        table = read_table(path)
        faults += table.faults
        if path.name == OUTCOME_FACTORS:
            factors += [line.cells for line in table.lines]
            continue
        faults += _unknown(table)
        wordings += [_wording(path.name, line) for line in table.lines]
    faults += _quarrels(wordings)
    if faults:
        raise SheetError(tuple(told(fault) for fault in faults))
    return Wordings(_grouped(wordings), tuple(factors))


def _unknown(table: Table) -> Iterator[Fault]:
    for name in table.header:
        if name not in (*_MATCHED, *_SET, WHY):
            yield Fault(table.name, 1, name, "no sheet has such a column", "use a column of the sheet format, or why")


def _wording(table: str, line: Line) -> Wording:
    return Wording(
        table,
        line.row,
        tuple((name, line.cells[name]) for name in _MATCHED if line.cells.get(name)),
        tuple((name, line.cells[name]) for name in _SET if line.cells.get(name)),
    )


def _grouped(wordings: list[Wording]) -> dict[tuple[str, ...], dict[tuple[str, ...], tuple[Wording, ...]]]:
    groups: dict[tuple[str, ...], dict[tuple[str, ...], tuple[Wording, ...]]] = defaultdict(dict)
    for wording in wordings:
        group = groups[tuple(name for name, _ in wording.fits)]
        cells = tuple(cell for _, cell in wording.fits)
        group[cells] = (*group.get(cells, ()), wording)
    return dict(groups)


def _quarrels(wordings: list[Wording]) -> Iterator[Fault]:
    """Yield a fault for each row that fits what an earlier one fits and fills it differently."""
    seen: dict[tuple[Pairs, str], tuple[str, Wording]] = {}
    for wording in wordings:
        for name, cell in wording.fills:
            said, first = seen.setdefault((wording.fits, name), (cell, wording))
            if said != cell:
                yield Fault(
                    wording.table, wording.row, name,
                    f"'{cell}' where {first.table}, row {first.row}, has '{said}' for the same wording", "keep one",
                )  # fmt: skip


def fill(wordings: Wordings, sheet: str, row: int, cells: Mapping[str, str]) -> tuple[dict[str, str], list[Fault]]:
    """Return a row's cells with the empty ones filled from the tables, and a fault where two tables disagree."""
    offers: dict[str, list[tuple[Wording, str]]] = defaultdict(list)
    for wording in _fitting(wordings, cells):
        for name, cell in wording.fills:
            if not cells.get(name):
                offers[name].append((wording, cell))
    filled = dict(cells)
    faults: list[Fault] = []
    for name, offered in offers.items():
        most = max(len(wording.fits) for wording, _ in offered)
        best = [(wording, cell) for wording, cell in offered if len(wording.fits) == most]
        filled[name] = best[0][1]
        if len({cell for _, cell in best}) > 1:
            said = " and ".join(f"{wording.table}, row {wording.row}, says '{cell}'" for wording, cell in best)
            faults.append(Fault(sheet, row, name, said, "make one of them more specific"))
    return filled, faults


def _fitting(wordings: Wordings, cells: Mapping[str, str]) -> Iterator[Wording]:
    for columns, group in wordings.groups.items():
        yield from group.get(tuple(cells.get(name, "") for name in columns), ())
