"""The layout of pictures: nothing overlaps, everything fits, colours differ in grey, and every text has its twin."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgkg.plot import PAGES, Lane, Mark, Timeline, canvas, layout, timeline_layout
from mgkg.plot.records import OUTCOMES
from mgkg.plot.style import COLOURS, LINES, SHAPES, diameter, lightness
from mgkg.plot.wording import texts

numbers = st.floats(-100, 100)
spans = st.lists(st.tuples(numbers, st.floats(0.1, 20)).map(lambda span: (span[0], span[0] + span[1])), max_size=25)
A4 = PAGES["a4"]


@settings(deadline=None)
@given(spans)
def test_spans_in_one_slot_never_overlap(given_: list[tuple[float, float]]) -> None:
    slots = layout.swarm(given_)
    clashes = [
        (one, other)
        for (one, slot), (other, at) in combinations(zip(given_, slots, strict=True), 2)
        if slot == at and one[0] < other[1] and other[0] < one[1]
    ]

    assert clashes == []


@settings(deadline=None)
@given(st.lists(numbers, max_size=8), st.floats(0.1, 10))
def test_labels_are_a_gap_apart_and_keep_their_order(wanted: list[float], gap: float) -> None:
    placed = layout.spread(wanted, gap)
    in_order = [place for _, place in sorted(zip(wanted, placed, strict=True))]

    assert all(high - low >= gap - 1e-6 for low, high in pairwise(in_order))


@settings(deadline=None)
@given(st.lists(st.floats(0.1, 30), max_size=12))
def test_a_line_of_a_legend_is_no_longer_than_there_is_room(widths: list[float]) -> None:
    lines = layout.flow(widths, room=40, gap=2)

    assert [place for line in lines for place in line] == list(range(len(widths)))
    assert all(sum(widths[place] for place in line) + 2 * (len(line) - 1) <= 40 for line in lines if len(line) > 1)


@settings(deadline=None)
@given(st.floats(0.001, 0.9), st.floats(1.1, 1000), st.integers(2, 8))
def test_ticks_of_a_ratio_lie_on_the_axis_and_name_no_effect(low: float, high: float, room: int) -> None:
    ticks = layout.ticks(low, high, room, ratio=True)

    assert 1.0 in ticks
    assert all(low <= tick <= high for tick in ticks)
    assert ticks == sorted(set(ticks))


@settings(deadline=None)
@given(st.floats(-1000, -0.01), st.floats(0.01, 1000), st.integers(2, 8))
def test_ticks_of_a_difference_name_no_effect(low: float, high: float, room: int) -> None:
    ticks = layout.ticks(low, high, room, ratio=False)

    assert 0.0 in ticks
    assert len(ticks) <= room + 1


def test_ticks_of_a_wide_axis_are_few() -> None:
    assert layout.ticks(1e-6, 1e6, 4, ratio=True) == [1e-4, 1.0, 1e4]
    assert layout.ticks(0.85, 1.35, 6, ratio=True) == [0.9, 1.0, 1.1, 1.2, 1.3]


def test_an_interval_far_longer_than_the_rest_leaves_the_axis() -> None:
    ends = layout.limits([0.9, 1.2], [0.5, 300.0], ratio=True)

    assert ends == (0.5, 4.8)
    assert layout.arrows(0.5, 300.0, ends) == (False, True)
    assert layout.limits([-0.5, 0.5], [-1.0, 9.0], ratio=False) == (-1.0, 1.5)


def test_years_have_room_for_their_labels() -> None:
    assert layout.years(1999, 2003, room=200, each=30) == [1999, 2000, 2001, 2002, 2003]
    assert layout.years(1850, 2020, room=60, each=30) == [1900, 2000]


def test_verdicts_differ_in_grey_in_shape_and_in_line() -> None:
    greys = sorted(lightness(COLOURS[outcome]) for outcome in OUTCOMES)

    assert all(high - low >= 10 for low, high in pairwise(greys))
    assert len({SHAPES[outcome] for outcome in OUTCOMES}) == len({LINES[outcome] for outcome in OUTCOMES}) == 4


def test_more_people_never_give_a_smaller_mark() -> None:
    sizes = [diameter(9, n) for n in (None, 1, 10, 100, 5_000, 1_000_000, 10**9)]

    assert sizes == sorted(sizes)


def test_texts_fit_the_width_they_are_given() -> None:
    with canvas.settings(A4):
        lines = canvas.wrapped("one two three four five six seven", 9, 1.0)
        short = canvas.shortened("one two three four five", 9, 1.0)

        assert max(canvas.measure(line, 9) for line in lines) <= 1.0
        assert " ".join(lines) == "one two three four five six seven"
        assert short == "one two …"
        assert canvas.shortened("incomprehensibilities", 9, 0.5) == "inco …"
        assert canvas.shortened("a", 9, 0.01) == "…"


def many(number: int) -> Timeline:
    """Return a timeline with a lane of many findings in two years, and one of a single finding."""
    marks = tuple(
        Mark(year=2000 + place % 2, outcome=OUTCOMES[place % 4], n=10**6, synthesis=True, study=f"S{place}")
        for place in range(number)
    )
    lanes = (
        Lane(label="status", band="direct", marks=marks),
        Lane(label="a label that does not fit one line", band="direct", marks=marks[:1]),
    )
    return Timeline(language="en", subject="x and y", title="X and y", subtitle="", lanes=lanes)


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.name)
@pytest.mark.parametrize("number", [1, 40])
def test_a_lane_is_as_high_as_its_marks_need(page: object, number: int) -> None:
    given_page = next(one for one in PAGES.values() if one is page)
    with canvas.settings(given_page):
        plan = timeline_layout.plan(many(number), given_page)

    for row in plan.rows:
        reach = max(abs(slot) for slot in row.slots) + 0.5
        assert 2 * reach * row.step <= row.height
        assert len(row.label) * canvas.LINE * canvas.em(given_page) <= row.height
    assert plan.left + plan.room <= plan.width
    assert plan.height >= sum(row.height for row in plan.rows) + plan.counts


def test_every_text_stands_in_both_languages() -> None:
    assert keys(texts("en")) == keys(texts("nl"))


def keys(table: object, before: str = "") -> set[str]:
    """Return the keys of nested tables, joined by dots, with the places for values that each text has."""
    if not isinstance(table, dict):
        places = sorted(part.split("}")[0] for part in str(table).split("{")[1:])
        return {f"{before} {places}"}
    return {key for name, below in table.items() for key in keys(below, f"{before}.{name}")}


def test_names_of_studies_stand_where_there_is_room() -> None:
    marks = tuple(Mark(year=year, outcome="none", study=f"Author {year}") for year in (2000, 2010, 2011))
    lane = Lane(label="status", band="direct", marks=marks)
    picture = Timeline(language="en", subject="x and y", title="X and y", subtitle="", lanes=(lane,))
    with canvas.settings(A4):
        [row] = timeline_layout.plan(picture, A4).rows
        [crowded, _] = timeline_layout.plan(many(40), A4).rows

    assert row.names == ("right", "right", "left")
    assert row.slots[0] == row.slots[1] != row.slots[2]
    assert set(crowded.names) == {""}
