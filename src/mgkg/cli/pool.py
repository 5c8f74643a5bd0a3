"""mgkg pool: evidence sheets straight to pooled results."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mgkg.cli.output import console, echo

if TYPE_CHECKING:
    from mgkg.pooled import PooledSheets

#: The short names of mgkg.pooled.METHODS, told without loading it.
METHODS = ("REML", "DL", "PM", "common")


@click.command()
@click.argument("sheets", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--method",
    type=click.Choice(METHODS, case_sensitive=False),
    metavar=f"[{'|'.join(METHODS)}]",
    default="REML",
    show_default=True,
    help="Random effects after DerSimonian–Laird, Paule–Mandel or REML, or one common effect.",
)
@click.option(
    "--level",
    type=click.FloatRange(0, 100, min_open=True, max_open=True),
    default=95,
    show_default=True,
    help="Of all intervals, in percent.",
)
@click.option("--format", "layout", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option(
    "--forest",
    "picture",
    type=click.Path(path_type=Path),
    help="Draw the largest body to a .svg, .png or .pdf as well.",
)
def pool(*, sheets: tuple[Path, ...], method: str, level: float, layout: str, picture: Path | None) -> None:
    """Pool evidence sheets (tab-separated, one finding a row); no graph is needed and nothing is written.

    Numbers are turned to more of the substance and more harm, and those that are comparable are pooled. What could not
    be pooled is listed with the reason. docs/sheet-format.md gives the columns, docs/pool.md the results.

    \b
    mgkg pool my-findings.tsv
    mgkg pool my-findings.tsv more.tsv --method DL --format csv
    mgkg pool my-findings.tsv --forest my-findings.svg
    """
    from mgkg import pooled

    found = pooled.pool_sheets(sheets, method=method, level=level)
    if layout == "json":
        import json

        echo(json.dumps(pooled.to_json(found), ensure_ascii=False, indent=2))
    elif layout == "csv":
        echo(pooled.to_csv(found))
    else:
        _print(found)
    if picture is not None:
        _draw(found, picture)


def _draw(found: PooledSheets, path: Path) -> None:
    """Draw the forest plot of what was pooled, and tell on standard error where it is too high for a page."""
    from mgkg import plot, pooled

    notice = plot.write(plot.of_forest(pooled.forest(found)), path, plot.PAGES["a4"])
    if notice:
        click.echo(f"mgkg: {notice}", err=True)


def _print(found: PooledSheets) -> None:
    from mgkg import pooled

    target = console()
    echo(pooled.to_text(found, width=min(target.width, 100), colour=sys.stdout.isatty() and not target.no_color))
