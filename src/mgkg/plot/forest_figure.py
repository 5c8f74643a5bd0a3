"""The drawing of a forest plot: a table of studies, their estimates on one axis, and the numbers beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mgkg.plot import canvas, layout, legend
from mgkg.plot.canvas import LINE, POINTS, em
from mgkg.plot.forest_layout import (
    DETAIL,
    HEADS,
    POOLED,
    SIDE,
    UNDER_AXIS,
    UNDER_LEGEND,
    UNDER_SIDES,
    UNDER_TITLE,
    Plan,
    body,
    people,
    prediction,
    result,
    weight,
)
from mgkg.plot.forest_layout import plan as arranged
from mgkg.plot.numbers import tick
from mgkg.plot.records import Forest, ForestRow, PooledRow
from mgkg.plot.style import COLOURS, FAINT, INK, NOTE, SHADES, TITLE, Page, diameter
from mgkg.plot.wording import phrase

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: What a title of a group stands on, so that the axis does not cross it.
_CLEAR = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.0}


def names(picture: Forest) -> dict[str, str]:
    """Return what a reader is told of each estimate, by the name that it has in an SVG."""
    return {
        f"row-{place}": ": ".join(part for part in (row.label, row.detail, result(picture, row)) if part)
        for place, row in enumerate(picture.rows, start=1)
    }


def draw(picture: Forest, page: Page) -> Figure:
    """Return the figure of a forest plot; higher than its page where there are more rows than fit.

    It draws what it is given: pooled estimates where there are any, of which it computes none.
    """
    with canvas.settings(page):
        plan = arranged(picture, page)
        figure, whole = canvas.sheet(plan.width, plan.height)
        unit, margin = em(page), plan.columns.margin
        large, small = TITLE * page.font, NOTE * page.font
        step = LINE * large / POINTS
        y = canvas.paragraph(whole, margin, margin, plan.title, step, fontsize=large, fontweight="bold")
        y = legend.draw(whole, margin, y + UNDER_TITLE * unit, plan.legend, page) + UNDER_LEGEND * unit
        y = _heads(whole, y, picture, plan)
        whole.set_zorder(1)
        whole.patch.set_alpha(0)
        axes = canvas.window(figure, plan.columns.left, y, plan.columns.room, body(plan.lines))
        _axis(axes, picture, plan)
        _lines(whole, axes, y, picture, plan)
        y = _sides(whole, y + body(plan.lines) + UNDER_AXIS * unit, plan) + UNDER_SIDES * unit
        canvas.paragraph(whole, margin, y, plan.notes, LINE * small / POINTS, fontsize=small, color=FAINT)
        return figure


def _heads(whole: Axes, y: float, picture: Forest, plan: Plan) -> float:
    """Draw the titles of the columns, and return where the lines begin."""
    unit, columns = em(plan.page), plan.columns
    heads = [
        (columns.margin, phrase(picture.language, "forest.study"), "left"),
        (columns.results, picture.result, "left"),
    ]
    if any(row.n is not None for row in picture.rows):
        heads.append((columns.people, phrase(picture.language, "forest.number"), "right"))
    if any(row.weight is not None for row in picture.rows):
        heads.append((columns.weights, phrase(picture.language, "forest.weight"), "right"))
    for x, text, side in heads:
        canvas.write(whole, x, y + 0.8 * unit, text, ha=side, fontweight="bold")
    canvas.rule(whole, columns.margin, columns.weights, y + 1.7 * unit, color=INK)
    return y + HEADS * unit


def _axis(axes: Axes, picture: Forest, plan: Plan) -> None:
    axes.set_xscale("log" if picture.ratio else "linear")
    axes.set_xlim(*plan.ends)
    axes.set_ylim(body(plan.lines), 0)
    for band, shade in ((picture.wide, "wide"), (picture.narrow, "narrow")):
        if band is not None:
            low, high = max(band[0], plan.ends[0]), min(band[1], plan.ends[1])
            axes.axvspan(low, high, color=SHADES[shade], linewidth=0, zorder=0)
    axes.axvline(1.0 if picture.ratio else 0.0, color=INK, linewidth=0.9, zorder=1)
    room = max(2, int(plan.columns.room / (2.6 * em(plan.page))))
    marked = layout.ticks(*plan.ends, room, ratio=picture.ratio)
    axes.set_xticks(marked, [tick(one) for one in marked])
    axes.set_xticks([], minor=True)
    axes.set_yticks([])


def _lines(whole: Axes, axes: Axes, top: float, picture: Forest, plan: Plan) -> None:
    """Draw every line: its texts at the place that it has on the sheet, its estimate at that on the axis."""
    number = 0
    for line in plan.lines:
        if isinstance(line.what, str):
            y = top + line.top + line.height - 0.75 * em(plan.page)
            canvas.write(whole, plan.columns.margin, y, line.what, fontstyle="italic", color=FAINT, bbox=_CLEAR)
        elif isinstance(line.what, ForestRow):
            number += 1
            y = line.top + line.height / 2
            _table(whole, line.what, top + y, picture, plan)
            _study(axes, line.what, y, plan, f"row-{number}")
        else:
            y = line.top + POOLED * em(plan.page) / 2
            _summary(whole, line.what, top + y, picture, plan)
            _diamond(axes, line.what, y, plan)


def _table(whole: Axes, row: ForestRow, y: float, picture: Forest, plan: Plan) -> None:
    page, columns = plan.page, plan.columns
    canvas.write(whole, columns.margin, y, row.label)
    x = columns.margin + canvas.measure(row.label, page.font) + 0.6 * em(page)
    if row.detail and columns.names - x > 2 * em(page):
        short = canvas.shortened(row.detail, DETAIL * page.font, columns.names - x)
        canvas.write(whole, x, y, short, fontsize=DETAIL * page.font, color=FAINT)
    canvas.write(whole, columns.people, y, people(picture, row), ha="right")
    canvas.write(whole, columns.results, y, result(picture, row))
    canvas.write(whole, columns.weights, y, weight(row), ha="right")


def _study(axes: Axes, row: ForestRow, y: float, plan: Plan, name: str) -> None:
    colour = COLOURS[row.verdict]
    if row.lower is not None and row.upper is not None:
        _interval(axes, (row.lower, row.upper), y, plan, colour)
    axes.plot(
        [row.value],
        [y],
        marker="o" if row.synthesis else "s",
        markersize=size(row, plan.page.font),
        markerfacecolor=colour if row.by_interval else "white",
        markeredgecolor=colour,
        gid=name,
        zorder=3,
    )


def size(row: ForestRow, font: float) -> float:
    """Return how large the square of a study is: its area grows with its weight; without one, it grows with n.

    Units: points, as the font is.

    >>> [round(size(ForestRow(label="A", value=1.0, weight=weight), 10), 1) for weight in (0, 25, 100)]
    [3.0, 6.5, 10.0]
    """
    if row.weight is None:
        return 0.8 * diameter(font, row.n)
    return font * (0.3 + 0.7 * math.sqrt(row.weight / 100))


def _interval(axes: Axes, given: tuple[float, float], y: float, plan: Plan, colour: str, width: float = 1.3) -> None:
    """Draw an interval, with an arrow at each end that leaves the axis."""
    (lower, upper), (left, right) = given, plan.ends
    axes.plot([max(lower, left), min(upper, right)], [y, y], color=colour, lw=width, zorder=2, solid_capstyle="butt")
    for leaves, end, marker in zip(layout.arrows(lower, upper, plan.ends), plan.ends, "<>", strict=True):
        if leaves:
            axes.plot([end], [y], marker=marker, color=colour, ms=0.55 * plan.page.font, clip_on=False, zorder=3)


def _summary(whole: Axes, row: PooledRow, y: float, picture: Forest, plan: Plan) -> None:
    label = canvas.shortened(row.label, plan.page.font, plan.columns.left - plan.columns.margin, bold=True)
    canvas.write(whole, plan.columns.margin, y, label, fontweight="bold")
    canvas.write(whole, plan.columns.results, y, result(picture, row), fontweight="bold")
    below = y + LINE * em(plan.page)
    small = DETAIL * plan.page.font
    detail = canvas.shortened(row.detail, small, plan.columns.left - plan.columns.margin) if row.detail else ""
    canvas.write(whole, plan.columns.margin, below, detail, fontsize=small, color=FAINT)
    canvas.write(whole, plan.columns.results, below, prediction(picture, row), color=FAINT)


def _diamond(axes: Axes, row: PooledRow, y: float, plan: Plan) -> None:
    half = 0.5 * em(plan.page)
    low, high = max(row.lower, plan.ends[0]), min(row.upper, plan.ends[1])
    axes.fill([low, row.value, high, row.value], [y, y - half, y, y + half], color=INK, linewidth=0, zorder=3)
    if row.prediction:
        _interval(axes, row.prediction, y + LINE * em(plan.page), plan, INK, 0.9)


def _sides(whole: Axes, y: float, plan: Plan) -> float:
    """Say below the axis which side of no effect means what, and return where that ends."""
    columns, step, font = plan.columns, LINE * em(plan.page), SIDE * plan.page.font
    canvas.paragraph(whole, columns.left, y, plan.sides[0], step, fontsize=font)
    canvas.paragraph(whole, columns.left + columns.room, y, plan.sides[1], step, fontsize=font, ha="right")
    return y + step * max(map(len, plan.sides))
