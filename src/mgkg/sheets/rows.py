"""Rows of a sheet: cells read as numbers and things, and the promises that cells keep together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mgkg import names
from mgkg.names import Iri
from mgkg.sheets import cells as checking
from mgkg.sheets import factor_names, tables
from mgkg.sheets.columns import BY_NAME, EXCLUDE
from mgkg.sheets.factor_names import FactorParts
from mgkg.sheets.faults import Fault, Warned
from mgkg.sheets.reading import Line
from mgkg.sheets.tables import Wordings
from mgkg.sheets.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sheet, one finding: its cells, and what they stand for."""

    sheet: str
    #: Line of the file, the header being 1; for messages, never for names.
    line: int
    #: As written.
    own: Mapping[str, str]
    #: As written, the empty ones filled from the tables.
    cells: Mapping[str, str]
    numbers: Mapping[str, Decimal]
    things: Mapping[str, tuple[Iri, ...]]
    #: A gene, or what the factor is made of.
    exposure: Iri | FactorParts


def text(row: Row, column: str) -> str | None:
    """Return the text of a cell, or None where it is empty."""
    return row.cells.get(column) or None


def thing(row: Row, column: str) -> Iri | None:
    """Return the one thing that a cell names, or None."""
    return next(iter(row.things.get(column, ())), None)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a line: a row, or the faults that it has."""

    row: Row | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Warned, ...] = ()
    #: Why the tables leave the row out.
    excluded: str = ""


def read(line: Line, sheet: str, wordings: Wordings, vocabulary: Vocabulary) -> Read:
    """Return the row that a line of a sheet is."""
    own = {name: cell for name, cell in line.cells.items() if name in BY_NAME}
    filled, faults = tables.fill(wordings, sheet, line.row, own)
    if filled.get(EXCLUDE):
        return Read(None, excluded=filled[EXCLUDE])
    read_cells = {
        name: checking.check(BY_NAME[name], cell, vocabulary)
        for name, cell in filled.items()
        if cell and name in BY_NAME and not filled.get(_IN_TERMS.get(name, ""))
    }
    numbers = {name: cell.number for name, cell in read_cells.items() if cell.number is not None}
    things = {name: cell.things for name, cell in read_cells.items() if cell.things}
    wrong = [(name, *each) for name, cell in read_cells.items() for each in cell.wrong]
    wrong += list(_broken(filled, numbers, things, vocabulary))
    faults += [Fault(sheet, line.row, *each) for each in wrong]
    if faults:
        return Read(None, tuple(faults))
    exposure = _exposure(filled, things)
    row = Row(
        sheet=sheet, line=line.row, own=own, cells=filled, numbers=numbers, things=things, exposure=exposure
    )  # fmt: skip
    return Read(row, warnings=tuple(_doubts(row)))


def _exposure(cells: Mapping[str, str], things: Mapping[str, tuple[Iri, ...]]) -> Iri | FactorParts:
    named = things.get("exposure_terms") or things["exposure"]
    if names.kind_of(named[0]) == "gene":
        return named[0]
    text = cells.get("exposure_terms") or cells["exposure"]
    return factor_names.parts(
        things["exposure_kind"][0],
        named,
        ratio=len(named) > 1 and checking.is_ratio(text),
        matrix=next(iter(things.get("matrix", ())), None),
        bearer=next(iter(things.get("bearer", ())), None),
    )


_RETRACTED = names.iri("publication-status:retracted")
_CORRELATION = names.iri("measure:correlation")
_LEVEL = names.iri("exposure-kind:biomarker-level")

#: Columns in words that are not looked up where another column says the same in terms.
_IN_TERMS = {"exposure": "exposure_terms", "condition": "outcome"}

#: Column, what was found, what would be accepted.
_Broken = Iterator[tuple[str, str, str]]
_Numbers = Mapping[str, Decimal]
_Things = Mapping[str, tuple[Iri, ...]]


def _broken(cells: Mapping[str, str], numbers: _Numbers, things: _Things, vocabulary: Vocabulary) -> _Broken:
    """Yield the promises that a row breaks though each cell is well by itself."""
    for column in BY_NAME.values():
        if column.required and not cells.get(column.name):
            yield column.name, "the cell is empty", "every row needs it"
    yield from _identity(cells)
    yield from _content(cells)
    yield from _order(numbers)
    yield from _scale(numbers, things, vocabulary)
    if things.get("publication_status") == (_RETRACTED,) and not cells.get("retracted_on"):
        yield "retracted_on", "the cell is empty though the publication is retracted", "give the year or the date"


def _identity(cells: Mapping[str, str]) -> _Broken:
    identified = any(cells.get(name) for name in ("doi", "pmid", "pmcid"))
    cited = cells.get("title") and cells.get("year") and (cells.get("journal") or cells.get("source_url"))
    if not identified and not cited:
        yield (
            "doi", "nothing identifies the publication",
            "give a DOI, PMID or PMCID, or title and year with the journal or, for a page of the web, the source_url",
        )  # fmt: skip


def _content(cells: Mapping[str, str]) -> _Broken:
    if not cells.get("condition") and not cells.get("outcome"):
        yield "condition", "the row has no outcome", "name a condition, or give the outcome in a column of that name"
    if not any(cells.get(name) for name in ("direction", "effect_value", "p_value")):
        yield "direction", "the row says nothing of a result", "give a direction or a value"


def _order(numbers: _Numbers) -> _Broken:
    low, value, high = (numbers.get(name) for name in ("ci_low", "effect_value", "ci_high"))
    if low is not None and high is not None and low > high:
        yield "ci_low", f"'{low}' is above ci_high '{high}'", "give lower <= value <= upper"
    elif low is not None and value is not None and low > value:
        yield "ci_low", f"'{low}' is above effect_value '{value}'", "give lower <= value <= upper"
    elif high is not None and value is not None and value > high:
        yield "ci_high", f"'{high}' is below effect_value '{value}'", "give lower <= value <= upper"
    if (low is not None or high is not None) and "ci_level" not in numbers:
        yield "ci_level", "the interval has no level", "write 95 for a 95 % interval"


def _scale(numbers: _Numbers, things: _Things, vocabulary: Vocabulary) -> _Broken:
    measure = next(iter(things.get("effect_measure", ())), None)
    for name in ("effect_value", "ci_low", "ci_high"):
        number = numbers.get(name)
        if number is not None and measure in vocabulary.ratios and number <= 0:
            yield name, f"'{number}' is not a ratio", "ratios are above zero; give the ratio itself, not its logarithm"
        if number is not None and measure == _CORRELATION and abs(number) > 1:
            yield name, f"'{number}' is not a correlation", "give a number from -1 to 1"


def _matrix_left_out(row: Row) -> bool:
    stated = row.cells.get("matrix", "") not in ("", "diet")
    return stated and (not isinstance(row.exposure, FactorParts) or row.exposure.matrix is None)


_DOUBTS: tuple[tuple[str, Callable[[Row], bool], Callable[[Row], str]], ...] = (
    (
        "biomarker level without matrix",
        lambda row: thing(row, "exposure_kind") == _LEVEL and not row.cells.get("matrix"),
        lambda row: f"{row.cells['study_key']}: {row.cells['exposure']}",
    ),
    (
        "value without measure",
        lambda row: "effect_value" in row.numbers and "effect_measure" not in row.things,
        lambda row: f"{row.cells['study_key']}: {row.cells['effect_value']}",
    ),
    (
        "contrast that the tables do not class",
        lambda row: bool(row.cells.get("contrast")) and "contrast_class" not in row.things,
        lambda row: f"{row.cells['study_key']}: {row.cells['contrast']}",
    ),
    (
        "matrix of the outcome, not of the exposure",
        _matrix_left_out,
        lambda row: f"{row.cells['study_key']}: {row.cells['exposure_kind']}, {row.cells['matrix']}",
    ),
    (
        "no page on which it was read",
        lambda row: not row.cells.get("source_url"),
        lambda row: row.cells["study_key"],
    ),
)


def _doubts(row: Row) -> Iterator[Warned]:
    for kind, holds, what in _DOUBTS:
        if holds(row):
            yield Warned(kind, row.sheet, row.line, what(row))
