"""Networks: which conclusions they show, where names and marks stand, and the files that come of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mgkg
from mgkg import plot, queries
from mgkg.cli import run
from mgkg.errors import UnknownName, UsageError
from mgkg.names import iri
from mgkg.plot import Edge, Network, Wanted
from mgkg.plot.network_layout import crossings, marks, ordered, plan
from mgkg.plot.records import CERTAINTIES, CONCLUSIONS
from mgkg.plot.style import COLOURS, LINES, LOOKS, SHAPES, WIDTHS
from mgkg.store import Store

ALS = "amyotrophic lateral sclerosis"
A4, SLIDE = plot.PAGES["a4"], plot.PAGES["slide"]
edges_ = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("stuvwxyz")), min_size=1, unique=True)


@pytest.fixture(scope="module")
def curated() -> Iterator[Store]:
    with mgkg.open() as graph:
        yield graph.store


# What a network shows


def test_edges_are_the_conclusions_of_the_store(curated: Store) -> None:
    picture = plot.network(curated, Wanted(conditions=("ALS",), everything=True))
    als = iri("condition:amyotrophic-lateral-sclerosis")
    rows = list(queries.records(curated, "network-conclusions"))
    stored = {row["family"] for row in rows if row["condition"] == als and row["aspect"] == iri("aspect:risk")}
    [lead] = [edge for edge in picture.edges if edge.left == "lead exposure"]

    assert len(picture.edges) == len(stored)
    assert {edge.right for edge in picture.edges} == {ALS}
    assert (lead.conclusion, lead.certainty, lead.studies) == ("higher", "low", 8)


def test_what_cannot_be_told_is_left_out_and_said(curated: Store) -> None:
    few = plot.network(curated, Wanted(conditions=("ALS",)))
    every = plot.network(curated, Wanted(conditions=("ALS",), everything=True))
    untold = len(every.edges) - len(few.edges)

    assert untold > 0
    assert not any(edge.conclusion == "insufficient" for edge in few.edges)
    assert any(f"not drawn: {untold} (--all" in note for note in few.notes)


def test_the_surest_edges_are_drawn_where_there_are_too_many(curated: Store) -> None:
    whole, some = (plot.network(curated, Wanted(most=most)) for most in (1000, 10))
    rank = CERTAINTIES.index
    worst = min(rank(edge.certainty) for edge in some.edges)

    assert len(some.edges) == 10
    assert all(rank(edge.certainty) <= worst for edge in set(whole.edges) - set(some.edges))
    assert any(f"as the least sure: {len(whole.edges) - 10}." in note for note in some.notes)


def test_a_substance_brings_what_is_narrower_and_names_are_in_the_language(curated: Store) -> None:
    picture = plot.network(curated, Wanted(substances=("magnesium",), language="nl", everything=True))
    fats = plot.network(curated, Wanted(substances=("omega-3 fatty acids",), everything=True))

    assert picture.title == "Conclusies over risico: magnesium"
    assert "inname van magnesium" in {edge.left for edge in picture.edges}
    assert "alpha-linolenic acid intake" in {edge.left for edge in fats.edges}


def test_levels_are_worded_for_people_who_have_it(curated: Store) -> None:
    picture = plot.of_network(plot.network(curated, Wanted(conditions=("autism",), aspect="level-difference")))

    assert picture.title == "Conclusions on levels in people who have it: autism spectrum disorder"
    assert "Higher in people who have it (" in picture.alt
    assert "lead status and autism spectrum disorder (certainty low, 8 studies)" in picture.alt


def test_nothing_to_draw_is_told_with_what_there_is(curated: Store) -> None:
    with pytest.raises(UsageError, match="there is too little to tell; --all draws"):
        plot.network(curated, Wanted(substances=("vitamin E",), conditions=("ALS",)))
    with pytest.raises(UsageError, match="no conclusion on antimony and migraine"):
        plot.network(curated, Wanted(substances=("antimony",), conditions=("migraine",)))
    with pytest.raises(UnknownName):
        plot.network(curated, Wanted(substances=("ALS",)))


def test_an_aspect_without_conclusions_points_to_the_other(curated: Store) -> None:
    rows = list(queries.records(curated, "network-conclusions"))
    by_aspect = {
        name: {(row.get("substance"), row["condition"]) for row in rows if row["aspect"] == iri(f"aspect:{name}")}
        for name in ("risk", "level-difference")
    }
    only = sorted((s, c) for s, c in by_aspect["level-difference"] - by_aspect["risk"] if s is not None)
    substance, condition = only[0]

    with pytest.raises(UsageError, match="with --aspect level-difference"):
        plot.network(curated, Wanted(substances=(substance,), conditions=(condition,)))


# Where things stand


@given(edges_)
def test_ordering_keeps_every_name_and_never_adds_crossings(edges: list[tuple[str, str]]) -> None:
    left, right = ordered(edges)
    first, second = ([*dict.fromkeys(edge[side] for edge in edges)] for side in (0, 1))

    assert (sorted(left), sorted(right)) == (sorted(first), sorted(second))
    assert crossings(edges, left, right) <= crossings(edges, first, second)


@given(edges_)
def test_names_never_overlap_and_edges_run_between_them(edges: list[tuple[str, str]]) -> None:
    made = plan(network_of([(one, other, "higher", "low") for one, other in edges]), A4)
    line = A4.font / 72 * 1.3

    for side in (made.left, made.right):
        assert all(abs(one - other) > line for one, other in combinations(side.values(), 2))
    assert 0 < made.ends[0] < made.ends[1] < made.width


def test_marks_of_crossing_edges_stand_apart() -> None:
    first, second = marks([((0, 0), (4, 2)), ((0, 2), (4, 0))], 0.3)

    assert first == (2.0, 1.0)
    assert abs(second[0] - 2.0) > 0.3


def test_conclusions_differ_in_colour_line_and_mark_and_certainties_in_width() -> None:
    looks = [LOOKS[one] for one in CONCLUSIONS]

    for style in (COLOURS, LINES, SHAPES):
        assert len({str(style[look]) for look in looks}) == len(CONCLUSIONS)
    widths = [WIDTHS[one] for one in CERTAINTIES]
    assert widths == sorted(set(widths))


# What is drawn


def network_of(edges: list[tuple[str, str, str, str]]) -> Network:
    made = tuple(Edge(left=a, right=b, conclusion=c, certainty=d, studies=2) for a, b, c, d in edges)
    return Network(language="en", aspect="risk", subject="x", title="X", edges=made, notes=("A note.",))


def every_kind() -> Network:
    """Return a network with each conclusion, each certainty, and names longer than there is room for."""
    names = [f"exposure {place} with a name that is far longer than any page has room for" for place in range(5)]
    ends = [*CERTAINTIES, "low"]
    return network_of([(name, "disease", c, d) for name, c, d in zip(names, CONCLUSIONS, ends, strict=True)])


@pytest.mark.parametrize("page", [A4, SLIDE], ids=lambda page: page.name)
@pytest.mark.parametrize("layout", plot.FORMATS)
def test_draws_every_kind_the_same_each_time(tmp_path: Path, layout: str, page: plot.Page) -> None:
    picture = plot.of_network(every_kind())
    for time in ("1", "2"):
        assert plot.write(picture, tmp_path / f"{time}.{layout}", page) == ""

    assert (tmp_path / f"1.{layout}").read_bytes() == (tmp_path / f"2.{layout}").read_bytes()


def test_an_svg_tells_each_edge(tmp_path: Path) -> None:
    picture = plot.of_network(every_kind())
    plot.write(picture, tmp_path / "n.svg", A4)
    root = ET.parse(tmp_path / "n.svg").getroot()  # noqa: S314 - our own file
    told = {one.text for one in root.iter("{http://www.w3.org/2000/svg}title")}

    assert root.findtext("{http://www.w3.org/2000/svg}desc") == picture.alt
    assert told >= set(picture.told.values())
    assert len(picture.told) == 5


def test_the_command_draws_and_says_what_it_drew(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "als.png"
    assert run(["plot", "network", "--condition", "ALS", "--lang", "nl", "--out", str(path)]) == 0
    said = capsys.readouterr().out

    assert said.startswith("Netwerk van conclusies over risico (amyotrofische laterale sclerose): verbindingen: ")
    assert path.read_bytes().startswith(b"\x89PNG")
    assert run(["plot", "network", "--condition", "ALS", "--lang", "nl", "--alt"]) == 0
    assert capsys.readouterr().out == said


def test_a_network_higher_than_its_page_says_how_to_narrow_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = str(tmp_path / "all.svg")

    assert run(["plot", "network", "--all", "--most", "200", "--out", path]) == 0
    assert "name a --substance or a --condition" in capsys.readouterr().err
