"""Pictures: what a timeline and a forest plot show, drawn to real files in every format, with words beside them."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import mgkg
from mgkg import files, inference, names, plot, turtle
from mgkg.answers import Answer
from mgkg.cli import run
from mgkg.errors import NotUnderstood, UnavailableError, UnknownName, UsageError
from mgkg.plot import Forest, ForestRow, Picture, PooledRow, Timeline
from mgkg.plot.canvas import library
from mgkg.plot.forest_layout import lines
from mgkg.plot.timeline import standing
from mgkg.store import EmbeddedStore, Store

CASES = Path(__file__).parent / "cases" / "answers"
SVG = "{http://www.w3.org/2000/svg}"
A4, SLIDE = plot.PAGES["a4"], plot.PAGES["slide"]


@cache
def store_of(case: str, more: Path | None = None) -> EmbeddedStore:
    """Return a store that holds the ontology, the graph of a case, perhaps more, and what follows from these."""
    store = EmbeddedStore.in_memory(sorted(files.folder("ontology").glob("*.ttl")))
    for folder in (CASES / case, more):
        if folder is not None:
            store.extend(turtle.read(folder / "given.ttl"), names.iri("graph:asserted"))
    inference.infer(store)
    return store


@pytest.fixture(scope="module")
def curated() -> Iterator[Store]:
    with mgkg.open() as graph:
        yield graph.store


_ANSWERS: dict[tuple[int, str], Answer] = {}


def asked(store: Store, question: str) -> Answer:
    """Return the answer to a question, asked once of each store."""
    key = (id(store), question)
    if key not in _ANSWERS:
        _ANSWERS[key] = plot.ask(store, question)
    return _ANSWERS[key]


def timeline_of(store: Store, question: str, *, as_of: int | None = None) -> Timeline:
    return plot.timeline(asked(store, question), as_of=as_of)


def texts(path: Path) -> list[str]:
    """Return the texts of an SVG, once it is known to be well-formed."""
    return ["".join(one.itertext()) for one in ET.parse(path).iter(f"{SVG}text")]  # noqa: S314 - our own file


def drawn(picture: Picture, path: Path, page: plot.Page = A4) -> Path:
    """Return the file that a picture was drawn to, once nothing was said of its height."""
    assert plot.write(picture, path, page) == ""
    return path


# What a timeline shows


def test_lanes_are_families_and_those_of_combinations_and_animals_stand_last(curated: Store) -> None:
    picture = timeline_of(curated, "Is magnesium connected to ALS?")

    assert [(lane.label, lane.band) for lane in picture.lanes] == [
        ("status", "direct"),
        ("intake", "direct"),
        ("exposure", "direct"),
        ("genetic proxy", "direct"),
        ("combinations and ratios", "combined"),
        ("animals and cells", "animal"),
    ]


def test_the_kind_asked_about_stands_first(curated: Store) -> None:
    assert timeline_of(curated, "Does magnesium intake change the risk of ALS?").lanes[0].label == "intake"


def test_a_mark_tells_verdict_basis_size_and_synthesis(curated: Store) -> None:
    marks = [mark for lane in timeline_of(curated, "lead and ALS").lanes for mark in lane.marks]
    fondell = [mark for lane in timeline_of(curated, "magnesium and ALS").lanes for mark in lane.marks if mark.n]

    [mark] = [mark for mark in fondell if mark.study == "Fondell 2013"]
    assert (mark.year, mark.outcome, mark.by_interval, mark.n) == (2013, "none", True, 1_050_000)
    assert mark.told == "Fondell 2013: no link found; a large effect is excluded, a modest one is not"
    assert any(mark.synthesis for mark in marks)


def test_a_retracted_source_counts_until_its_retraction() -> None:
    store = store_of("retracted-and-animal-evidence")
    picture = timeline_of(store, "aluminium and autism")

    assert {one.year: one.counts["higher"] for one in picture.standings} == {2013: 0, 2014: 1, 2016: 0, 2023: 0}
    assert "Retracted: Gone 2014 (in 2016)." in plot.of_timeline(picture).alt


def test_a_retraction_and_broader_evidence_are_drawn(curated: Store, tmp_path: Path) -> None:
    retracted = timeline_of(store_of("retracted-and-animal-evidence"), "aluminium and autism")
    broader = timeline_of(curated, "Is magnesium deficiency connected to Asperger's?")
    first = texts(drawn(plot.of_timeline(retracted), tmp_path / "retracted.svg"))
    second = texts(drawn(plot.of_timeline(broader), tmp_path / "broader.svg"))

    assert {"crossed out: retracted", "n = 100", "Gone 2014", "Stands 2016", "Early 2023"} <= set(first)
    assert f"Broader, indirect evidence: {broader.broader}" in second


def test_before_a_retraction_nothing_is_crossed_out() -> None:
    picture = timeline_of(store_of("retracted-and-animal-evidence"), "aluminium and autism", as_of=2015)

    assert picture.standings[-1].year == 2015
    assert picture.standings[-1].counts["higher"] == 1
    assert all(mark.retracted is None for lane in picture.lanes for mark in lane.marks)
    assert "After 2015, and not drawn: 2 findings." in picture.notes


def test_animals_are_drawn_apart_and_never_counted() -> None:
    picture = timeline_of(store_of("retracted-and-animal-evidence"), "aluminium and autism")
    animals = [mark for lane in picture.lanes if lane.band == "animal" for mark in lane.marks]

    assert [mark.study for mark in animals] == ["Mouse 2015"]
    assert picture.standings[-1].counts == {"higher": 0, "lower": 0, "none": 1, "unclear": 1}


def test_broader_evidence_stands_in_for_what_is_missing(curated: Store) -> None:
    picture = timeline_of(curated, "Is magnesium deficiency connected to Asperger's?")
    alone = [mark for lane in picture.lanes if lane.counts for mark in lane.marks]

    assert {lane.band for lane in picture.lanes} == {"broader"}
    assert picture.counts_broader
    assert picture.broader.startswith("autism spectrum disorder")
    assert picture.standings[-1].counts == standing(alone, 2100)
    assert "On this itself there is nothing to count" in plot.of_timeline(picture).alt


def test_what_is_left_out_is_told(curated: Store) -> None:
    told = " ".join(timeline_of(curated, "zinc and ASD").notes)

    assert "Without a year, and not drawn: 3 findings." in told
    assert "Broader, indirect evidence is not shown: 4 findings." in timeline_of(curated, "lead and ALS").notes


def test_the_same_picture_by_names_and_by_question(curated: Store) -> None:
    by_names = plot.timeline(plot.pair(curated, "Pb", "ALS", language="nl"))

    assert by_names == plot.timeline(plot.ask(curated, "lead and ALS", language="nl"))
    assert by_names.title == "Lood en amyotrofische laterale sclerose: bevindingen per jaar"


def test_a_gene_is_named_like_a_substance() -> None:
    store = store_of("a-gene-and-a-condition")
    question = (CASES / "a-gene-and-a-condition" / "question.txt").read_text(encoding="utf-8").strip()
    asked = plot.ask(store, question)
    [gene], [condition] = asked.question.genes, asked.question.conditions
    by_names = plot.timeline(plot.pair(store, names.curie(gene), names.curie(condition)))

    assert [lane.label for lane in by_names.lanes] == ["genotype"]


def test_where_nothing_is_counted_the_picture_says_so(tmp_path: Path) -> None:
    mark = plot.Mark(year=2000, outcome="uncounted", study="A 2000")
    picture = Timeline(
        language="en",
        subject="x and y",
        title="X and y",
        subtitle="",
        lanes=(plot.Lane(label="status", band="direct", marks=(mark,)),),
    )
    written = texts(drawn(plot.of_timeline(picture), tmp_path / "none.svg"))

    assert "None of the findings drawn can be counted." in written
    assert "None of the findings drawn can be counted." in plot.of_timeline(picture).alt


def test_nothing_to_draw_is_told(curated: Store) -> None:
    with pytest.raises(UsageError, match="nothing to draw: no finding with a year on antimony"):
        timeline_of(curated, "antimony and migraine")
    with pytest.raises(UsageError, match="up to 1900; the first is of 1985"):
        timeline_of(curated, "magnesium and ALS", as_of=1900)


def test_a_picture_is_of_a_substance_and_a_condition(curated: Store) -> None:
    with pytest.raises(UsageError, match="names no condition"):
        asked(curated, "What is known of magnesium?")
    with pytest.raises(UsageError, match="names no substance"):
        asked(curated, "What is known of ALS?")
    with pytest.raises(NotUnderstood):
        asked(curated, "qqqq")
    with pytest.raises(UnknownName):
        plot.pair(curated, "ALS", "ALS")


# What a forest plot shows


def test_rows_are_grouped_turned_and_in_the_order_of_years(curated: Store) -> None:
    picture = plot.forest(curated, asked(curated, "vitamin D and autism"), measure="OR")
    groups = {row.group: [one.year for one in picture.rows if one.group == row.group] for row in picture.rows}
    turned = [row for row in picture.rows if row.text.endswith("†")]

    assert next(iter(groups)) == "Vitamin D status (mother): risk"
    assert all(years == sorted(years, key=lambda year: year or 9999) for years in groups.values())
    assert ("Magnusson 2016", 0.4) in {(row.label, round(row.value, 1)) for row in turned}
    assert any(note.startswith("† turned") for note in picture.notes)


def test_ratios_stand_together_unless_one_measure_is_asked_for(curated: Store) -> None:
    answer = asked(curated, "lead and ALS")
    together, alone = plot.forest(curated, answer), plot.forest(curated, answer, measure="odds ratio")

    assert together.measures == "hazard ratio and odds ratio"
    assert {row.text[:2] for row in together.rows} == {"HR", "OR"}
    assert len(alone.rows) < len(together.rows)
    assert together.ratio
    assert (together.narrow, together.wide) == ((0.75, 1.25), (0.5, 2.0))
    assert (
        "In other measures, and not drawn: standardized mean difference (3) and mean difference (2)." in together.notes
    )


def test_sides_of_levels_speak_of_people_who_have_it(curated: Store) -> None:
    answer = asked(curated, "zinc and ASD")
    picture = plot.forest(curated, answer)

    assert picture.sides[1] == "higher in people who have it\u00a0→"
    assert not picture.ratio
    assert (picture.narrow, picture.wide) == ((-0.2, 0.2), (-0.8, 0.8))


def test_units_of_their_own_are_pointed_out(curated: Store) -> None:
    picture = plot.forest(curated, asked(curated, "vitamin D and autism"), measure="MD")

    assert any(note.startswith("Units differ") for note in picture.notes)
    assert (picture.narrow, picture.wide) == (None, None)


def test_what_tells_estimates_of_one_study_apart_stands_first(curated: Store) -> None:
    rows = plot.forest(curated, asked(curated, "lead and ALS")).rows
    kamel = [row.detail for row in rows if row.label == "Kamel 2002" and "status" in row.group]

    assert len({detail.split(";")[0] for detail in kamel}) == len(kamel) > 1


def test_numbers_of_retracted_sources_are_told_and_left_out() -> None:
    store = store_of("retracted-and-animal-evidence", CASES.parent / "plot" / "numbers-of-a-retracted-source")
    picture = plot.forest(store, asked(store, "aluminium and autism"))

    assert [(row.label, row.text) for row in picture.rows] == [("Stands 2016", "0.10 (-0.10 to 0.30) ‡")]
    assert "Of retracted sources, and not drawn: 1 finding." in picture.notes
    assert "‡ interval of another level than 95 %." in picture.notes


def test_no_number_to_draw_is_told(curated: Store) -> None:
    answer = asked(curated, "magnesium and ALS")

    with pytest.raises(UsageError, match=r"no standardized mean difference .* there are risk ratio \(1\)"):
        plot.forest(curated, answer, measure="SMD")
    with pytest.raises(UsageError, match="no 'length' on"):
        plot.forest(curated, answer, measure="length")
    with pytest.raises(UsageError, match="no number in people on magnesium and Asperger"):
        plot.forest(curated, asked(curated, "magnesium and Asperger"))


def made(number: int, **given: object) -> Forest:
    """Return a forest plot of made-up studies, half of them in each of two groups."""
    rows = tuple(
        ForestRow(
            label=f"Author {place}",
            detail="highest against lowest fifth, men only",
            year=1980 + place,
            n=None if place % 4 == 0 else 10 ** (1 + place % 5),
            value=1.5 ** (place % 5 - 2),
            lower=None if place % 6 == 5 else 1.5 ** (place % 5 - 2) / 2,
            upper=None if place % 6 == 5 else 1.5 ** (place % 5 - 2) * (40 if place == 0 else 2),
            weight=100 / number,
            verdict=("higher", "lower", "none", "unclear", "uncounted")[place % 5],
            by_interval=place % 3 > 0,
            group=("Cohorts", "Case-control studies")[2 * place // number],
        )
        for place in range(number)
    )
    pooled = (
        PooledRow(label="Cohorts together", value=1.2, lower=0.9, upper=1.6, group="Cohorts", prediction=(0.4, 900.0)),
        PooledRow(label="All together", value=1.1, lower=0.9, upper=1.4),
    )
    values: dict[str, object] = {
        "language": "en",
        "subject": "x and y",
        "title": "X and y: odds ratio by study",
        "measures": "odds ratio",
        "result": "OR (95 % interval)",
        "ratio": True,
        "rows": rows,
        "pooled": pooled,
        "sides": ("← lower", "higher →"),
        **given,
    }
    return Forest(**values)  # type: ignore[arg-type] # the fields are those of the record


def test_pooled_rows_stand_below_what_they_pool() -> None:
    said = [getattr(line.what, "label", line.what) for line in lines(made(4), A4)]

    assert said == [
        "Cohorts",
        "Author 0",
        "Author 1",
        "Cohorts together",
        "Case-control studies",
        "Author 2",
        "Author 3",
        "All together",
    ]


def test_lines_do_not_overlap() -> None:
    placed = lines(made(40), A4)

    assert all(one.top + one.height == pytest.approx(other.top) for one, other in pairwise(placed))


@pytest.mark.parametrize("number", [3, 40])
@pytest.mark.parametrize("page", [A4, SLIDE], ids=lambda page: page.name)
def test_draws_few_studies_and_many(tmp_path: Path, number: int, page: plot.Page) -> None:
    picture = plot.of_forest(made(number, narrow=(0.75, 1.25), wide=(0.5, 2.0), notes=("A note.",)))
    notice = plot.write(picture, tmp_path / "many.svg", page)
    written = texts(tmp_path / "many.svg")

    assert {f"Author {place}" for place in range(number)} <= set(written)
    assert {"Cohorts together", "All together", "1.20 (0.90 to 1.60)", "prediction 0.4 to 900.0"} <= set(written)
    assert (number == 40) == ("split it with --measure" in notice)
    assert (
        "Cohorts together 1.20 (0.90 to 1.60), prediction 0.4 to 900.0 and All together 1.10 (0.90 to 1.40)."
        in picture.alt
    )


def test_draws_differences_of_studies_alone(tmp_path: Path) -> None:
    rows = (ForestRow(label="A very long name of a study indeed 2001", value=-0.4, lower=-0.9, upper=0.1),)
    picture = plot.of_forest(made(3, rows=rows, pooled=(), ratio=False))

    assert "-0.40 (-0.90 to 0.10)" in texts(drawn(picture, tmp_path / "one.svg"))


# What is written


@pytest.mark.parametrize("page", [A4, SLIDE], ids=lambda page: page.name)
@pytest.mark.parametrize("question", ["iron and ALS", "zinc and ASD", "lead and ALS", "Verhoogt lood ALS?"])
def test_an_svg_is_well_formed_and_says_what_it_shows(
    curated: Store, tmp_path: Path, question: str, page: plot.Page
) -> None:
    picture = plot.of_timeline(timeline_of(curated, question))
    path = tmp_path / "picture.svg"
    plot.write(picture, path, page)
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    legend = {"en": "no link or no difference", "nl": "geen verband of geen verschil"}[picture.language]

    assert root.findtext(f"{SVG}title") == picture.title
    assert root.findtext(f"{SVG}desc") == picture.alt
    assert {legend, "status", picture.title} <= set(texts(path))
    told = [one.text for one in root.iter(f"{SVG}title")]
    assert set(told) >= set(picture.told.values())


def test_a_forest_plot_names_its_studies(curated: Store, tmp_path: Path) -> None:
    picture = plot.of_forest(plot.forest(curated, asked(curated, "lead and ALS")))
    written = texts(drawn(picture, tmp_path / "forest.svg"))

    assert {"Kamel 2002", "OR 3.60 (0.60 to 20.60)", "Lead exposure: risk", "higher", "study"} <= set(written)


@pytest.mark.parametrize("layout", plot.FORMATS)
def test_a_second_run_gives_the_same_bytes(curated: Store, tmp_path: Path, layout: str) -> None:
    answer = asked(curated, "lead and ALS")
    picture = plot.of_forest(plot.forest(curated, answer, measure="OR"))
    first, second = (drawn(picture, tmp_path / f"{time}.{layout}").read_bytes() for time in (1, 2))

    assert first == second


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = ["plot", "timeline", "lead and ALS", "--out", str(tmp_path / f"{seed}.svg")]
        done = started(command, {"PYTHONHASHSEED": seed})
        assert (done.returncode, done.stderr) == (0, "")

    assert (tmp_path / "1.svg").read_bytes() == (tmp_path / "2.svg").read_bytes()


def started(command: list[str], settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Return what a process of its own made of a command."""
    environment = {**os.environ, **settings}
    return subprocess.run(
        [sys.executable, "-m", "mgkg", *command], capture_output=True, text=True, check=False, env=environment
    )


