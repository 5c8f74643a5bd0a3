"""The key table: which slug a finding got when it first came, so that no later import renames it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mgkg.errors import SheetError
from mgkg.names import Iri, local_name
from mgkg.sheets import Row, told
from mgkg.sheets.reading import read_table

#: Cells that word a finding.
WORDING = (
    "population", "sex", "age", "exposure", "exposure_terms", "exposure_kind", "matrix", "bearer", "dose", "contrast",
    "condition", "outcome", "outcome_kind", "outcome_detail", "subgroup", "adjusted_for", "modifier",
)  # fmt: skip
#: Cells that say what was found.
FIGURES = ("effect_measure", "effect_value", "ci_low", "ci_high", "p_value", "direction")
#: All that tells one finding from another: the study, a name shared by twins, the wording and the figures.
IDENTITY = ("study", "twin", *WORDING, *FIGURES)

Identity = tuple[str, ...]


def identity(row: Row, study: Iri) -> Identity:
    """Return what tells the finding of a row from others; twins are told by the name that they share, and nothing else.

    The cells are taken as the sheet has them, so that a better table of wordings renames nothing.
    """
    head = (local_name(study), row.cells.get("twin", ""))
    rest = (*WORDING, *FIGURES)
    return (*head, *("" if head[1] else row.own.get(name, "") for name in rest))


def wording(key: Identity) -> Identity:
    """Return an identity without its figures."""
    return key[: len(IDENTITY) - len(FIGURES)]


def read(path: Path) -> dict[Identity, str]:
    """Return the slug of each identity in a key table, none where there is no file; raises SheetError."""
    if not path.is_file():
        return {}
    table = read_table(path)
    if table.header != ("slug", *IDENTITY):
        raise SheetError((f"{path}, row 1: the header is not that of a key table; restore the file from its history",))
    if table.faults:
        raise SheetError(tuple(told(fault) for fault in table.faults))
    return {tuple(line.cells[name] for name in IDENTITY): line.cells["slug"] for line in table.lines}


def write(slugs: Mapping[Identity, str]) -> str:
    """Return the text of a key table, by slug."""
    lines = sorted((slug, *key) for key, slug in slugs.items())
    return "".join("\t".join(line) + "\n" for line in [("slug", *IDENTITY), *lines])
