"""Pooled sheets as text for a terminal of any width: bodies of several studies, of one, and what is in none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from mgkg import names
from mgkg.answers.text import recorded, recording
from mgkg.assessment.comparable import Entry
from mgkg.assessment.pooling import PooledBody
from mgkg.assessment.scales import Scale, as_printed
from mgkg.names import iri
from mgkg.pooled.records import NotPooled, Numbers, PooledSheets, Pooling, estimate, of_study, scale

if TYPE_CHECKING:
    from rich.console import Console

#: How small a p is told as a number; below it, as a limit.
_SMALLEST_P = 0.0001
#: From what size on only the first digits of a number are told.
_HUGE = 1e7

#: What a line is about, and what it says.
_Line = tuple[str, str]


def to_text(sheets: PooledSheets, *, width: int, colour: bool) -> str:
    """Return pooled sheets as text of a width, with control codes for colour only where they are wanted."""
    console = recording(width=width, colour=colour)
    several = [one for one in sheets.bodies if len(one.pool.entries) > 1]
    alone = [one for one in sheets.bodies if len(one.pool.entries) == 1]
    console.print(_summary(sheets, len(several)))
    console.print(_method(sheets), style="dim")
    for one in several:
        _print(console, sheets, one, _pooled_lines(sheets, one))
    if alone:
        console.print(f"\nOne study each, shown as it is ({len(alone)})", style="bold cyan")
    for one in alone:
        _print(console, sheets, one, [_study_line(sheets, one, one.pool.entries[0])])
    _print_rest(console, sheets)
    return recorded(console)


def _summary(sheets: PooledSheets, several: int) -> str:
    """Return how many findings there are, and where they went."""
    left = sum(one.finding is not None for one in sheets.not_pooled)
    rows = len(sheets.not_pooled) - left
    bodies = _counted(len(sheets.bodies), "body", "bodies")
    findings = _counted(sheets.findings, "finding")
    said = [
        f"{findings}: {sheets.findings - left} in {bodies}, {several} of two or more studies",
        f"{left} not pooled",
        *([f"{_counted(rows, 'row')} left out"] if rows else []),
    ]
    return f"{'; '.join(said)}."


def _method(sheets: PooledSheets) -> str:
    model = "Common effect" if sheets.method == "common" else f"Random effects ({sheets.method})"
    turned = "Numbers are turned to more of the substance and more harm."
    return f"{model}, intervals at {sheets.level:g} %. {turned}"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _print(console: Console, sheets: PooledSheets, one: Pooling, lines: Iterable[_Line]) -> None:
    """Print what a body is on, and lines below it."""
    console.print()
    console.print(body_title(sheets, one), style="bold")
    console.print(kind_of(sheets, one), style="dim")
    _print_lines(console, lines)


def _print_lines(console: Console, lines: Iterable[_Line]) -> None:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(max_width=console.width // 2, overflow="fold")
    grid.add_column(overflow="fold")
    for name, text in lines:
        grid.add_row(f"  {name}", text)
    console.print(grid)


def body_title(sheets: PooledSheets, one: Pooling) -> str:
    """Return what a body is on, in words."""
    family, condition, aspect = (sheets.labels[thing] for thing in (one.family, one.condition, one.aspect))
    return f"{family[0].upper()}{family[1:]} and {condition}: {aspect}"


def kind_of(sheets: PooledSheets, one: Pooling) -> str:
    """Return what the estimates of a body have in common, in words."""
    kind = one.pool.kind
    contrast = sheets.labels[iri(f"contrast-class:{kind.contrast}")]
    words = [
        sheets.labels[iri(f"measure:{kind.measure}")],
        f"{contrast} (1 {kind.unit})" if kind.unit else contrast,
        sheets.labels[names.Iri(kind.matrix)] if kind.matrix else "",
        kind.outcome_scale,
    ]
    return ", ".join(word for word in words if word)


def _pooled_lines(sheets: PooledSheets, one: Pooling) -> Iterator[_Line]:
    """Yield the pooled estimate of a body, its further intervals, its heterogeneity and its studies."""
    pooled, on = one.pool.random, scale(one)
    yield _counted(pooled.k, "study", "studies"), _with_interval(estimate(one))
    if pooled.hk_lower is not None and pooled.hk_upper is not None:
        yield "Hartung–Knapp", _between(pooled.hk_lower, pooled.hk_upper, on)
    if pooled.prediction_lower is not None and pooled.prediction_upper is not None:
        yield "prediction", _between(pooled.prediction_lower, pooled.prediction_upper, on)
    yield "heterogeneity", _spread(pooled)
    for entry in one.pool.entries:
        yield _study_line(sheets, one, entry)


def _study_line(sheets: PooledSheets, one: Pooling, entry: Entry) -> _Line:
    mark = "- " if len(one.pool.entries) > 1 else ""
    return f"{mark}{sheets.studies[entry.result.finding]}", _with_interval(of_study(one, entry))


def _spread(pooled: PooledBody) -> str:
    p = pooled.q_p or 0.0
    words = [
        f"Q {number(pooled.q or 0.0)}, p {f'<{_SMALLEST_P}' if p < _SMALLEST_P else f'{p:.2g}'}",
        f"I² {pooled.i2 or 0.0:.0f} %",
    ]
    return "; ".join(words if pooled.tau2 is None else [*words, f"tau² {pooled.tau2:.3g}"])


def _with_interval(numbers: Numbers) -> str:
    value, lower, upper = map(number, numbers)
    return f"{value} ({lower} to {upper})"


def _between(lower: float, upper: float, on: Scale) -> str:
    return f"{number(as_printed(lower, on))} to {number(as_printed(upper, on))}"


def number(value: float) -> str:
    """Return a number as a person reads it: two decimals, more for a small one, none for a large one.

    >>> number(1.0678), number(-0.0123), number(0.0), number(1234.5), number(3.4e22)
    ('1.07', '-0.012', '0.00', '1234', '3.4e+22')
    """
    if abs(value) >= 100:
        return f"{value:.0f}" if abs(value) < _HUGE else f"{value:.2g}"
    return f"{value:.2f}" if value == 0 or abs(value) >= 0.1 else f"{value:.2g}"


def _print_rest(console: Console, sheets: PooledSheets) -> None:
    """Print what is not pooled, by its reason, the most frequent one first."""
    from rich.padding import Padding

    by_reason: dict[str, list[NotPooled]] = defaultdict(list)
    for one in sheets.not_pooled:
        by_reason[one.reason].append(one)
    if by_reason:
        console.print(f"\nNot pooled ({len(sheets.not_pooled)})", style="bold cyan")
    for reason, several in sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0])):
        console.print(f"\n{reason} ({len(several)})", style="bold")
        for line in _places(sheets, several):
            console.print(Padding(line, (0, 0, 0, 2)))


def _places(sheets: PooledSheets, several: Iterable[NotPooled]) -> Iterator[str]:
    """Yield for each sheet its studies with their rows, as in "als.tsv: Kamel 2002 (rows 26 and 31)"."""
    rows: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in several:
        study = sheets.studies[one.finding] if one.finding else ""
        rows[PurePath(one.sheet).name][study].append(str(one.row))
    for sheet, studies in rows.items():
        told = (f"{study} ({_rows(numbers)})" if study else _rows(numbers) for study, numbers in studies.items())
        yield f"{sheet}: {', '.join(told)}"


def _rows(numbers: Sequence[str]) -> str:
    """Return rows in words.

    >>> _rows(["7"]), _rows(["7", "9", "12"])
    ('row 7', 'rows 7, 9 and 12')
    """
    *first, last = numbers
    return f"rows {', '.join(first)} and {last}" if first else f"row {last}"
