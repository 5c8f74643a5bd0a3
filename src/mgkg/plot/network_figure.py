"""The drawing of a network: families on the left, conditions on the right, and an edge for each conclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mgkg.plot import canvas, legend
from mgkg.plot.canvas import LINE, POINTS, em
from mgkg.plot.network import told_of
from mgkg.plot.network_layout import GAP, UNDER_LEGEND, UNDER_NAMES, UNDER_TITLE, Plan
from mgkg.plot.network_layout import plan as arranged
from mgkg.plot.records import CONCLUSIONS, Network
from mgkg.plot.style import COLOURS, FAINT, LINES, LOOKS, NOTE, TITLE, WIDTHS, Page, even

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: The size of marks on edges, in fonts.
_MARK = 0.75


def names(picture: Network) -> dict[str, str]:
    """Return what a reader is told of each edge, by the name that its mark has in an SVG."""
    return {f"edge-{place}": told_of(picture, edge) for place, edge in enumerate(picture.edges, start=1)}


def draw(picture: Network, page: Page) -> Figure:
    """Return the figure of a network; higher than its page where there are more names than fit."""
    with canvas.settings(page):
        plan = arranged(picture, page)
        figure, whole = canvas.sheet(plan.width, plan.height)
        unit, large, small = em(page), TITLE * page.font, NOTE * page.font
        step = LINE * large / POINTS
        y = canvas.paragraph(whole, plan.margin, plan.margin, plan.title, step, fontsize=large, fontweight="bold")
        y = legend.draw(whole, plan.margin, y + UNDER_TITLE * unit, plan.legend, page) + UNDER_LEGEND * unit
        _edges(whole, y, picture, plan)
        _names(whole, y, plan)
        y += plan.body + UNDER_NAMES * unit
        canvas.paragraph(whole, plan.margin, y, plan.notes, LINE * small / POINTS, fontsize=small, color=FAINT)
        return figure


def _edges(whole: Axes, top: float, picture: Network, plan: Plan) -> None:
    """Draw the edges, those that say least below the others, each with its mark."""
    numbered = list(zip(range(1, len(picture.edges) + 1), picture.edges, plan.marks, strict=True))
    for place, edge, (x, y) in sorted(numbered, key=lambda one: -CONCLUSIONS.index(one[1].conclusion)):
        look = LOOKS[edge.conclusion]
        faint = 0.55 if edge.conclusion == "insufficient" else 1.0
        whole.plot(
            plan.ends,
            [top + plan.left[edge.left], top + plan.right[edge.right]],
            color=COLOURS[look],
            linewidth=WIDTHS[edge.certainty],
            linestyle=LINES[look],
            dash_capstyle="butt",
            alpha=0.85 * faint,
        )
        size = even(look, _MARK * plan.page.font)
        legend.mark(whole, x, top + y, look, size, alpha=faint, name=f"edge-{place}")


def _names(whole: Axes, top: float, plan: Plan) -> None:
    """Write the names, each with a dot where its edges meet."""
    gap, font = GAP * em(plan.page), plan.page.font
    sides = (
        (plan.left, plan.ends[0], -gap, "right", plan.ends[0] - gap - plan.margin),
        (plan.right, plan.ends[1], gap, "left", plan.width - plan.margin - plan.ends[1] - gap),
    )
    for names_, x, away, align, room in sides:
        for name, y in names_.items():
            short = canvas.shortened(name, font, room + 0.01)
            canvas.write(whole, x + away, top + y, short, ha=align)
            whole.plot([x], [top + y], marker="o", markersize=0.3 * font, color=FAINT, zorder=4)
