"""A report as a person reads it, as JSON, and as SHACL has it."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from mgkg import names, turtle
from mgkg.validation.checks import shown
from mgkg.validation.report import Report, Result, Severity, counts

#: The width of a line of text.
WIDTH = 80

_PLURALS = {Severity.VIOLATION: "violations", Severity.WARNING: "warnings", Severity.INFO: "hints"}
_SINGULARS = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "hint"}
_SHACL = {Severity.VIOLATION: "sh:Violation", Severity.WARNING: "sh:Warning", Severity.INFO: "sh:Info"}


def to_text(report: Report, *, least: Severity = Severity.INFO) -> str:
    """Return a report in lines of 80 columns, grouped by file, down to a least severity; the counts are of all."""
    ranks = list(Severity)
    told = [result for result in report.results if ranks.index(result.severity) <= ranks.index(least)]
    lines = [line for files, group in groupby(told, lambda result: result.files) for line in _file(files, list(group))]
    return "\n".join([*lines, *_summary(report)]) + "\n"


def to_json(report: Report) -> str:
    """Return a report as JSON: what it comes to, and every result."""
    return json.dumps(
        {
            "conforms": report.conforms,
            "counts": {_PLURALS[severity]: count for severity, count in counts(report.results).items()},
            "files": [_near(path) for path in report.files],
            "skipped": list(report.skipped),
            "results": [_record(result) for result in report.results],
        },
        indent=2,
        ensure_ascii=False,
    )


def to_turtle(report: Report) -> str:
    """Return a report as a sh:ValidationReport in Turtle, rows of checks among its results."""
    node = ox.BlankNode("report")
    return turtle.write(
        [
            _triple(node, "rdf:type", _named("sh:ValidationReport")),
            _triple(node, "sh:conforms", ox.Literal(report.conforms)),
            *(triple for number, result in enumerate(report.results) for triple in _shacl(node, number, result)),
        ]
    )


def _file(files: Sequence[Path], results: Sequence[Result]) -> Iterator[str]:
    """Return the lines on one file: each message once, over all that it is said of."""
    yield ", ".join(map(_near, files)) or "(no file)"
    for (severity, source, message), group in groupby(results, lambda one: (one.severity, one.source, one.message)):
        yield f"  {_SINGULARS[severity].upper()}  {names.curie(source)}"
        yield from _wrapped(message, "    ")
        for place in dict.fromkeys(map(_where, group)):
            yield from _wrapped(place, "      ")
    yield ""


def _where(result: Result) -> str:
    """Return the place of a result in few words: the thing and what was found, or line and column."""
    if result.line is not None:
        return f"line {result.line}, column {result.column}"
    found = "" if result.value is None else f"  found: {shown(result.value)}"
    return f"{shown(result.focus)}{found}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )


def _summary(report: Report) -> Iterator[str]:
    """Return the last lines: counts, what was not run, and what it comes to."""
    told = [
        f"{count} {_PLURALS[kind] if count != 1 else _SINGULARS[kind]}"
        for kind, count in counts(report.results).items()
    ]
    files = f"{len(report.files)} file{'' if len(report.files) == 1 else 's'}"
    verdict = "conforms" if report.conforms else "does not conform"
    yield f"{', '.join(told[:-1])} and {told[-1]} in {files}: {verdict}."
    if report.skipped:
        yield from _wrapped(f"Not run: {', '.join(report.skipped)}.", "")


def _near(path: Path) -> str:
    """Return a path as seen from where we are, where that is shorter."""
    return min(str(path), os.path.relpath(path), key=len)


def _record(result: Result) -> dict[str, str | int | list[str] | None]:
    return {
        "severity": result.severity.value,
        "focus": shown(result.focus) or None,
        "files": [_near(path) for path in result.files],
        "line": result.line,
        "column": result.column,
        "source": names.curie(result.source),
        "path": names.curie(result.path) if result.path else None,
        "value": shown(result.value) or None,
        "message": result.message,
    }


def _shacl(report: ox.BlankNode, number: int, result: Result) -> Iterable[ox.Triple]:
    """Return one result as SHACL has it, with the files that it is about."""
    node = ox.BlankNode(f"result{number}")
    yield _triple(report, "sh:result", node)
    yield _triple(node, "rdf:type", _named("sh:ValidationResult"))
    yield _triple(node, "sh:focusNode", result.focus or ox.NamedNode(result.files[0].resolve().as_uri()))
    yield _triple(node, "sh:resultMessage", ox.Literal(_placed(result), language="en"))
    yield _triple(node, "sh:resultSeverity", _named(_SHACL[result.severity]))
    yield _triple(node, "sh:sourceConstraintComponent", ox.NamedNode(result.component))
    yield _triple(node, "sh:sourceShape", ox.NamedNode(result.source))
    if result.path:
        yield _triple(node, "sh:resultPath", ox.NamedNode(result.path))
    if result.value is not None:
        yield _triple(node, "sh:value", result.value)
    for path in result.files:
        yield _triple(node, "dcterms:source", ox.Literal(_near(path)))


def _placed(result: Result) -> str:
    """Return the message, with line and column in front where there are any."""
    return result.message if result.line is None else f"Line {result.line}, column {result.column}: {result.message}"


def _named(curie: str) -> ox.NamedNode:
    return ox.NamedNode(names.iri(curie))


def _triple(subject: ox.BlankNode, predicate: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, _named(predicate), value)
