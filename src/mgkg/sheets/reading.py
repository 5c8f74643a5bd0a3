"""Reading of tab-separated files: lines of cells under a header, with a fault for each line that is not."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mgkg.sheets.faults import Fault


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number, the header being 1, and its cells by column."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in a file, with what is wrong with it."""

    name: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    #: Rows below the header, those with a fault among them.
    height: int


def read_table(path: Path, name: str = "") -> Table:
    """Return what stands in a tab-separated file in UTF-8; a name stands for the path in messages."""
    name = name or path.name
    try:
        return _table(path.read_bytes().decode("utf-8-sig"), name)
    except OSError as error:
        fault = Fault(name, 0, "", f"cannot be read ({error.strerror})", "give the path of a tab-separated file")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        fault = Fault(name, row, "", f"byte {error.object[error.start]:#04x} is not UTF-8", "save the file as UTF-8")
    return Table(name, (), (), (fault,), 0)


def _table(text: str, name: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
    lines: list[Line] = []
    faults: list[Fault] = []
    rows: list[tuple[int, list[str]]] = []
    try:
        rows += [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        faults.append(Fault(name, reader.line_num, "", str(error), "keep cells short and free of control characters"))
    if not rows:
        return Table(
            name, (), (), (*faults, Fault(name, 0, "", "the file is empty", "start it with the header row")), 0
        )
    header = tuple(cell.strip() for cell in rows[0][1])
    faults += [_twice(name, column) for column in dict.fromkeys(header) if header.count(column) > 1]
    for row, cells in rows[1:]:
        if len(cells) == len(header):
            lines.append(Line(row, {column: cell.strip() for column, cell in zip(header, cells, strict=True)}))
        else:
            faults.append(_wrong_width(name, row, len(cells), len(header)))
    return Table(name, header, tuple(lines), tuple(faults), len(rows) - 1)


def _wrong_width(name: str, row: int, found: int, expected: int) -> Fault:
    return Fault(name, row, "", f"{found} cells", f"a row has {expected} cells, as the header has; check its tabs")


def _twice(name: str, column: str) -> Fault:
    return Fault(name, 1, column, "the column stands there twice", "keep one")
