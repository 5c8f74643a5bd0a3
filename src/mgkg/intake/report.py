"""The report of an import: what became of every row, and what is missing or doubtful, as a page in Markdown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from mgkg import names
from mgkg.intake.entries import Entry
from mgkg.intake.standing import Kept
from mgkg.sheets import Excluded, Fault, Row, Sheets, Warned, told


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of one sheet."""

    sheet: str
    rows: int
    findings: int
    twins: int
    excluded: int
    faulty: int


@dataclass(frozen=True, slots=True)
class Twin:
    """A row that says what an earlier one says, and the finding that both are."""

    finding: str
    row: Row
    kept: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import did. Of each sheet, rows are findings, twins, rows left out and rows with a fault."""

    tallies: tuple[Tally, ...]
    twins: tuple[Twin, ...]
    excluded: tuple[Excluded, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Warned, ...]
    #: How many publications and studies the findings come from, and how many factors they name.
    publications: int
    studies: int
    factors: int
    #: Files that are new or differ from what stood there.
    changed: tuple[Path, ...]


def tallies(sheets: Sheets, entries: Sequence[Entry], rejected: set[tuple[str, int]]) -> tuple[Tally, ...]:
    """Return what became of the rows of each sheet."""
    first = [entry.rows[0].sheet for entry in entries]
    later = [row.sheet for entry in entries for row in entry.rows[1:]]
    return tuple(
        Tally(
            name,
            height,
            first.count(name),
            later.count(name),
            sum(each.sheet == name for each in sheets.excluded),
            sum(sheet == name for sheet, _ in rejected),
        )
        for name, height in dict(sheets.heights).items()
    )


def twins(named: dict[str, Entry]) -> tuple[Twin, ...]:
    """Return the rows that are twins of an earlier one."""
    return tuple(Twin(slug, row, entry.rows[0]) for slug, entry in named.items() for row in entry.rows[1:])


def of_kept(kept: Kept) -> Warned:
    """Return the warning that a file's statement was kept against the sheet's."""
    thing = f"{names.curie(kept.thing)} {names.curie(kept.property)}"
    what = f"{thing}: the file has '{kept.stands}', the sheet '{kept.offered}'"
    return Warned("statement of a file kept against the sheet's", "", 0, what)


def total(report: Report, column: str) -> int:
    """Return the sum of a column of the tallies."""
    return sum(getattr(tally, column) for tally in report.tallies)


def to_markdown(report: Report) -> str:
    """Return a report as a page in Markdown; it says nothing that the same import would say otherwise next time."""
    return "\n".join(_page(report)) + "\n"


def to_text(report: Report) -> str:
    """Return a report in a few lines: what became of the rows, what to look at, and what was written."""
    lines = [
        f"{PurePath(tally.sheet).name}: {tally.rows} rows, {tally.findings} findings, {tally.twins} merged twins, "
        f"{tally.excluded} left out, {tally.faulty} with a fault"
        for tally in report.tallies
    ]
    kinds = Counter(warned.kind for warned in report.warnings)
    lines += [f"warning: {kind}: {count}" for kind, count in sorted(kinds.items())]
    return "\n".join([*lines, f"{len(report.changed)} files written"])


_COLUMNS = ("rows", "findings", "twins", "excluded", "faulty")


def _page(report: Report) -> Iterator[str]:
    yield from ("# Import of evidence sheets", "")
    yield (
        f"{total(report, 'rows')} rows gave {total(report, 'findings')} findings from {report.studies} studies in "
        f"{report.publications} publications, on {report.factors} factors. The rows that gave none are listed below."
    )
    yield from ("", "| sheet | rows | findings | merged twins | left out | with a fault |", "|---|--:|--:|--:|--:|--:|")
    for tally in report.tallies:
        counts = (str(getattr(tally, column)) for column in _COLUMNS)
        yield f"| {PurePath(tally.sheet).name} | {' | '.join(counts)} |"
    yield f"| all | {' | '.join(str(total(report, column)) for column in _COLUMNS)} |"
    yield from _section("Merged twins", [_twin(twin) for twin in report.twins], "Two rows report one result.")
    excluded = [f"{_place(each.sheet, each.row)}: {each.study}: {each.reason}" for each in report.excluded]
    yield from _section("Rows left out", excluded, "The tables of wordings say why.")
    faults = [told(replace(fault, sheet=PurePath(fault.sheet).name)) for fault in report.faults]
    yield from _section("Rows with a fault", faults, "Mend the sheet and import it again.")
    by_kind: dict[str, list[str]] = defaultdict(list)
    for warned in report.warnings:
        place = f"{_place(warned.sheet, warned.row)}: " if warned.sheet else ""
        by_kind[warned.kind].append(place + warned.what)
    yield from ("", "## Warnings", "")
    yield f"{len(report.warnings)} warnings. What they speak of is imported; a person may wish to look at it."
    for kind in sorted(by_kind):
        yield from ("", f"### {kind[0].upper()}{kind[1:]} ({len(by_kind[kind])})", "")
        yield from (f"- {_plain(line)}" for line in by_kind[kind])


def _section(title: str, lines: Sequence[str], meaning: str) -> Iterator[str]:
    yield from ("", f"## {title} ({len(lines)})", "", meaning if lines else "None.")
    if lines:
        yield ""
    yield from (f"- {_plain(line)}" for line in lines)


def _twin(twin: Twin) -> str:
    place, kept = _place(twin.row.sheet, twin.row.line), _place(twin.kept.sheet, twin.kept.line)
    said = f"'{twin.row.cells.get('contrast', '')}', as {kept}, '{twin.kept.cells.get('contrast', '')}'"
    return f"{place}: {said}: finding:{twin.finding}"


def _place(sheet: str, row: int) -> str:
    return f"{PurePath(sheet).name}, row {row}"


def _plain(text: str) -> str:
    """Return a line without signs that Markdown would take for its own."""
    return text.replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|")
