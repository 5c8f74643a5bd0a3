"""mgkg validate and mgkg format: Turtle checked, and Turtle in its canonical look."""

from __future__ import annotations

from pathlib import Path

import click

from mgkg.cli.output import echo
from mgkg.errors import UnavailableError


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "layout", type=click.Choice(["text", "json", "ttl"]), default="text", show_default=True)
def validate(paths: tuple[Path, ...], layout: str) -> int:
    """Check Turtle files or folders; without any, the project's own ontology and graph.

    Exits 1 where there is a violation. --format ttl gives the SHACL report.
    """
    from mgkg import build
    from mgkg.validation import to_json, to_text, to_turtle
    from mgkg.validation import validate as check

    report = check(_there(paths), derive=build.derived)
    writers = {"text": to_text, "json": to_json, "ttl": to_turtle}
    echo(writers[layout](report))
    return 0 if report.conforms else 1


@click.command("format")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--check", is_flag=True, help="Write nothing; list the files that would change and exit 1 if there are any."
)
def format_(*, paths: tuple[Path, ...], check: bool) -> int:
    """Write Turtle files in the canonical look; without paths, the project's ontology, shapes and graph."""
    from mgkg import files, turtle

    own = tuple(files.folder(name) for name in ("ontology", "shapes", "graph"))
    changed = []
    for file in (file for place in _there(paths) or own for file in files.turtle_files(place)):
        text = turtle.write(turtle.read(file))
        if text != file.read_text(encoding="utf-8"):
            changed.append(file)
            if not check:
                files.write_whole(file, text)
    for file in changed:
        echo(f"{'would change' if check else 'wrote'} {file}")
    return 1 if check and changed else 0


def _there(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the paths once each is known to exist."""
    for path in paths:
        if not path.exists():
            raise UnavailableError(f"{path}: there is nothing there; name a Turtle file or a folder of them")
    return paths
