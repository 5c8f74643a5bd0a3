"""The legend of a picture: items that each show a sign and say what it means, as many on a line as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mgkg.plot.canvas import LINE, em, measure, write
from mgkg.plot.layout import flow
from mgkg.plot.style import COLOURS, FAINT, INK, LINES, LOOKS, SHADES, SHAPES, WIDTHS, Page, even

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Between two items of a line, in fonts.
_GAP = 1.6
#: From a sign to its text, in fonts.
_NEAR = 0.5
#: How large the signs of a legend are, in fonts.
_SIZE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A sign and what it means."""

    text: str
    #: A verdict; or one in a square; a conclusion or a certainty, as a line; filled, hollow, size, ring, cross,
    #: diamond, thin, narrow, wide.
    sign: str
    #: In fonts.
    size: float = _SIZE


def lines(items: Sequence[Item], page: Page, room: float) -> list[list[Item]]:
    """Return the items as they stand on lines that fit a width. Units: inches."""
    widths = [_width(item, page) for item in items]
    return [[items[place] for place in line] for line in flow(widths, room, _GAP * em(page))]


def _width(item: Item, page: Page) -> float:
    return em(page) * (max(item.size, _SIZE) + _NEAR) + measure(item.text, _font(page))


def _font(page: Page) -> float:
    return page.font * 0.92


def draw(whole: Axes, x: float, y: float, rows: Sequence[Sequence[Item]], page: Page) -> float:
    """Draw a legend, and return where the next thing would stand. Units: inches."""
    unit = em(page)
    for row in rows:
        place = x
        for item in row:
            size = max(item.size, _SIZE) * unit
            _sign(whole, place + size / 2, y + LINE * unit / 2, item, page)
            write(whole, place + size + _NEAR * unit, y + LINE * unit / 2, item.text, fontsize=_font(page))
            place += _width(item, page) + _GAP * unit
        y += LINE * unit
    return y


def _sign(whole: Axes, x: float, y: float, item: Item, page: Page) -> None:
    size = item.size * page.font
    if item.sign in SHAPES:
        mark(whole, x, y, item.sign, even(item.sign, size))
    elif item.sign in ("filled", "hollow"):
        mark(whole, x, y, "none", even("none", size), colour=FAINT, filled=item.sign == "filled")
    elif item.sign in ("narrow", "wide"):
        whole.plot([x], [y], marker="s", markersize=size, color=SHADES[item.sign])
    elif item.sign.startswith("square-"):
        mark(whole, x, y, "none", even("none", size), colour=COLOURS[item.sign.removeprefix("square-")])
    elif item.sign.startswith("edge-"):
        half, look = size / 144, LOOKS[item.sign.removeprefix("edge-")]
        whole.plot([x - half, x + half], [y, y], color=COLOURS[look], lw=WIDTHS["low"], ls=LINES[look])
        mark(whole, x, y, look, even(look, 0.75 * page.font))
    elif item.sign in WIDTHS:
        half = size / 144
        whole.plot([x - half, x + half], [y, y], color=INK, lw=WIDTHS[item.sign], solid_capstyle="butt")
    elif item.sign == "thin":
        half = size / 144
        whole.plot([x - half, x + half], [y, y], color=INK, linewidth=1)
    else:
        marker, face = {"size": ("o", FAINT), "ring": ("o", "none"), "cross": ("x", INK), "diamond": ("d", INK)}[
            item.sign
        ]
        edge = INK if item.sign == "cross" else FAINT
        whole.plot([x], [y], marker=marker, markersize=size, markerfacecolor=face, markeredgecolor=edge, ls="none")


def mark(
    axes: Axes,
    x: float,
    y: float,
    outcome: str,
    size: float,
    *,
    colour: str | None = None,
    filled: bool = True,
    alpha: float = 1.0,
    name: str | None = None,
) -> None:
    """Draw the mark of a verdict. Units: points for the size."""
    ink = colour or COLOURS[outcome]
    axes.plot(
        [x],
        [y],
        linestyle="none",
        marker=SHAPES[outcome],
        markersize=size,
        markerfacecolor=ink if filled else "white",
        markeredgecolor=ink,
        markeredgewidth=max(size * 0.14, 1.0),
        alpha=alpha,
        gid=name,
        clip_on=False,
        zorder=3,
    )
