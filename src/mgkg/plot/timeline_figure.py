"""The drawing of a timeline: lanes of marks, and below them the counts by the end of each year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mgkg.plot import canvas, layout, legend
from mgkg.plot.canvas import LINE, POINTS, em
from mgkg.plot.records import OUTCOMES, Mark, Timeline
from mgkg.plot.style import BAND, COLOURS, FAINT, INK, LINES, NOTE, RULE, TITLE, Page, diameter, even
from mgkg.plot.timeline_layout import BELOW, BETWEEN, NAME, RING, Plan, Row, above, margin, radius, totals, whole_height
from mgkg.plot.timeline_layout import plan as arranged
from mgkg.plot.wording import phrase

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Bands that are drawn paler than direct evidence.
_PALE = ("broader", "animal")


def names(picture: Timeline) -> dict[str, str]:
    """Return what a reader is told of each mark, by the name that it has in an SVG."""
    marks = [mark for lane in picture.lanes for mark in lane.marks]
    return {f"mark-{place}": mark.told for place, mark in enumerate(marks, start=1)}


def draw(picture: Timeline, page: Page) -> Figure:
    """Return the figure of a timeline; higher than its page where there is more than fits."""
    with canvas.settings(page):
        plan = arranged(picture, page)
        figure, whole = canvas.sheet(plan.width, plan.height)
        unit, edge = em(page), margin(page)
        large, small = TITLE * page.font, NOTE * page.font
        y = canvas.paragraph(whole, edge, edge, plan.title, LINE * large / POINTS, fontsize=large, fontweight="bold")
        y = canvas.paragraph(whole, edge, y, plan.subtitle, LINE * unit, color=FAINT) + 0.7 * unit
        y = legend.draw(whole, edge, y, plan.legend, page) + above(picture) * unit
        y = _lanes(figure, whole, y, picture, plan) + BETWEEN * unit
        y = _counts(figure, whole, y, picture, plan) + BELOW * unit
        canvas.paragraph(whole, edge, y, plan.notes, LINE * small / POINTS, fontsize=small, color=FAINT)
        return figure


def _lanes(figure: Figure, whole: Axes, top: float, picture: Timeline, plan: Plan) -> float:
    """Draw the lanes, and return where they end."""
    page, right = plan.page, plan.left + plan.room
    heights = [whole_height(row, page) for row in plan.rows]
    y = top
    for row, height in zip(plan.rows, heights, strict=True):
        if row.lane.band == "broader":
            whole.fill_between([margin(page) / 2, right], y, y + height, color=BAND, linewidth=0, zorder=0)
        canvas.rule(whole, margin(page), right, y)
        _label(whole, row, y, plan)
        y += height
    axes = canvas.window(figure, plan.left, top, plan.room, sum(heights))
    axes.set_ylim(sum(heights), 0)
    _axis(axes, plan, picture)
    _marks(axes, plan, heights)
    if picture.as_of is not None:
        said = phrase(picture.language, "timeline.as-of", year=picture.as_of)
        x = plan.left + plan.room * (picture.as_of - plan.years[0]) / (plan.years[1] - plan.years[0])
        canvas.write(
            whole, min(x, right), top - 0.8 * em(page), said, ha="right" if x > plan.left + plan.room / 2 else "left"
        )
    return top + sum(heights)


def _marks(axes: Axes, plan: Plan, heights: Sequence[float]) -> None:
    """Draw the marks of all lanes, each with the name of its study where there is room for names."""
    place, y = 0, 0.0
    for row, height in zip(plan.rows, heights, strict=True):
        middle = y + height - row.height / 2
        for mark, slot, side in zip(row.lane.marks, row.slots, row.names, strict=True):
            place += 1
            _mark(axes, mark, middle + slot * row.step, row, plan.page, f"mark-{place}")
            if side:
                _name(axes, mark, middle + slot * row.step, side, plan)
        y += height


def _name(axes: Axes, mark: Mark, y: float, side: str, plan: Plan) -> None:
    year = plan.room * POINTS / (plan.years[1] - plan.years[0])
    away = (radius(mark, plan.page) + 0.15 * plan.page.font) / year
    x = mark.year - away if side == "left" else max(mark.year, mark.retracted or mark.year) + away
    canvas.write(
        axes, x, y, mark.study, ha={"left": "right", "right": "left"}[side], fontsize=NAME * plan.page.font, color=FAINT
    )


def _label(whole: Axes, row: Row, y: float, plan: Plan) -> None:
    page, unit = plan.page, em(plan.page)
    colour = FAINT if row.lane.band in _PALE else INK
    if row.head:
        canvas.write(whole, margin(page), y + 0.95 * unit, row.head, color=FAINT, fontstyle="italic")
    start = y + whole_height(row, page) - row.height / 2 - LINE * unit * len(row.label) / 2
    canvas.paragraph(whole, margin(page), start, row.label, LINE * unit, color=colour)


def _axis(axes: Axes, plan: Plan, picture: Timeline) -> None:
    """Give axes their years, with a faint line at each tick and a plain one at the year that the picture stops at."""
    axes.set_xlim(*plan.years)
    ticks = layout.years(*plan.years, room=plan.room, each=3.2 * em(plan.page))
    axes.set_xticks(ticks, [str(year) for year in ticks])
    axes.grid(visible=True, axis="x", color=RULE, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.set_yticks([])
    if picture.as_of is not None:
        axes.axvline(picture.as_of, color=INK, linewidth=1.2)


def _mark(axes: Axes, mark: Mark, y: float, row: Row, page: Page, name: str) -> None:
    size = even(mark.outcome, diameter(page.font, mark.n))
    alpha = 0.6 if row.lane.band in _PALE else 1.0
    if mark.retracted is not None:
        axes.plot([mark.year, mark.retracted], [y, y], color=FAINT, linewidth=0.8, linestyle=":", zorder=2)
    legend.mark(axes, mark.year, y, mark.outcome, size, filled=mark.by_interval, alpha=alpha, name=name)
    if mark.synthesis:
        ring = size + RING * page.font
        axes.plot([mark.year], [y], "o", ms=ring, mfc="none", mec=FAINT, mew=0.9, alpha=alpha, clip_on=False)
    if mark.retracted is not None:
        axes.plot([mark.retracted], [y], "x", ms=0.95 * page.font, mec=INK, mew=1.6, zorder=4, clip_on=False)


def _counts(figure: Figure, whole: Axes, top: float, picture: Timeline, plan: Plan) -> float:
    """Draw the counts by the end of each year as steps, and return where they end."""
    unit, page = em(plan.page), plan.page
    axes = canvas.window(figure, plan.left, top, plan.room, plan.counts)
    _axis(axes, plan, picture)
    most = max((max(one.counts.values()) for one in picture.standings), default=0)
    ticks = layout.counts(most, max(2, int(plan.counts / (1.6 * unit)) - 1))
    low, high = -0.06 * max(most, 1), 1.1 * max(most, 1)
    axes.set_ylim(low, high)
    axes.set_yticks(ticks, [str(tick) for tick in ticks])
    axes.spines["left"].set_visible(True)
    middle = top + plan.counts / 2 - LINE * unit * len(plan.counted) / 2
    canvas.paragraph(whole, margin(page), middle, plan.counted, LINE * unit)
    if not picture.standings:
        said = phrase(picture.language, "note.unoccupied")
        canvas.write(whole, plan.left + plan.room / 2, top + plan.counts / 2, said, ha="center", color=FAINT)
        return top + plan.counts
    _steps(axes, picture, plan, (high - low) / plan.counts)
    _end_labels(whole, top, picture, plan, (low, high))
    return top + plan.counts


def _steps(axes: Axes, picture: Timeline, plan: Plan, inch: float) -> None:
    """Draw a line of steps for each verdict, a hair apart where they would cover each other."""
    stop = picture.as_of if picture.as_of is not None else plan.years[1]
    years = [one.year for one in picture.standings if one.year <= stop]
    width = 0.2 * plan.page.font
    for place, outcome in enumerate(OUTCOMES):
        apart = (1.5 - place) * width * 0.8 / POINTS * inch
        numbers = [one.counts[outcome] + apart for one in picture.standings if one.year <= stop]
        axes.step(
            [plan.years[0], *years, stop],
            [apart, *numbers, numbers[-1]],
            where="post",
            color=COLOURS[outcome],
            linestyle=LINES[outcome],
            linewidth=width,
        )


def _end_labels(whole: Axes, top: float, picture: Timeline, plan: Plan, ends: tuple[float, float]) -> None:
    unit, (low, high) = em(plan.page), ends
    last = picture.standings[-1].counts
    wanted = [top + plan.counts * (high - last[key]) / (high - low) + 0.001 * at for at, key in enumerate(OUTCOMES)]
    places = layout.spread(wanted, LINE * unit)
    down = max(0.0, max(places) - (top + plan.counts))
    x = plan.left + plan.room + 0.8 * unit
    for key, text, y in zip(OUTCOMES, totals(picture), places, strict=True):
        legend.mark(whole, x, y - down, key, even(key, 0.75 * plan.page.font))
        canvas.write(whole, x + 0.8 * unit, y - down, text)
