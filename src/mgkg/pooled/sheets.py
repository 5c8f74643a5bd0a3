"""Sheets pooled: rows gathered, inferred from in memory as in a build, and put into bodies that are comparable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from mgkg import files, inference, names
from mgkg.assessment.bodies import Body, Key, body
from mgkg.assessment.comparable import pools
from mgkg.assessment.results import Result
from mgkg.build.stages import ASSERTED
from mgkg.evidence.results import hierarchy, results
from mgkg.intake import entries as entry_of
from mgkg.intake import gather_sheets
from mgkg.intake.entries import Entry
from mgkg.names import Iri
from mgkg.pooled.records import METHODS, NotPooled, PooledSheets, Pooling, key
from mgkg.pooled.remainder import remainder
from mgkg.sheets.tables import Wordings
from mgkg.store import EmbeddedStore

_LABEL = names.iri("skos:prefLabel")


def pool_sheets(
    paths: Iterable[Path], *, method: str = "REML", level: float = 95.0, wordings: Wordings | None = None
) -> PooledSheets:
    """Return what evidence sheets come to, by a method of METHODS, with intervals at a level in percent.

    Numbers are turned, and put into families and bodies, by the rules of a build; what is on a narrower condition
    counts for a broader one where that is pooled itself. Nothing is written. Raises SheetError with all faults of all
    sheets.
    """
    sheets = list(paths)
    gathered = gather_sheets(sheets, wordings)
    store = EmbeddedStore.in_memory(files.turtle_files(files.folder("ontology")))
    store.extend(gathered.triples, ASSERTED)
    inference.infer(store)
    found = results(store)
    whole = _bodies(found, hierarchy(store).above)
    bodies = [
        Pooling(family=one.key.family, condition=one.key.outcome, aspect=one.key.aspect, pool=pool)
        for one, several in zip(whole, pools(whole, method=METHODS[method], level=level), strict=True)
        for pool in several
        if any(entry.result.outcome == one.key.outcome for entry in pool.entries)
    ]
    bodies.sort(key=lambda one: (-len(one.pool.entries), key(one)))
    labels = _labels(store)
    pooled = {result.finding for one in bodies for entry in one.pool.entries for result in entry.results}
    return PooledSheets(
        method=method,
        level=level,
        bodies=tuple(bodies),
        not_pooled=tuple(sorted(remainder(gathered, found, whole, pooled, labels), key=_order(sheets))),
        findings=len(gathered.entries),
        labels=labels,
        studies={finding: _study(entry) for finding, entry in gathered.entries.items()},
    )


def _order(sheets: Sequence[Path]) -> Callable[[NotPooled], tuple[int, int]]:
    """Return by what rows stand in the order of the sheets."""
    order = {str(sheet): place for place, sheet in enumerate(sheets)}
    return lambda one: (order[one.sheet], one.row)


def _bodies(found: Sequence[Result], above: Mapping[str, Iterable[Iri]]) -> list[Body]:
    """Return the bodies of results, each matrix apart; a result counts for its condition and for all broader ones."""
    gathered: dict[Key, list[Result]] = defaultdict(list)
    for result in found:
        for outcome in dict.fromkeys((result.outcome, *above.get(result.outcome, ()))):
            of = Key(family=result.family, outcome=outcome, aspect=result.aspect, matrix=result.matrix)
            gathered[of].append(result)
    return [body(of, several) for of, several in gathered.items()]


def _labels(store: EmbeddedStore) -> dict[Iri, str]:
    """Return what everything is called in English."""
    return dict(_english(store))


def _english(store: EmbeddedStore) -> Iterator[tuple[Iri, str]]:
    for quad in store.quads(predicate=_LABEL):
        if getattr(quad.object, "language", None) == "en":
            yield Iri(str(quad.subject)[1:-1]), str(getattr(quad.object, "value", ""))


def _study(entry: Entry) -> str:
    """Return the study of a finding as readers cite it: the first author's family name and the year, else its key."""
    author, year = entry_of.text(entry, "first_author"), entry_of.text(entry, "year")
    return f"{_family_name(author)} {year}" if author and year else entry_of.lead(entry).cells["study_key"]


def _family_name(author: str) -> str:
    """Return an author without initials.

    >>> _family_name("De Benedetti S"), _family_name("Graf"), _family_name("CDC")
    ('De Benedetti', 'Graf', 'CDC')
    """
    family, _, last = author.rpartition(" ")
    return family if family and last.isupper() else author
