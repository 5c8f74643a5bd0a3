"""The layout of a network: two columns of names in an order with few crossings, and where each edge has its mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from mgkg.answers import wording as told
from mgkg.plot import canvas, legend
from mgkg.plot.canvas import LINE, em
from mgkg.plot.legend import Item
from mgkg.plot.records import CERTAINTIES, CONCLUSIONS, Network
from mgkg.plot.style import CM, NOTE, TITLE, Page
from mgkg.plot.wording import phrase

#: The height of a name, above and below the legend, and above the notes. In fonts.
ROW, UNDER_TITLE, UNDER_LEGEND, UNDER_NAMES = 1.6, 0.3, 0.8, 0.8
#: Between a name and its edges, in fonts.
GAP = 0.6
#: The share of the width that a column of names has at most.
_NAMES = 0.36
#: How often the order of each column is improved.
_SWEEPS = 12
#: How far lines may be stretched to fill a page.
_STRETCH = 2.0
#: Where on an edge its mark may stand, best first: as shares of its length from the left.
_PLACES = tuple(place / 100 for place in (50, 40, 60, 30, 70, 45, 55, 35, 65, 25, 75, 20, 80, 15, 85))
#: How far marks are apart where there is room, in fonts.
_APART = 1.1

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where everything stands. Units: inches."""

    page: Page
    title: tuple[str, ...]
    legend: tuple[tuple[Item, ...], ...]
    margin: float
    #: The names of each side from top to bottom, with how far below the top of the first they stand.
    left: Mapping[str, float]
    right: Mapping[str, float]
    #: Where edges begin and end, from the left.
    ends: tuple[float, float]
    #: How high the columns are.
    body: float
    #: Where the mark of each edge stands.
    marks: tuple[Point, ...]
    notes: tuple[str, ...]
    width: float
    height: float


def plan(picture: Network, page: Page) -> Plan:
    """Return where everything of a network stands."""
    unit, width = em(page), page.width / CM
    margin = 0.8 * unit
    across = width - 2 * margin
    title = tuple(canvas.wrapped(picture.title, TITLE * page.font, across, bold=True))
    items = tuple(map(tuple, legend.lines(_items(picture), page, across)))
    notes = tuple(line for note in picture.notes for line in canvas.wrapped(note, NOTE * page.font, across))
    texts = TITLE * len(title) + len(items) + NOTE * len(notes)
    fixed = (LINE * texts + UNDER_TITLE + UNDER_LEGEND + UNDER_NAMES) * unit + 2 * margin
    first, second = ordered([(edge.left, edge.right) for edge in picture.edges])
    needed = max(len(first), len(second)) * ROW * unit
    room = page.height / CM - fixed if page.fills else 0.0
    body = min(max(needed, room), needed * _STRETCH)
    left, right = _placed(first, body), _placed(second, body)
    columns = _columns(_widest(first, page), _widest(second, page), width)
    ends = (margin + columns[0] + GAP * unit, width - margin - columns[1] - GAP * unit)
    lines = [((ends[0], left[edge.left]), (ends[1], right[edge.right])) for edge in picture.edges]
    return Plan(
        page=page,
        title=title,
        legend=items,
        margin=margin,
        left=left,
        right=right,
        ends=ends,
        body=body,
        marks=tuple(marks(lines, _APART * unit)),
        notes=notes,
        width=width,
        height=fixed + body,
    )


def _placed(several: Sequence[str], body: float) -> dict[str, float]:
    return {name: body * (place + 0.5) / len(several) for place, name in enumerate(several)}


def _widest(several: Sequence[str], page: Page) -> float:
    return max(canvas.measure(name, page.font) for name in several)


def _columns(left: float, right: float, width: float) -> tuple[float, float]:
    """Return how wide two columns are: each has its share, and what the other leaves of its own. Units: inches.

    >>> _columns(900, 200, 1000), _columns(900, 900, 1000)
    ((520.0, 200), (360.0, 360.0))
    """
    share = _NAMES * width
    return (min(left, max(share, 2 * share - right)), min(right, max(share, 2 * share - left)))


def ordered(edges: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return the names on the left and on the right in an order in which few edges cross.

    Each side in turn is sorted by the mean place of what its names are connected with, those alike in the order given;
    the best order met is taken.
    Source: the barycentre method of Sugiyama and others 1981, doi:10.1109/TSMC.1981.4308636.

    >>> ordered([("a", "y"), ("b", "x"), ("c", "x")])
    (['a', 'b', 'c'], ['y', 'x'])
    """
    left, right = (list(dict.fromkeys(edge[side] for edge in edges)) for side in (0, 1))
    turned = [(other, one) for one, other in edges]
    best = (crossings(edges, left, right), left, right)
    for _ in range(_SWEEPS):
        right = _sorted(right, turned, left)
        best = min(best, (crossings(edges, left, right), left, right), key=lambda one: one[0])
        left = _sorted(left, edges, right)
        best = min(best, (crossings(edges, left, right), left, right), key=lambda one: one[0])
    return best[1], best[2]


def _sorted(names: Sequence[str], edges: Sequence[tuple[str, str]], others: Sequence[str]) -> list[str]:
    """Return names by the mean place of the others that they are connected with; edges begin with the name."""
    place = {name: number for number, name in enumerate(others)}
    reached: dict[str, list[int]] = {name: [] for name in names}
    for one, other in edges:
        reached[one].append(place[other])
    return sorted(names, key=lambda name: sum(reached[name]) / len(reached[name]))


def crossings(edges: Sequence[tuple[str, str]], left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many pairs of edges cross where names stand in an order.

    >>> crossings([("a", "y"), ("b", "x")], ["a", "b"], ["x", "y"])
    1
    """
    first = {name: place for place, name in enumerate(left)}
    second = {name: place for place, name in enumerate(right)}
    drawn = [(first[one], second[other]) for one, other in edges]
    return sum((one[0] - two[0]) * (one[1] - two[1]) < 0 for one, two in combinations(drawn, 2))


def marks(lines: Sequence[tuple[Point, Point]], apart: float) -> list[Point]:
    """Return where each line has its mark: near its middle, and apart from others where there is room for that.

    >>> marks([((0, 0), (2, 0)), ((0, 1), (2, 1))], 0.5)
    [(1.0, 0.0), (1.0, 1.0)]
    """
    found: list[Point] = []
    for line in lines:
        tried = [_along(line, share) for share in _PLACES]
        found.append(max(tried, key=lambda point: min(_distance(point, found), apart)))
    return found


def _along(line: tuple[Point, Point], share: float) -> Point:
    (x, y), (right, below) = line
    return (x + share * (right - x), y + share * (below - y))


def _distance(point: Point, others: Sequence[Point]) -> float:
    return min((((point[0] - x) ** 2 + (point[1] - y) ** 2) ** 0.5 for x, y in others), default=float("inf"))


def _items(picture: Network) -> list[Item]:
    """Return what the legend explains: each conclusion and each certainty that is met."""
    language = picture.language
    conclusions, certainties = ({getattr(edge, name) for edge in picture.edges} for name in ("conclusion", "certainty"))
    items = [
        Item(text=phrase(language, f"network.{picture.aspect}.{one}"), sign=f"edge-{one}", size=2.4)
        for one in CONCLUSIONS
        if one in conclusions
    ]
    return items + [
        Item(text=told.phrase(language, f"certainty.{one}"), sign=one, size=2.0)
        for one in CERTAINTIES
        if one in certainties
    ]
