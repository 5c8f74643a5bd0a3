"""Gathering: sheets as the triples that an import would write, for who wants their findings and no files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mgkg import files, names
from mgkg.errors import SheetError
from mgkg.intake import places, sources, standing
from mgkg.intake.entries import Entry
from mgkg.intake.importing import planned
from mgkg.names import Iri
from mgkg.sheets import Excluded, read_sheets, told
from mgkg.sheets import vocabulary as vocabularies
from mgkg.sheets.tables import Wordings


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The findings of sheets: their triples beside those of the ontology, and the rows that each finding is."""

    triples: tuple[ox.Triple, ...]
    entries: Mapping[Iri, Entry]
    #: Rows that the tables leave out.
    excluded: tuple[Excluded, ...]


def gather_sheets(paths: Iterable[Path], wordings: Wordings | None = None) -> Gathered:
    """Return the findings of sheets as the project's own graph would name them; without wordings, those of the project.

    No file is written, and no finding of the graph is read. Raises SheetError with all faults, as the import does.
    """
    place = places.of(files.folder("graph"))
    words = vocabularies.load(place.vocabulary)
    sheets = read_sheets(paths, words, wordings)
    stand = standing.read([place.factors])
    found = sources.put_together(sheets.rows, stand)
    faults = (*sheets.faults, *found.faults)
    if faults:
        raise SheetError(tuple(told(fault) for fault in faults))
    plan = planned(found.sources, stand, words, place)
    factors, _ = standing.merge(stand.files.get(place.factors, ()), plan.triples[place.factors])
    own = [triple for path, several in plan.triples.items() if path != place.factors for triple in several]
    return Gathered(
        triples=tuple(dict.fromkeys((*own, *factors))),
        entries={names.iri(f"finding:{slug}"): entry for slug, entry in plan.named.items()},
        excluded=sheets.excluded,
    )
