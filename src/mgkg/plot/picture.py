"""A picture: what is to be drawn, the words that stand for it, and how it becomes a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mgkg import files
from mgkg.errors import UnavailableError
from mgkg.plot import alternative, forest_figure, network_figure, timeline_figure
from mgkg.plot.network import in_words
from mgkg.plot.records import Forest, Network, Timeline
from mgkg.plot.style import CM, Page
from mgkg.plot.wording import phrase
from mgkg.plot.writing import content, format_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A timeline, a forest plot or a network, ready to be drawn for any page."""

    language: str
    title: str
    #: What it shows, in a few sentences.
    alt: str
    draw: Callable[[Page], Figure]
    #: What is told of its parts, by their names in an SVG.
    told: Mapping[str, str]
    #: What to do where it is higher than a page.
    split: str


def of_timeline(timeline: Timeline) -> Picture:
    """Return the picture of a timeline."""
    return Picture(
        language=timeline.language,
        title=timeline.title,
        alt=alternative.of_timeline(timeline),
        draw=lambda page: timeline_figure.draw(timeline, page),
        told=timeline_figure.names(timeline),
        split=phrase(timeline.language, "notice.split-timeline"),
    )


def of_forest(forest: Forest) -> Picture:
    """Return the picture of a forest plot."""
    return Picture(
        language=forest.language,
        title=forest.title,
        alt=alternative.of_forest(forest),
        draw=lambda page: forest_figure.draw(forest, page),
        told=forest_figure.names(forest),
        split=phrase(forest.language, "notice.split-forest"),
    )


def of_network(network: Network) -> Picture:
    """Return the picture of a network."""
    return Picture(
        language=network.language,
        title=network.title,
        alt=in_words(network),
        draw=lambda page: network_figure.draw(network, page),
        told=network_figure.names(network),
        split=phrase(network.language, "notice.split-network"),
    )


def write(picture: Picture, path: Path, page: Page) -> str:
    """Draw a picture and write it whole, in the format that the file's name asks for.

    Returns a notice where it is higher than the page, else the empty text. Raises UsageError for another format,
    UnavailableError where matplotlib is missing or the file cannot be written.
    """
    layout = format_of(path)
    figure = picture.draw(page)
    data = content(
        figure, layout, page, title=picture.title, alt=picture.alt, language=picture.language, told=picture.told
    )
    try:
        files.write_whole(path, data)
    except OSError as error:
        raise UnavailableError(f"{path}: cannot be written ({error.strerror}); name another place") from error
    return _notice(picture, figure.get_figheight() * CM, page)


def _notice(picture: Picture, height: float, page: Page) -> str:
    if height <= page.height + 0.05:
        return ""
    values = {"height": f"{height:.1f}", "page": f"{page.height:.1f}", "size": page.name, "split": picture.split}
    return phrase(picture.language, "notice.tall", **values)
