"""Evidence sheets: tab-separated files of findings, read, checked and resolved to the terms of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mgkg.sheets import rows, tables
from mgkg.sheets.columns import BY_NAME, COLUMNS, EXCLUDE, EXTENSIONS, Column
from mgkg.sheets.faults import Fault, Warned, told
from mgkg.sheets.reading import Line, Table, read_table
from mgkg.sheets.rows import Row, text, thing
from mgkg.sheets.tables import Wordings
from mgkg.sheets.vocabulary import Vocabulary

__all__ = [
    "BY_NAME",
    "COLUMNS",
    "EXTENSIONS",
    "Column",
    "Excluded",
    "Fault",
    "Row",
    "Sheets",
    "Vocabulary",
    "Warned",
    "read_sheets",
    "text",
    "thing",
    "told",
]


@dataclass(frozen=True, slots=True)
class Excluded:
    """A row that the project's tables leave out, and why."""

    sheet: str
    row: int
    study: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What stands in evidence sheets: good rows, rows left out, and all that is wrong or doubtful."""

    rows: tuple[Row, ...]
    excluded: tuple[Excluded, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Warned, ...]
    #: Sheet and line of each row that has a fault.
    rejected: tuple[tuple[str, int], ...]
    #: Sheet and how many rows it has, whatever became of them.
    heights: tuple[tuple[str, int], ...]


def read_sheets(paths: Iterable[Path], vocabulary: Vocabulary, wordings: Wordings | None = None) -> Sheets:
    """Return what stands in evidence sheets, with every fault of every file; raises only where the tables are wrong."""
    words = tables.load() if wordings is None else wordings
    read: list[tuple[str, Line, rows.Read]] = []
    faults: list[Fault] = []
    heights: list[tuple[str, int]] = []
    rejected: list[tuple[str, int]] = []
    for path in paths:
        table = read_table(path, str(path))
        headed = list(_header(table))
        faults += [*table.faults, *headed]
        heights.append((table.name, table.height))
        rejected += [(table.name, fault.row) for fault in table.faults if fault.row > 1 and table.height]
        if headed:
            rejected += [(table.name, line.row) for line in table.lines]
        else:
            read += [(table.name, line, rows.read(line, table.name, words, vocabulary)) for line in table.lines]
    return Sheets(
        rows=tuple(each.row for _, _, each in read if each.row is not None),
        excluded=tuple(
            Excluded(name, line.row, line.cells.get("study_key", ""), each.excluded)
            for name, line, each in read
            if each.excluded
        ),
        faults=(*faults, *(fault for _, _, each in read for fault in each.faults)),
        warnings=tuple(warned for _, _, each in read for warned in each.warnings),
        rejected=(*rejected, *((name, line.row) for name, line, each in read if each.faults)),
        heights=tuple(heights),
    )


def _header(table: Table) -> Iterator[Fault]:
    """Yield what is wrong with the header of a sheet."""
    if not table.header:
        return
    for column in COLUMNS:
        if column.name not in table.header:
            yield Fault(table.name, 1, column.name, "the column is missing", "add it; its cells may be empty")
    for name in table.header:
        if name == EXCLUDE:
            yield Fault(table.name, 1, name, "a sheet has no such column", "leave out the rows themselves")
        elif name not in BY_NAME:
            known = ", ".join(column.name for column in EXTENSIONS)
            yield Fault(table.name, 1, name, "no sheet has such a column", f"further columns are {known}")
