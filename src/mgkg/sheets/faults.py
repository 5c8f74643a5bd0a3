"""What is wrong, or doubtful, in a sheet: where it stands, what was found, what would be accepted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a row, or a whole sheet, out of the graph."""

    sheet: str
    #: Line of the file, the header being 1; 0 where the file as a whole is meant.
    row: int
    column: str
    found: str
    accepted: str


@dataclass(frozen=True, slots=True)
class Warned:
    """One thing that is missing or doubtful in a row that is imported all the same."""

    kind: str
    sheet: str
    row: int
    what: str


def told(fault: Fault) -> str:
    """Return a fault as one line.

    >>> told(Fault("a.tsv", 7, "year", "'20x3' is not a year", "write four digits, such as 2013"))
    "a.tsv, row 7, column 'year': '20x3' is not a year; write four digits, such as 2013"
    """
    places = [fault.sheet]
    if fault.row:
        places.append(f"row {fault.row}")
    if fault.column:
        places.append(f"column '{fault.column}'")
    return f"{', '.join(places)}: {fault.found}; {fault.accepted}"