def test_png_and_pdf_are_what_they_say_and_carry_words(curated: Store, tmp_path: Path) -> None:
    picture = plot.of_timeline(timeline_of(curated, "magnesium and ALS"))
    png = drawn(picture, tmp_path / "picture.png").read_bytes()
    pdf = drawn(picture, tmp_path / "picture.pdf").read_bytes()
    width, height = struct.unpack(">II", png[16:24])

    assert png.startswith(b"\x89PNG")
    assert (width, height > 500) == (1338, True)
    assert b"Timeline of findings on magnesium" in png
    assert pdf.startswith(b"%PDF-")
    assert b"/Title (Magnesium and amyotrophic lateral sclerosis: findings by year)" in pdf


def test_what_was_there_stays_where_a_picture_cannot_be_written(curated: Store, tmp_path: Path) -> None:
    picture = plot.of_timeline(timeline_of(curated, "magnesium and ALS"))
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    with pytest.raises(UnavailableError, match="cannot be written"):
        plot.write(picture, tmp_path / "file" / "picture.svg", A4)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


# The command


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert run(["plot", *arguments]) == code
    output = capsys.readouterr()
    return output.out, output.err


def test_draws_and_says_what_it_drew(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "als.svg"
    said, _ = printed(capsys, "timeline", "Is", "magnesium", "connected", "to", "ALS?", "--out", str(path))

    assert said.startswith("Timeline of findings on magnesium and amyotrophic lateral sclerosis, 1985 to 2023.")
    assert said == printed(capsys, "timeline", "Is magnesium connected to ALS?", "--alt")[0]
    assert path.stat().st_mode & 0o777 == 0o644


def test_stops_at_a_year_and_fits_a_width(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path, named = tmp_path / "lead.svg", ("--substance", "lood", "--condition", "ALS", "--lang", "nl")
    said, told = printed(
        capsys, "timeline", *named, "--as-of", "2015", "--width", "25.4", "--height", "30", "--out", str(path)
    )

    assert (said.startswith("Tijdlijn van bevindingen over lood"), told) == (True, "")
    assert "stand van 2015" in texts(path)
    assert 'width="720pt"' in path.read_text(encoding="utf-8")


def test_says_where_a_picture_is_higher_than_its_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, told = printed(
        capsys, "forest", "lead and ALS", "--measure", "OR", "--height", "6", "--out", str(tmp_path / "f.png")
    )

    assert told.startswith("mgkg: the picture is ")
    assert told.endswith("more than the 6.0 cm of a4; split it with --measure\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("timeline", "magnesium and ALS"), "name one with --out"),
        (("timeline", "--out", "{}.svg"), "ask a question, or name"),
        (("timeline", "lead and ALS", "--substance", "lead", "--out", "{}.svg"), "one of the two"),
        (("timeline", "--substance", "lead", "--out", "{}.svg"), "with --condition"),
        (("forest", "--condition", "ALS", "--out", "{}.svg"), "with --substance"),
        (("forest", "lead and ALS", "--out", "{}.gif"), "use one of .svg, .png, .pdf"),
        (("timeline", "antimony and migraine", "--out", "{}.svg"), "nothing to draw"),
        (("timeline", "lead and ALS", "--size", "a3", "--out", "{}.svg"), "'a3' is not one of"),
    ],
)
def test_wrong_use_is_told_in_a_line_and_nothing_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    said, error = printed(capsys, *(one.format(tmp_path / "picture") for one in arguments), code=2)

    assert (said, error.count("\n")) == ("", 1)
    assert told in error
    assert list(tmp_path.iterdir()) == []


def test_without_the_library_it_says_how_to_have_it(tmp_path: Path) -> None:
    """A package of the name that cannot be imported stands first on the path, as on a machine without it."""
    broken = tmp_path / "matplotlib.py"
    broken.write_text("raise ImportError('not here')", encoding="utf-8")
    before = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = started(["plot", "timeline", "lead and ALS", "--out", str(tmp_path / "a.svg")], {"PYTHONPATH": before})

    assert (done.returncode, done.stdout) == (3, "")
    assert 'pip install "mgkg[plot]"' in done.stderr
    assert started(["plot", "timeline", "lead and ALS", "--alt"], {"PYTHONPATH": before}).returncode == 0
    with pytest.raises(UnavailableError, match="no_such_library"):
        library("no_such_library")


def test_asking_does_not_load_the_library() -> None:
    check = "import sys; from mgkg.cli import run; run(['ask', 'lead and ALS']); print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "False"
