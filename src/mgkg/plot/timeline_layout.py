"""The layout of a timeline: which marks stand side by side, and where lanes, counts, legend and notes go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mgkg.answers.wording import whole
from mgkg.plot import canvas, layout, legend
from mgkg.plot.canvas import LINE, POINTS, em
from mgkg.plot.legend import Item
from mgkg.plot.records import OUTCOMES, UNCOUNTED, Lane, Mark, Timeline
from mgkg.plot.style import CM, NOTE, TITLE, Page, diameter, even
from mgkg.plot.wording import phrase

#: How much larger than its mark a ring is, in fonts.
RING = 0.5
#: The least height of a lane, and the height of the counts, in fonts.
_LANE, _COUNTS = 2.4, 9.0
#: What the counts may shrink and grow to on a page to be filled, in fonts.
_LOWEST, _HIGHEST = 6.5, 17.0
#: The height of the title of a band, and the greatest width of a label, in fonts.
_HEAD, _LABEL = 1.7, 9.0
#: Above and below the lanes, and above the notes; more above where a year to stop at is written there. In fonts.
ABOVE, ABOVE_YEAR, BETWEEN, BELOW = 0.7, 2.0, 2.6, 2.7
#: With at most so many marks in a picture each bears the name of its study, so much smaller than the text.
_NAMED, NAME = 16, 0.8
#: How far a lane may be stretched.
_STRETCH = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A lane, laid out: its label in lines, in which slot each mark stands, and its height. Units: inches."""

    lane: Lane
    label: tuple[str, ...]
    #: In steps from the middle of the lane.
    slots: tuple[float, ...]
    #: On which side of each mark the name of its study stands: right, left, or nowhere where it is empty.
    names: tuple[str, ...]
    step: float
    height: float
    #: What stands above it: the title of its band, or nothing.
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where everything stands. Units: inches from the top left."""

    page: Page
    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[Item, ...], ...]
    notes: tuple[str, ...]
    width: float
    height: float = 0.0
    #: Where the axes begin, and how long they are.
    left: float
    room: float
    years: tuple[int, int]
    counted: tuple[str, ...]
    counts: float


def plan(picture: Timeline, page: Page) -> Plan:
    """Return where everything of a timeline stands."""
    unit, edge, width = em(page), margin(page), page.width / CM
    labels = [tuple(canvas.wrapped(lane.label, page.font, _LABEL * unit)) for lane in picture.lanes]
    counted = tuple(canvas.wrapped(_counted(picture), page.font, _LABEL * unit))
    left = edge + 2.6 * unit + max(canvas.measure(line, page.font) for label in (*labels, counted) for line in label)
    room = (
        width - left - edge - 2.2 * unit - max((canvas.measure(one, page.font) for one in totals(picture)), default=0)
    )
    years = layout.span(_years(picture), picture.as_of)
    across = width - 2 * edge
    notes = (line for note in picture.notes for line in canvas.wrapped(note, NOTE * page.font, across))
    return _sized(
        Plan(
            page=page,
            title=tuple(canvas.wrapped(picture.title, TITLE * page.font, across, bold=True)),
            subtitle=tuple(canvas.wrapped(picture.subtitle, page.font, across)),
            rows=_rows(picture, labels, _Scale(page=page, first=years[0], last=years[1], room=room)),
            legend=tuple(map(tuple, legend.lines(_items(picture), page, across))),
            notes=tuple(notes),
            width=width,
            left=left,
            room=room,
            years=years,
            counted=counted,
            counts=_COUNTS * unit,
        ),
        above=above(picture),
    )


def _sized(given: Plan, *, above: float) -> Plan:
    """Return a plan with its height; on a page to be filled lanes and counts grow, or counts shrink, a little."""
    page, unit = given.page, em(given.page)
    lines = TITLE * len(given.title) + len(given.subtitle) + len(given.legend) + NOTE * len(given.notes)
    fixed = LINE * unit * lines + 2 * margin(page) + (0.7 + above + BETWEEN + BELOW) * unit
    needed = fixed + sum(whole_height(row, page) for row in given.rows) + given.counts
    spare = page.height / CM - needed if page.fills else 0.0
    counts = min(max(given.counts + (spare if spare < 0 else spare / 2), _LOWEST * unit), _HIGHEST * unit)
    share = max(spare - (counts - given.counts), 0.0) / len(given.rows)
    rows = tuple(replace(row, height=row.height + min(share, _STRETCH * row.height)) for row in given.rows)
    height = fixed + sum(whole_height(row, page) for row in rows) + counts
    return replace(given, rows=rows, counts=counts, height=height)


def margin(page: Page) -> float:
    """Return how far from its edges a picture keeps. Units: inches."""
    return 0.8 * em(page)


def above(picture: Timeline) -> float:
    """Return how much stands free above the lanes, in fonts."""
    return ABOVE if picture.as_of is None else ABOVE_YEAR


def whole_height(row: Row, page: Page) -> float:
    """Return the height of a lane and of the title above it. Units: inches."""
    return row.height + (_HEAD * em(page) if row.head else 0.0)


def totals(picture: Timeline) -> list[str]:
    """Return what stands at the right end of each line of counts."""
    if not picture.standings:
        return []
    language, last = picture.language, picture.standings[-1].counts
    return [phrase(language, "alt.outcome", n=last[key], outcome=phrase(language, f"short.{key}")) for key in OUTCOMES]


def _counted(picture: Timeline) -> str:
    return phrase(picture.language, "timeline.counts-broader" if picture.counts_broader else "timeline.counts")


def _marks(picture: Timeline) -> list[Mark]:
    return [mark for lane in picture.lanes for mark in lane.marks]


def _years(picture: Timeline) -> list[int]:
    marks = _marks(picture)
    return [mark.year for mark in marks] + [mark.retracted for mark in marks if mark.retracted is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """What turns years into places. Units: inches."""

    page: Page
    first: int
    last: int
    room: float

    @property
    def year(self) -> float:
        """Return how long a year is. Units: points."""
        return self.room * POINTS / (self.last - self.first)


def _rows(picture: Timeline, labels: Sequence[tuple[str, ...]], scale: _Scale) -> tuple[Row, ...]:
    """Return the lanes laid out; the first broader lane bears its band's title."""
    rows: list[Row] = []
    page, named = scale.page, len(_marks(picture)) <= _NAMED
    for lane, label in zip(picture.lanes, labels, strict=True):
        sides = [_name_side(mark, scale) if named else "" for mark in lane.marks]
        slots = layout.swarm([_span(mark, side, scale) for mark, side in zip(lane.marks, sides, strict=True)])
        middle = (max(slots) + min(slots)) / 2
        step = 2 * max(radius(mark, page) for mark in lane.marks) / POINTS + 0.1 * em(page)
        step = max(step, LINE * NAME * em(page)) if named else step
        least = max(_LANE, LINE * len(label) + 0.6) * em(page)
        first = lane.band == "broader" and not any(row.head for row in rows)
        rows.append(
            Row(
                lane=lane,
                label=label,
                slots=tuple(slot - middle for slot in slots),
                names=tuple(sides),
                step=step,
                height=max(least, (max(slots) - min(slots) + 1) * step + 0.8 * em(page)),
                head=phrase(picture.language, "lane.broader", conditions=picture.broader) if first else "",
            )
        )
    return tuple(rows)


