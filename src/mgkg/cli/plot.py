"""mgkg plot: findings by year, estimates beside one another, and conclusions as a network, drawn to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mgkg.cli.output import echo
from mgkg.errors import UsageError

if TYPE_CHECKING:
    from mgkg.answers import Answer
    from mgkg.plot import Page, Picture
    from mgkg.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What every picture is asked for with."""

    store: str | None
    lang: str | None
    out: Path | None
    size: str
    width: float | None
    height: float | None
    alt: bool
    question: str = ""
    substance: str | None = None
    condition: str | None = None


_ON = (
    click.argument("question", nargs=-1),
    click.option("--substance", metavar="NAME", help="Instead of a question, with --condition."),
    click.option("--condition", metavar="NAME", help="Instead of a question, with --substance."),
)
_OPTIONS = (
    click.option("--out", type=click.Path(path_type=Path), help="The file to write: .svg, .png or .pdf."),
    click.option("--size", type=click.Choice(["a4", "slide"]), default="a4", show_default=True, help="To draw for."),
    click.option("--width", type=click.FloatRange(10, 200), metavar="CM", help="Another width than that of the size."),
    click.option(
        "--height", type=click.FloatRange(5, 200), metavar="CM", help="A height to fill, where less is needed."
    ),
    click.option("--lang", type=click.Choice(["en", "nl"]), help="Default: the language of the question, or English."),
    click.option("--alt", is_flag=True, help="Print what the picture shows, in words; without --out, draw nothing."),
)


def _asked(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every picture of a substance and a condition."""
    command = _drawing(command)
    for option in reversed(_ON):
        command = option(command)
    return command


def _drawing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every picture."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return click.pass_obj(command)


@click.group()
def plot() -> None:
    """Draw what was found and what it amounts to, as SVG, PNG or PDF.

    Needs matplotlib: pip install "mgkg[plot]". What a picture shows is also printed in words.
    """


@plot.command("timeline")
@_asked
@click.option("--as-of", type=int, metavar="YEAR", help="Stop at the end of a year, as things stood then.")
def timeline(store: str | None, *, as_of: int | None, question: tuple[str, ...], **given: Any) -> None:  # noqa: ANN401 - the options of every picture
    """Draw the findings on a substance and a condition by year, with the counts that stood by the end of each.

    \b
    mgkg plot timeline "Is magnesium connected to ALS?" --out als.svg
    mgkg plot timeline --substance lead --condition ALS --as-of 2015 --size slide --out lead.png
    """
    from mgkg import plot as plots

    wanted = _Wanted(store=store, question=" ".join(question), **given)
    _drawn(wanted, lambda _, answer: plots.of_timeline(plots.timeline(answer, as_of=as_of)))


@plot.command("forest")
@_asked
@click.option(
    "--measure", metavar="NAME", help="One measure, such as OR or SMD. Default: the scale with most estimates."
)
def forest(store: str | None, *, measure: str | None, question: tuple[str, ...], **given: Any) -> None:  # noqa: ANN401 - the options of every picture
    """Draw the estimates on a substance and a condition beside one another, with what was pooled.

    Pooled are comparable estimates of primary studies, as assessments do; reviews stand apart.

    \b
    mgkg plot forest --substance lead --condition ALS --measure OR --out lead-als.svg
    """
    from mgkg import plot as plots

    wanted = _Wanted(store=store, question=" ".join(question), **given)
    _drawn(wanted, lambda opened, answer: plots.of_forest(plots.forest(opened, answer, measure=measure)))


@plot.command("network")
@_drawing
@click.option("--substance", "substances", multiple=True, metavar="NAME", help="Only this and what is narrower.")
@click.option("--condition", "conditions", multiple=True, metavar="NAME", help="Only this.")
@click.option(
    "--aspect", type=click.Choice(["risk", "level-difference"]), default="risk", show_default=True, help="One of them."
)
@click.option("--all", "everything", is_flag=True, help="Draw those on which there is too little to tell as well.")
@click.option("--most", type=click.IntRange(1, 1000), default=60, show_default=True, help="Edges, the surest first.")
def network(store: str | None, **given: Any) -> None:  # noqa: ANN401 - the options of every picture and its own
    """Draw conclusions as edges between substances and conditions, with how sure they make us.

    \b
    mgkg plot network --condition ALS --out als.svg
    mgkg plot network --substance magnesium --aspect level-difference --size slide --out magnesium.png
    """
    from mgkg import plot as plots

    own = {name: given.pop(name) for name in ("substances", "conditions", "aspect", "everything", "most")}
    asked = plots.Wanted(language=given["lang"] or "en", **own)
    _written(_Wanted(store=store, **given), lambda opened: plots.of_network(plots.network(opened, asked)))


def _drawn(wanted: _Wanted, picture: Callable[[Store, Answer], Picture]) -> None:
    """Draw a picture of the answer to what was asked."""
    _written(wanted, lambda store: picture(store, _answer(wanted, store)))


def _written(wanted: _Wanted, picture: Callable[[Store], Picture]) -> None:
    """Draw a picture to the file asked for, and print what it shows."""
    from mgkg import knowledge
    from mgkg import plot as plots

    if wanted.out is None and not wanted.alt:
        raise UsageError(
            "there is no file to draw to; name one with --out picture.svg (or .png, .pdf), or ask for --alt"
        )
    if wanted.out is not None:
        plots.format_of(wanted.out)
        plots.library()
    with knowledge.open(wanted.store) as graph:
        found = picture(graph.store)
    if wanted.out is not None:
        notice = plots.write(found, wanted.out, _page(wanted))
        if notice:
            click.echo(f"mgkg: {notice}", err=True)
    echo(found.alt)


def _answer(wanted: _Wanted, store: Store) -> Answer:
    from mgkg import plot as plots

    names = (wanted.substance, wanted.condition)
    if bool(wanted.question) == any(names):
        raise UsageError("ask a question, or name a --substance and a --condition: one of the two")
    if wanted.question:
        return plots.ask(store, wanted.question, language=wanted.lang)
    if wanted.substance is None or wanted.condition is None:
        missing = "--condition" if wanted.substance else "--substance"
        raise UsageError(f"a picture is of a substance and a condition; name the other one with {missing}")
    return plots.pair(store, wanted.substance, wanted.condition, language=wanted.lang)


def _page(wanted: _Wanted) -> Page:
    """Return the page asked for; one of a height of its own is filled."""
    from dataclasses import replace

    from mgkg import plot as plots

    page = plots.PAGES[wanted.size]
    page = page if wanted.width is None else replace(page, width=wanted.width)
    return page if wanted.height is None else replace(page, height=wanted.height, fills=True)
