"""The layout of a forest plot: its lines from top to bottom, its columns from left to right, and its axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mgkg.answers.wording import whole
from mgkg.plot import canvas, layout, legend
from mgkg.plot.canvas import LINE, em
from mgkg.plot.legend import Item
from mgkg.plot.numbers import alike, interval
from mgkg.plot.records import OUTCOMES, UNCOUNTED, Forest, ForestRow, PooledRow
from mgkg.plot.style import CM, NOTE, TITLE, Page
from mgkg.plot.wording import phrase

#: The heights of a row, of a pooled row and of the title of a group, in fonts.
ROW, POOLED, GROUP = 1.55, 1.9, 2.0
#: Above and below the legend, the titles of the columns, below the axis, and above the notes. In fonts.
UNDER_TITLE, UNDER_LEGEND, HEADS, UNDER_AXIS, UNDER_SIDES = 0.3, 0.5, 1.8, 1.9, 0.6
#: How much smaller than the text what stands beside a study is, and what stands below the axis.
DETAIL, SIDE = 0.85, 0.9
#: Between two columns, and beside the axis, in fonts.
GAP, BESIDE = 1.0, 1.5
#: The share of the width that the axis has at least, however long the details of studies are.
_AXIS = 0.24
#: How far lines may be stretched to fill a page.
_STRETCH = 1.5
#: By what share an axis is longer than what it shows.
_PADDING = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a forest plot: the title of a group, a study or a pooled estimate, and where it stands.

    Units: inches below the top of the first line.
    """

    what: str | ForestRow | PooledRow
    top: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the columns stand. Units: inches from the left."""

    margin: float
    #: The right end of the names with their details, and that of the numbers of people.
    names: float
    people: float
    #: Where the axis begins, and how long it is.
    left: float
    room: float
    results: float
    #: The right end of the weights.
    weights: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where everything stands. Units: inches."""

    page: Page
    title: tuple[str, ...]
    legend: tuple[tuple[Item, ...], ...]
    columns: Columns
    lines: tuple[Line, ...]
    #: What stands below the axis, left and right of no effect.
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    notes: tuple[str, ...]
    width: float
    height: float
    ends: tuple[float, float]


def plan(picture: Forest, page: Page) -> Plan:
    """Return where everything of a forest plot stands."""
    unit, width = em(page), page.width / CM
    columns = _columns(picture, page, width)
    across = width - 2 * columns.margin
    title = tuple(canvas.wrapped(picture.title, TITLE * page.font, across, bold=True))
    items = tuple(map(tuple, legend.lines(_items(picture), page, across)))
    notes = tuple(line for note in picture.notes for line in canvas.wrapped(note, NOTE * page.font, across))
    sides = (_side(picture.sides[0], columns.room, page), _side(picture.sides[1], columns.room, page))
    texts = TITLE * len(title) + len(items) + max(map(len, sides)) + NOTE * len(notes)
    gaps = UNDER_TITLE + UNDER_LEGEND + HEADS + UNDER_AXIS + UNDER_SIDES
    fixed = (LINE * texts + gaps) * unit + 2 * columns.margin
    placed = _stretched(lines(picture, page), page.height / CM - fixed if page.fills else 0.0)
    return Plan(
        page=page,
        title=title,
        legend=items,
        columns=columns,
        lines=placed,
        sides=sides,
        notes=notes,
        width=width,
        height=fixed + body(placed),
        ends=ends(picture),
    )


def lines(picture: Forest, page: Page) -> tuple[Line, ...]:
    """Return the lines of a forest plot: the groups in the order of their first rows, each with its pooled estimates.

    A pooled estimate of no group, or of a group without rows, stands below all others.
    """
    groups = list(dict.fromkeys(row.group for row in picture.rows))
    found: list[str | ForestRow | PooledRow] = []
    for group in groups:
        found += [group] if group else []
        found += [row for row in picture.rows if row.group == group]
        found += [row for row in picture.pooled if group and row.group == group]
    found += [row for row in picture.pooled if not row.group or row.group not in groups]
    placed: list[Line] = []
    for what in found:
        placed.append(Line(what=what, top=body(placed), height=_height(what) * em(page)))
    return tuple(placed)


def _height(what: str | ForestRow | PooledRow) -> float:
    if isinstance(what, PooledRow):
        return POOLED + (LINE if what.prediction or what.detail else 0.0)
    return GROUP if isinstance(what, str) else ROW


def body(several: Sequence[Line]) -> float:
    """Return how high some lines are together. Units: inches."""
    return several[-1].top + several[-1].height if several else 0.0


def _stretched(several: tuple[Line, ...], room: float) -> tuple[Line, ...]:
    """Return lines that fill a height, as far as that does not tear them apart."""
    share = min(max(room / body(several), 1.0), _STRETCH)
    return tuple(replace(line, top=line.top * share, height=line.height * share) for line in several)


