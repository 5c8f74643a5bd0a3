"""mgkg import and mgkg build: sheets into Turtle, Turtle into a store."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from mgkg.cli.output import echo
from mgkg.errors import DataError

_SHEETS = click.Path(path_type=Path)


@click.group("import")
def import_() -> None:
    """Turn what others hold into Turtle files that a person reviews."""


@import_.command("sheet")
@click.argument("sheets", nargs=-1, required=True, type=_SHEETS)
@click.option("--graph", type=_SHEETS, help="The folder to write to. Default: the graph folder of a checkout.")
@click.option("--keep-going", is_flag=True, help="Write the good rows although some are bad; list those in a file.")
@click.option("--report", type=_SHEETS, help="Write what became of each row to a Markdown file.")
def sheet(*, sheets: tuple[Path, ...], graph: Path | None, keep_going: bool, report: Path | None) -> int:
    """Import evidence sheets (tab-separated, one finding a row); docs/sheet-format.md gives the columns.

    Every fault of every file is told with its row and column, and nothing is written while there is one.
    """
    from mgkg import files, intake

    result = intake.import_sheets(sheets, graph or files.folder("graph"), keep_going=keep_going)
    if report is not None:
        files.write_whole(report, intake.to_markdown(result))
    echo(intake.to_text(result))
    return 1 if result.faults else 0


@click.command()
@click.option("--graph", "graphs", multiple=True, type=_SHEETS, help="A folder of Turtle files; may be repeated.")
@click.option("--with-curated", is_flag=True, help="Put the curated graph of the package in as well.")
@click.option(
    "--out", required=True, type=_SHEETS, help="The folder of builds; the one before stays until this is done."
)
def build(*, graphs: tuple[Path, ...], with_curated: bool, out: Path) -> None:
    """Build a store: load, check and infer. Without --graph it holds the curated graph.

    A violation in a graph of your own stops the build, and the store before it stays.

    \b
    mgkg build --graph my-graph --with-curated --out store
    mgkg --store store find zinc
    """
    from mgkg import build as building

    def progress(line: str) -> None:
        if sys.stderr.isatty():
            click.echo(line, err=True)

    made = building.build(
        out,
        graphs=graphs,
        with_curated=with_curated or not graphs,
        check=_stop_at_violations if graphs else None,
        progress=progress,
    )
    echo(f"{made.path}: {made.triples} triples")


def _stop_at_violations(paths: Sequence[Path]) -> None:
    from mgkg.build import derived
    from mgkg.validation import Severity, to_text, validate

    report = validate(paths, derive=derived)
    if not report.conforms:
        raise DataError(f"{to_text(report, least=Severity.VIOLATION)}nothing was built; mend these and try again")
