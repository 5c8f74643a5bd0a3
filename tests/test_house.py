"""The rules of the house that no linter knows: sizes, names of modules, words that must not be."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mgkg import errors

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_one_idea_of_at_most_400_lines(source: Path) -> None:
    text = source.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 400, "split it: a second idea gets a second file"
    assert source.stem not in DRAWERS
    assert ast.get_docstring(ast.parse(text)), "say in the first line what the module is"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_has_at_most_30_lines(source: Path) -> None:
    long = [f"{name}: {lines}" for name, lines in bodies(source) if lines > 30]

    assert long == []


def bodies(source: Path) -> Iterator[tuple[str, int]]:
    """Return each function of a file with the number of lines of its body, the docstring aside."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if body:
                yield node.name, (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_no_sparql_stands_in_python() -> None:
    found = [path for path in SOURCES if re.search(r"\b(SELECT|CONSTRUCT)\b[^\n]*\bWHERE\b", code_of(path))]

    assert found == []


def code_of(source: Path) -> str:
    """Return a module without its docstrings, which may show queries."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn = re.findall(r"^[│├└─\s]*(\w+(?:Error|Fault|Name|Query|Understood))\b", errors.__doc__ or "", re.MULTILINE)
    real = {name for name, thing in vars(errors).items() if isinstance(thing, type) and issubclass(thing, Exception)}

    assert sorted(real) == sorted(drawn)


def test_nothing_names_a_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()  # noqa: S607 - git from the path
    pattern = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root)/[A-Za-z.]")
    files = [ROOT / name for name in tracked if (ROOT / name).suffix in {".py", ".md", ".toml", ".ttl", ".rq", ".tsv"}]
    found = [
        path
        for path in files
        if path.name != "test_house.py"
        and path.exists()
        and pattern.search(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert found == []
