"""The validator: files in, report out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from mgkg import files, names
from mgkg.store import EmbeddedStore
from mgkg.validation.checks import Check, checks, run_checks
from mgkg.validation.report import Report, Result, from_faults, placed, summed
from mgkg.validation.shapes import shape_results
from mgkg.validation.sources import Sources, context, read, referred

#: Writes into a store what follows from what is in it, so that checks on derived graphs have something to read.
Derive = Callable[[EmbeddedStore], object]

#: The folders that are validated when none is named, and that are known when others are.
_OWN = ("ontology", "graph")


def validate(
    paths: Sequence[Path] = (),
    *,
    shapes: Path | None = None,
    beside: Sequence[Path] | None = None,
    derive: Derive | None = None,
) -> Report:
    """Return the report on the Turtle at or below some places; on the project's own data where none is named.

    Beside them the project's own ontology and graph are known, or other places, but not reported on: a study may name
    a code of the ontology. What a file under validation describes itself counts there alone. Checks that read derived
    graphs run only where `derive` is given, and are listed as skipped otherwise. Where a file does not parse, only that
    is reported, for what it should have held would be missed everywhere.

    Raises UnavailableError where a place is not there.
    """
    own_folders = tuple(place for place in map(files.folder, _OWN) if place.exists())
    sources = read(paths or own_folders)
    known = checks()
    if sources.faults:
        return summed(from_faults(sources.faults), sources.files, ["shapes", *(check.name for check in known)])
    around = context(own_folders if beside is None else beside, sources)
    skipped = [check.name for check in known if check.derived and derive is None]
    results = [
        *shape_results([*sources.triples, *referred(sources, around)], shapes or files.folder("shapes")),
        *_checked(sources, around, [check for check in known if check.name not in skipped], derive),
    ]
    return summed(placed(results, sources.places), sources.files, skipped)


def _checked(
    sources: Sources, around: Iterable[ox.Triple], chosen: Sequence[Check], derive: Derive | None
) -> list[Result]:
    """Return the results of checks: of those on what is asserted, and then of those on what is derived from it."""
    with EmbeddedStore.in_memory() as store:
        store.extend([*sources.triples, *around], names.iri("graph:asserted"))
        results = run_checks(store, [check for check in chosen if not check.derived])
        if derive is not None:
            derive(store)
            results += run_checks(store, [check for check in chosen if check.derived])
    return results