def _columns(picture: Forest, page: Page, width: float) -> Columns:
    """Return the columns: the axis gets its share of the width before the details of studies do."""
    unit = em(page)
    margin = 0.8 * unit
    people = _widest(_people(picture), page)
    results = _widest(_results(picture), page)
    weights = _widest(_weights(picture), page)
    right = width - margin - (weights + GAP * unit if weights else 0.0) - results
    between = GAP * unit + people + 2 * BESIDE * unit
    spare = right - margin - between - _AXIS * width
    pooled = _widest([row.label for row in picture.pooled], page) - people - GAP * unit
    labels = max(_widest([row.label for row in picture.rows], page), pooled)
    wanted = max((_named(row, page) for row in picture.rows), default=0.0)
    names = margin + max(min(wanted, spare), labels)
    return Columns(
        margin=margin,
        names=names,
        people=names + GAP * unit + people,
        left=names + between - BESIDE * unit,
        room=right - names - between,
        results=right,
        weights=width - margin,
    )


def _widest(texts: Sequence[str], page: Page) -> float:
    return max((canvas.measure(text, page.font, bold=True) for text in texts), default=0.0)


def _named(row: ForestRow, page: Page) -> float:
    """Return the width that the name of a row takes, its detail with it. Units: inches."""
    gap = 0.6 * em(page) if row.detail else 0.0
    return canvas.measure(row.label, page.font) + gap + canvas.measure(row.detail, DETAIL * page.font)


def people(picture: Forest, row: ForestRow) -> str:
    """Return the number of people of a row as it is written, or the empty text where it is not known."""
    return "" if row.n is None else whole(picture.language, row.n)


def weight(row: ForestRow) -> str:
    """Return the weight of a row as it is written, or the empty text where it has none.

    >>> weight(ForestRow(label="A", value=1.0, weight=12.34))
    '12.3 %'
    """
    return "" if row.weight is None else f"{row.weight:.1f} %"


def result(picture: Forest, row: ForestRow | PooledRow) -> str:
    """Return the number of a row as it stands beside the axis."""
    text = row.text if isinstance(row, ForestRow) else ""
    return text or interval(picture.language, row.value, row.lower, row.upper)


def prediction(picture: Forest, row: PooledRow) -> str:
    """Return the prediction interval of a pooled estimate as it is written, or the empty text where it has none."""
    if row.prediction is None:
        return ""
    low, high = alike(*row.prediction)
    return phrase(picture.language, "forest.prediction", lower=low, upper=high)


def _every(picture: Forest) -> list[ForestRow | PooledRow]:
    return [*picture.rows, *picture.pooled]


def _people(picture: Forest) -> list[str]:
    return [people(picture, row) for row in picture.rows]


def _results(picture: Forest) -> list[str]:
    found = [result(picture, row) for row in _every(picture)] + [prediction(picture, row) for row in picture.pooled]
    return [picture.result, *found]


def _weights(picture: Forest) -> list[str]:
    found = [weight(row) for row in picture.rows if row.weight is not None]
    return [phrase(picture.language, "forest.weight"), *found] if found else []


def _side(text: str, room: float, page: Page) -> tuple[str, ...]:
    return tuple(canvas.wrapped(text, SIDE * page.font, room / 2 - 0.4 * em(page)))


def ends(picture: Forest) -> tuple[float, float]:
    """Return the ends of the axis: every value lies between them, and every interval that is not far longer."""
    rows = _every(picture)
    reach = [end for row in rows for end in (row.lower, row.upper) if end is not None]
    reach += [end for row in picture.pooled for end in row.prediction or ()]
    found = layout.limits([row.value for row in rows], reach, ratio=picture.ratio)
    return layout.padded(found, _PADDING, ratio=picture.ratio)


def _items(picture: Forest) -> list[Item]:
    """Return what the legend explains: the verdicts always, the rest where it is met."""
    met = [*OUTCOMES, *([UNCOUNTED] if any(row.verdict == UNCOUNTED for row in picture.rows) else [])]
    items = [Item(text=phrase(picture.language, f"verdict.{key}"), sign=f"square-{key}") for key in met]
    others = {
        "review": ("ring", any(row.synthesis for row in picture.rows)),
        "pooled": ("diamond", bool(picture.pooled)),
        "prediction": ("thin", any(row.prediction for row in picture.pooled)),
        "narrow": ("narrow", picture.narrow is not None),
        "wide": ("wide", picture.wide is not None),
    }
    return items + [
        Item(text=phrase(picture.language, f"legend.{key}"), sign=sign)
        for key, (sign, there) in others.items()
        if there
    ]
