"""The style of pictures: sizes of pages, colours, shapes and lines, each readable without the others."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: Centimetres in an inch; people give centimetres, matplotlib takes inches.
CM = 2.54


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A size to draw for. Units: centimetres, and points for the font."""

    name: str
    width: float
    #: The height that a picture should not exceed.
    height: float
    font: float
    #: Whether a picture fills the height even where it needs less.
    fills: bool = False


#: A4 is what lies within margins of 2 cm; a slide is 16 to 9.
PAGES: Mapping[str, Page] = MappingProxyType(
    {
        "a4": Page(name="a4", width=17.0, height=25.7, font=9.0),
        "slide": Page(name="slide", width=33.87, height=19.05, font=13.0, fills=True),
    }
)

#: The hues are those of Okabe and Ito (2008, "Color universal design"), some darkened, so that they differ in grey too.
COLOURS: Mapping[str, str] = MappingProxyType(
    {"higher": "#D55E00", "lower": "#00507F", "none": "#000000", "unclear": "#D98DB8", "uncounted": "#6E6E6E"}
)
#: Markers, as matplotlib names them.
SHAPES: Mapping[str, str] = MappingProxyType(
    {"higher": "^", "lower": "v", "none": "s", "unclear": "D", "uncounted": "+"}
)
#: Lines, as matplotlib takes them: an offset, and lengths of dashes and gaps in widths of the line.
LINES: Mapping[str, tuple[float, tuple[float, ...] | None]] = MappingProxyType(
    {
        "higher": (0, None),
        "lower": (0, (5, 1.5)),
        "none": (0, (1, 1)),
        "unclear": (0, (5, 1.2, 1, 1.2)),
        "uncounted": (0, (1, 3)),
    }
)
#: What conclusions look like: as the verdicts of their kind do.
LOOKS: Mapping[str, str] = MappingProxyType(
    {
        "higher": "higher",
        "lower": "lower",
        "no-link-found": "none",
        "conflicting": "unclear",
        "insufficient": "uncounted",
    }
)
#: How wide the line of a conclusion is, by its certainty. Units: points.
WIDTHS: Mapping[str, float] = MappingProxyType({"very-low": 0.7, "low": 1.7, "moderate": 3.0, "high": 4.5})
#: How large a shape is drawn, so that all look alike in size.
_EVEN = {"higher": 1.1, "lower": 1.1, "none": 0.9, "unclear": 0.85, "uncounted": 1.0}

#: How much larger than the text a title is, and how much smaller the notes are.
TITLE, NOTE = 1.3, 0.85

INK = "#1A1A1A"
FAINT = "#5A5A5A"
RULE = "#D0D0D0"
BAND = "#F1F1F1"
#: What bands of effects are filled with.
SHADES: Mapping[str, str] = MappingProxyType({"narrow": "#CFCFCF", "wide": "#ECECEC"})

#: The smallest and the largest diameter of a mark, in fonts, and the numbers of people that have them.
_DIAMETERS = (0.55, 1.25)
_PEOPLE = (10, 1_000_000)


def diameter(font: float, n: int | None) -> float:
    """Return how large the mark of a finding on n people is: the logarithm of n decides; smallest where n is unknown.

    Units: points, as the font is.

    >>> [round(diameter(10, n), 2) for n in (None, 10, 1000, 1_000_000, 9_000_000)]
    [5.5, 5.5, 8.3, 12.5, 12.5]
    """
    least, most = _DIAMETERS
    low, high = (math.log10(number) for number in _PEOPLE)
    share = (math.log10(max(n or 1, 1)) - low) / (high - low)
    return font * (least + (most - least) * min(max(share, 0.0), 1.0))


def even(outcome: str, size: float) -> float:
    """Return the size of a shape that looks as large as a circle of a diameter.

    >>> even("uncounted", 8.0)
    8.0
    """
    return size * _EVEN[outcome]


def lightness(colour: str) -> float:
    """Return the lightness L* of a colour, 0 for black and 100 for white: what is left of it in grey.

    Source: CIE 1976 L*a*b*, by way of the relative luminance of sRGB (IEC 61966-2-1).

    >>> round(lightness("#FFFFFF")), round(lightness("#000000"))
    (100, 0)
    """
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    luminance = 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)
    return 116 * luminance ** (1 / 3) - 16 if luminance > 216 / 24389 else luminance * 24389 / 27


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
