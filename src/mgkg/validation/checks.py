"""The checks: stored queries whose rows are faults, for what SHACL says badly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mgkg import files, names
from mgkg.errors import DataError
from mgkg.store.protocol import Store, Term
from mgkg.validation.report import Result, Severity

#: The tag of a check that reads what inference derives.
DERIVED = "derived"

_SLOT = re.compile(r"\{\?([A-Za-z][A-Za-z0-9]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A stored query whose rows are faults, and what to say of each."""

    name: str
    summary: str
    severity: Severity
    #: The message, with a variable of the query in each {?slot}.
    message: str
    #: True where the query reads what inference derives.
    derived: bool
    #: The SPARQL text.
    text: str


def checks(folder: Path | None = None) -> tuple[Check, ...]:
    """Return the checks of a folder, the project's own by default, in the order of their names."""
    place = folder or files.folder("queries") / "checks"
    return tuple(_load(path) for path in sorted(place.glob("*.rq")))


def run_checks(store: Store, chosen: Iterable[Check] | None = None) -> list[Result]:
    """Return the rows of checks as results, of all the project's checks by default.

    Checks that read derived graphs find nothing in a store in which nothing is derived. The others speak of what was
    asserted: run them before inference, for a derived class hides what they look for.
    """
    picked = checks() if chosen is None else chosen
    return [result for check in picked for result in dict.fromkeys(_results(store, check))]


def _load(path: Path) -> Check:
    text = path.read_text(encoding="utf-8")
    header = _header(text)
    missing = [key for key in ("summary", "severity", "message", "tags") if key not in header]
    if missing:
        raise DataError(f"{path}: the header lacks {', '.join(missing)}; write it in YAML behind #+")
    return Check(
        name=path.stem,
        summary=str(header["summary"]),
        severity=Severity(str(header["severity"]).lower()),
        message=str(header["message"]),
        derived=DERIVED in str(header["tags"]),
        text=text,
    )


def _header(text: str) -> dict[str, object]:
    """Return the YAML behind the signs #+ of a query."""
    import yaml

    lines = (line.removeprefix("#+").removeprefix(" ") for line in text.splitlines() if line.startswith("#+"))
    return dict(yaml.safe_load("\n".join(lines)) or {})


def _results(store: Store, check: Check) -> Iterator[Result]:
    rows = store.select(check.text)
    for row in rows:
        found = dict(zip(rows.variables, row, strict=True))
        focus, path, value = found["focus"], found.get("path"), found.get("value")
        yield Result(
            severity=check.severity,
            focus=focus if isinstance(focus, ox.NamedNode | ox.BlankNode) else None,
            source=names.iri(f"query:{check.name}"),
            message=_SLOT.sub(lambda slot, row=found: shown(row[slot[1]]), check.message),  # type: ignore[misc]
            component=names.iri("sh:SPARQLConstraintComponent"),
            path=names.iri(path.value) if isinstance(path, ox.NamedNode) else None,
            value=value if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal) else None,
        )


def shown(term: Term) -> str:
    """Return a term as a person reads it: a short name, or the text of a literal.

    >>> shown(ox.NamedNode("https://w3id.org/mgkg/substance/lead")), shown(ox.Literal("1.07")), shown(None)
    ('substance:lead', '1.07', '')
    """
    if isinstance(term, ox.NamedNode):
        return names.curie(term.value)
    return term.value if isinstance(term, ox.Literal) else str(term or "")
