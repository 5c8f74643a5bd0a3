"""The canvas: a figure measured in inches from its top left, with texts and axes placed on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mgkg.errors import UnavailableError
from mgkg.plot.style import INK, RULE, Page

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Points in an inch.
POINTS = 72.0
#: The height of a line of text, in fonts.
LINE = 1.3


def library(name: str = "matplotlib") -> None:
    """Return once the library that draws is known to be there; raises UnavailableError where it is not."""
    try:
        import_module(name)
    except ImportError as error:
        raise UnavailableError(f'pictures need {name}, which is not installed; pip install "mgkg[plot]"') from error


@contextmanager
def settings(page: Page) -> Iterator[None]:
    """Set what decides how a picture looks and is written, whatever the user's own settings are."""
    library()
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(
            {
                "font.size": page.font,
                "text.parse_math": False,
                "text.color": INK,
                "axes.edgecolor": INK,
                "xtick.color": INK,
                "ytick.color": INK,
                "svg.fonttype": "none",
                "svg.hashsalt": "mgkg",
                "pdf.fonttype": 42,
            }
        )
        yield


def em(page: Page) -> float:
    """Return the size of a page's font. Units: inches."""
    return page.font / POINTS


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is. Units: inches; the size in points."""
    from matplotlib.font_manager import FontProperties, findfont, get_font
    from matplotlib.ft2font import LoadFlags

    font = get_font(findfont(FontProperties(weight="bold" if bold else "normal")))
    font.set_size(size, POINTS)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / POINTS


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return the lines of a text that is to fit a width, broken between words. Units: inches; the size in points."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shortened(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return a text that fits a width, its end replaced by an ellipsis where it must be; whole words where possible."""
    if measure(text, size, bold=bold) <= width:
        return text
    words = text.split(" ")
    by_words = (" ".join(words[:number]).rstrip(",;:") for number in range(len(words) - 1, 0, -1))
    by_letters = (words[0][:number] for number in range(len(words[0]) - 1, 0, -1))
    found = (f"{short} …" for short in (*by_words, *by_letters))
    return next((short for short in found if measure(short, size, bold=bold) <= width), "…")


def sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure and what covers it whole, with inches from the top left as its coordinates."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    whole = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    whole.set_axis_off()
    whole.set_xlim(0, width)
    whole.set_ylim(height, 0)
    return figure, whole


def window(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Return axes at a place in inches from the top left, with a baseline and nothing else."""
    whole_width, whole_height = figure.get_size_inches()
    axes = figure.add_axes(
        (left / whole_width, 1 - (top + height) / whole_height, width / whole_width, height / whole_height)
    )
    axes.patch.set_alpha(0)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=3, pad=3)
    return axes


def write(whole: Axes, x: float, y: float, text: str, **how: Any) -> None:  # noqa: ANN401 - as matplotlib takes them
    """Put a text at a place, its left end and its middle there unless told otherwise."""
    whole.text(x, y, text, **{"ha": "left", "va": "center", **how})


def paragraph(whole: Axes, x: float, y: float, lines: Sequence[str], step: float, **how: Any) -> float:  # noqa: ANN401 - as matplotlib takes them
    """Put lines one below another, and return where the next would stand."""
    for line in lines:
        write(whole, x, y + step / 2, line, **how)
        y += step
    return y


def rule(whole: Axes, left: float, right: float, y: float, **how: Any) -> None:  # noqa: ANN401 - as matplotlib takes them
    """Draw a horizontal line."""
    whole.plot([left, right], [y, y], **{"color": RULE, "linewidth": 0.7, "solid_capstyle": "butt", **how})