def _name_side(mark: Mark, scale: _Scale) -> str:
    """Return on which side of a mark the name of its study has room; the right one is preferred."""
    _, end = _span(mark, "right", scale)
    return "right" if end <= scale.last * scale.year else "left"


def radius(mark: Mark, page: Page) -> float:
    """Return how far from its middle a mark reaches, its ring and a little air with it. Units: points."""
    size = even(mark.outcome, diameter(page.font, mark.n))
    return (size + (RING if mark.synthesis else 0.15) * page.font) / 2 + 0.08 * page.font


def _span(mark: Mark, side: str, scale: _Scale) -> tuple[float, float]:
    """Return from where to where a mark reaches, with its line to a retraction and its name. Units: points."""
    reach, last = radius(mark, scale.page), max(mark.year, mark.retracted or mark.year)
    start, end = mark.year * scale.year - reach, last * scale.year + reach
    name = (canvas.measure(mark.study, NAME * scale.page.font) * POINTS + 0.6 * scale.page.font) if side else 0.0
    return (start - name, end) if side == "left" else (start, end + name)


def _items(picture: Timeline) -> list[Item]:
    """Return what the legend explains: the verdicts always, the rest where it is met."""
    language, marks = picture.language, _marks(picture)
    met = [*OUTCOMES, *([UNCOUNTED] if any(mark.outcome == UNCOUNTED for mark in marks) else [])]
    items = [Item(text=phrase(language, f"verdict.{outcome}"), sign=outcome) for outcome in met]
    items.append(Item(text=phrase(language, "legend.interval"), sign="filled"))
    items.append(Item(text=phrase(language, "legend.words"), sign="hollow"))
    if any(mark.synthesis for mark in marks):
        items.append(Item(text=phrase(language, "legend.synthesis"), sign="ring", size=1.05))
    if any(mark.retracted is not None for mark in marks):
        items.append(Item(text=phrase(language, "legend.retracted"), sign="cross"))
    return items + _sizes(language, marks)


def _sizes(language: str, marks: Sequence[Mark]) -> list[Item]:
    """Return the sizes of marks: of those without n, and of round numbers up to the largest there is."""
    items = []
    if any(mark.n is None for mark in marks):
        items.append(Item(text=phrase(language, "legend.no-size"), sign="size", size=diameter(1.0, None)))
    largest = max((mark.n for mark in marks if mark.n is not None), default=0)
    shown = [n for n in (100, 10_000, 1_000_000) if largest and n <= max(largest * 10, 100)]
    return items + [
        Item(text=phrase(language, "legend.size", n=whole(language, n)), sign="size", size=diameter(1.0, n))
        for n in shown
    ]
