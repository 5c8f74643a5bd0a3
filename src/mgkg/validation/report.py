"""The report of a validation: every result, whatever gave it, in one form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox

from mgkg import names
from mgkg.errors import SyntaxFault
from mgkg.names import Iri
from mgkg.validation.sources import Places

#: The source of a result that says that a file does not parse.
SYNTAX = names.iri("shape:turtle-syntax")


class Severity(StrEnum):
    """How bad a result is, the worst first."""

    #: Not published.
    VIOLATION = "violation"
    #: Published and listed.
    WARNING = "warning"
    #: A hint.
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One fault or hint: where it is, what is wrong and what to do."""

    severity: Severity
    #: The thing at fault; None where a file does not parse.
    focus: ox.NamedNode | ox.BlankNode | None
    #: The shape, or the stored query, that says so.
    source: Iri
    message: str
    #: The kind of constraint, as SHACL names it.
    component: Iri
    #: The property at fault, where there is one.
    path: Iri | None = None
    #: What was found there.
    value: ox.NamedNode | ox.BlankNode | ox.Literal | None = None
    #: The files that describe the focus.
    files: tuple[Path, ...] = ()
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a validation found."""

    #: True where nothing is a violation.
    conforms: bool
    results: tuple[Result, ...]
    #: The files that were validated.
    files: tuple[Path, ...]
    #: The checks that were not run: those on derived graphs when nothing was derived, all when a file does not parse.
    skipped: tuple[str, ...] = ()


def from_faults(faults: Iterable[SyntaxFault]) -> list[Result]:
    """Return files that do not parse as results, with line and column."""
    return [
        Result(
            severity=Severity.VIOLATION,
            focus=None,
            source=SYNTAX,
            message=f"This is not Turtle: {fault.what}; mend it there and validate again.",
            component=SYNTAX,
            files=(Path(fault.source),),
            line=fault.line,
            column=fault.column,
        )
        for fault in faults
    ]


def placed(results: Iterable[Result], places: Places) -> list[Result]:
    """Return the results on things that stand in some place, each with its files; the others are dropped.

    The files are those that give the thing the property at fault, else those that say what it is, else all.
    """
    return [
        replace(result, files=_where(result, places[str(result.focus)]))
        for result in results
        if str(result.focus) in places
    ]


def _where(result: Result, held: Mapping[str, tuple[Path, ...]]) -> tuple[Path, ...]:
    everywhere = tuple(sorted({path for paths in held.values() for path in paths}))
    return held.get(result.path or "") or held.get(names.iri("rdf:type")) or everywhere


def summed(results: Iterable[Result], files: Collection[Path], skipped: Iterable[str] = ()) -> Report:
    """Return the report of results: each once, by file, the worst first."""
    once = sorted(dict.fromkeys(results), key=_order)
    return Report(
        conforms=all(result.severity is not Severity.VIOLATION for result in once),
        results=tuple(once),
        files=tuple(files),
        skipped=tuple(skipped),
    )


def counts(results: Iterable[Result]) -> dict[Severity, int]:
    """Return how many results there are of each severity, none included."""
    found = Counter(result.severity for result in results)
    return {severity: found[severity] for severity in Severity}


def _order(result: Result) -> tuple[tuple[str, ...], int, str, str, str]:
    """Return what results are sorted by."""
    rank = list(Severity).index(result.severity)
    where = (str(result.focus), f"{result.path} {result.value} {result.message}")
    return (tuple(map(str, result.files)), rank, result.source, *where)
