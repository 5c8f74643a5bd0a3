"""The catalogue: the stored queries of a folder, each an .rq file that runs as it stands, under a header in YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mgkg import files, names
from mgkg.errors import DataError, SyntaxFault, UnknownQuery
from mgkg.store import Term
from mgkg.store.grammar import form

#: The line that declares a parameter and holds its default: the part before the terms, the name, the terms, the rest.
VALUES_LINE = re.compile(r"^([ \t]*VALUES[ \t]+\?([a-z][A-Za-z0-9]*)[ \t]*\{)([^\n]*)(\}[ \t]*)$", re.MULTILINE)
#: What a parameter can be; every type but iri is the datatype of that name in XML Schema.
TYPES = ("boolean", "decimal", "integer", "iri", "string")

_FIRST = ox.NamedNode(names.iri("rdf:first"))
_PREFIX = re.compile(r"^PREFIX [^\n]*$", re.MULTILINE)
_SLOT = re.compile(r"\{\?([a-z][A-Za-z0-9]*)\}")
#: How like another name must be, of 100, to be offered for one that is unknown; and how many are offered.
_LIKENESS = 55
_OFFERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a stored query can be asked about: a name, a type, for an IRI the class that it has, and the default."""

    name: str
    type: str
    of_class: str | None = None
    note: str | None = None
    default: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQuery:
    """A question with a name: its wording per language, its parameters, and the SPARQL text that answers it."""

    name: str
    summary: str
    description: str | None = None
    questions: Mapping[str, str]
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    #: SELECT, ASK or CONSTRUCT.
    form: str
    text: str


def catalogue(folder: Path | None = None) -> tuple[StoredQuery, ...]:
    """Return the stored queries of a folder, the project's own by default, in the order of their names."""
    return tuple(_load(path) for path in sorted(_place(folder).glob("*.rq")))


def get(name: str, folder: Path | None = None) -> StoredQuery:
    """Return one stored query by its name.

    >>> get("findings-on-substance-and-condition").questions["en"]
    'What did studies find on {?substance} and {?condition}?'

    Raises UnknownQuery, which keeps the names nearest to the one asked for.
    """
    return _load(_path(name, folder))


def text(name: str, folder: Path | None = None) -> str:
    """Return the SPARQL text of a stored query without reading its header, for callers in a hurry.

    Raises UnknownQuery as get does.
    """
    return _path(name, folder).read_text(encoding="utf-8")


def filled(template: str, words: Mapping[str, str]) -> str:
    """Return a question with words in the places of its parameters; a parameter without a word shows its name.

    >>> filled("Which metals are raised in {?condition}?", {"condition": "ALS"})
    'Which metals are raised in ALS?'
    """
    return _SLOT.sub(lambda slot: words.get(slot[1], slot[1]), template)


def slots(template: str) -> tuple[str, ...]:
    """Return the names of the parameters that a question speaks of."""
    return tuple(_SLOT.findall(template))


def _place(folder: Path | None) -> Path:
    return folder or files.folder("queries") / "answers"


def _path(name: str, folder: Path | None) -> Path:
    paths = {path.stem: path for path in _place(folder).glob("*.rq")}
    if name not in paths:
        raise UnknownQuery(name, _nearest(name, sorted(paths)))
    return paths[name]


def _nearest(name: str, known: list[str]) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    found = process.extract(name, known, scorer=fuzz.WRatio, limit=_OFFERED, score_cutoff=_LIKENESS)
    return tuple(match for match, _, _ in found)


def _load(path: Path) -> StoredQuery:
    content = path.read_text(encoding="utf-8")
    header = _header(path, content)
    try:
        declared = header.get("params", {})
        return StoredQuery(
            name=path.stem,
            summary=header["summary"],
            description=header.get("description"),
            questions=dict(header["question"]),
            tags=tuple(header.get("tags", ())),
            parameters=tuple(_parameter(path, content, name, about) for name, about in declared.items()),
            form=form(content),
            text=content,
        )
    except KeyError as error:
        raise DataError(f"{path}: the header has no {error}; write it behind #+") from error


def _header(path: Path, content: str) -> dict[str, Any]:
    """Return the header of a query file: the YAML behind the signs #+ of its lines."""
    import yaml

    lines = [line.removeprefix("#+").removeprefix(" ") for line in content.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise SyntaxFault(str(path), line, column, f"the header is not YAML ({error.problem})") from error
    if not isinstance(header, dict):
        raise DataError(f"{path}: there is no header; write summary and question in YAML behind #+")
    return header


def _parameter(path: Path, content: str, name: str, about: Mapping[str, str]) -> Parameter:
    lines = [line for line in VALUES_LINE.finditer(content) if line[2] == name]
    if len(lines) != 1:
        raise DataError(
            f"{path}, parameter '{name}': {len(lines)} lines 'VALUES ?{name} {{ … }}' were found; write exactly one"
        )
    if about["type"] not in TYPES:
        raise DataError(f"{path}, parameter '{name}': '{about['type']}' is no type; use one of {', '.join(TYPES)}")
    return Parameter(
        name=name,
        type=about["type"],
        of_class=about.get("class"),
        note=about.get("note"),
        default=_default(content, lines[0]),
    )


def _default(content: str, line: re.Match[str]) -> tuple[Term, ...]:
    """Return the terms that stand in a VALUES line, read as a list in Turtle, which writes terms in the same way."""
    written = "\n".join([*_PREFIX.findall(content), f"[] <urn:default> ({line[3]}) ."])
    return tuple(quad.object for quad in ox.parse(written, format=ox.RdfFormat.TURTLE) if quad.predicate == _FIRST)
