"""Writing: a figure as the bytes of an SVG, PNG or PDF, the same each time, with words for those who do not see it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from mgkg.errors import UsageError
from mgkg.plot.canvas import settings
from mgkg.plot.style import Page

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The formats, by the extension of the file.
FORMATS = ("svg", "png", "pdf")
#: Dots per inch of a PNG.
_DOTS = 200
_MAKER = "mgkg"


def format_of(path: Path) -> str:
    """Return the format that a file's name asks for; raises UsageError where it is not one of those there are.

    >>> format_of(Path("als.SVG"))
    'svg'
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        known = ", ".join(f".{one}" for one in FORMATS)
        raise UsageError(f"{path}: the end of its name tells the format; use one of {known}")
    return ending


def content(
    figure: Figure, layout: str, page: Page, *, title: str, alt: str, language: str, told: Mapping[str, str]
) -> bytes:
    """Return the bytes of a figure in a format: no date in them, and nothing else that changes from run to run.

    told is what a reader is told of the parts of an SVG that have a name.
    """
    metadata: dict[str, dict[str, str | None]] = {
        "svg": {"Title": title, "Creator": _MAKER, "Date": None, "Language": language, "Description": alt},
        "png": {"Title": title, "Description": alt, "Software": _MAKER},
        "pdf": {"Title": title, "Subject": alt, "Creator": _MAKER, "CreationDate": None},
    }
    stream = io.BytesIO()
    with settings(page):
        figure.savefig(stream, format=layout, dpi=_DOTS, metadata=metadata[layout])
    if layout == "svg":
        return _described(stream.getvalue().decode("utf-8"), alt, language, told).encode("utf-8")
    return stream.getvalue()


def _described(svg: str, alt: str, language: str, told: Mapping[str, str]) -> str:
    """Return an SVG with its description and what is told of its parts, for readers that speak and for pointers."""
    head = re.compile(r"<svg ([^>]*)>\s*<title>(.*?)</title>", re.DOTALL)
    names = 'role="img" aria-labelledby="title desc"'
    svg = head.sub(
        lambda found: (
            f'<svg {found[1]} xml:lang="{language}" {names}>\n <title id="title">{found[2]}</title>\n'
            f' <desc id="desc">{escape(alt)}</desc>'
        ),
        svg,
        count=1,
    )
    for name, text in told.items():
        mark = f'<g id="{name}">'
        svg = svg.replace(mark, f"{mark}\n    <title>{escape(text)}</title>", 1)
    return svg
