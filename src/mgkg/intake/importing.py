"""The import of evidence sheets: read all, make all, write last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mgkg import files, names, triples, turtle
from mgkg.errors import SheetError
from mgkg.intake import entries as entry_of
from mgkg.intake import factors, findings, keys, places, report, slugs, sources, standing
from mgkg.intake.entries import Entry
from mgkg.intake.keys import Identity
from mgkg.intake.people import people
from mgkg.intake.places import Places
from mgkg.intake.report import Report
from mgkg.intake.sources import Source
from mgkg.intake.standing import Kept, Standing
from mgkg.names import Iri
from mgkg.sheets import Fault, Row, Sheets, Warned, factor_names, read_sheets, told
from mgkg.sheets import vocabulary as vocabularies
from mgkg.sheets.factor_names import FactorParts
from mgkg.sheets.tables import Wordings
from mgkg.sheets.vocabulary import Vocabulary

_FAULTS = ("sheet", "row", "column", "found", "accepted")


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import is going to write: triples by file, slugs by identity, and what each slug is made from."""

    triples: Mapping[Path, Sequence[ox.Triple]]
    slugs: Mapping[Identity, str]
    named: Mapping[str, Entry]
    warnings: tuple[Warned, ...]
    studies: int
    factors: int


def import_sheets(paths: Iterable[Path], graph: Path, *, keep_going: bool, wordings: Wordings | None = None) -> Report:
    """Return the report of sheets imported into a graph folder; without wordings, those of the project hold.

    Rows become findings in graph/studies/<publication>.ttl, with publication, studies and populations. Files keep all
    that stands in them. Raises SheetError with all faults, and writes nothing, unless it is to keep going: then the
    rows without fault are imported and the faults listed in graph/import-faults.tsv. Raises SyntaxFault for a file of
    the graph that does not parse.
    """
    place = places.of(graph)
    words = vocabularies.load(place.vocabulary)
    sheets = read_sheets(paths, words, wordings)
    stand = standing.read([*sorted(place.studies.glob("*.ttl")), place.factors])
    found = sources.put_together(sheets.rows, stand)
    faults = (*sheets.faults, *found.faults)
    if faults and not keep_going:
        raise SheetError(tuple(told(fault) for fault in faults))
    plan = planned(found.sources, stand, words, place)
    texts, kept = _texts(plan, stand, place)
    if keep_going:
        texts[place.faults] = _fault_table(faults)
    changed = _write(texts)
    rejected = {*sheets.rejected, *((fault.sheet, fault.row) for fault in found.faults)}
    return Report(
        tallies=report.tallies(sheets, list(plan.named.values()), rejected),
        twins=report.twins(dict(plan.named)),
        excluded=sheets.excluded,
        faults=faults,
        warnings=(*_without(sheets, rejected), *found.warnings, *plan.warnings, *map(report.of_kept, kept)),
        publications=len(found.sources),
        studies=plan.studies,
        factors=plan.factors,
        changed=changed,
    )


def _without(sheets: Sheets, rejected: set[tuple[str, int]]) -> list[Warned]:
    """Return the warnings on rows that are imported."""
    return [warned for warned in sheets.warnings if (warned.sheet, warned.row) not in rejected]


def planned(found: Sequence[Source], stand: Standing, words: Vocabulary, place: Places) -> Plan:
    """Return what is to be written, all of it made before any of it is written."""
    studies = {source.publication.iri: sources.studies(source, stand) for source in found}
    rows = {study: own for each in studies.values() for study, own in each.values()}
    entries = entry_of.gather(rows)
    fixed = keys.read(place.keys)
    taken = {names.local_name(thing) for thing in standing.instances(stand, names.iri("mgkg:Finding"))}
    slug_of = slugs.name_all([entry_of.unnamed(entry) for entry in entries], fixed, taken)
    named = {slug_of[entry.key]: entry for entry in entries}
    by_doi = _by_doi(found, studies, stand)
    made: dict[Path, Sequence[ox.Triple]] = {}
    for source in found:
        own = dict(studies[source.publication.iri].values())
        made[_file(source.publication.iri, stand, place)] = list(_of_source(source, own, named, stand, by_doi))
    wanted = factors.closure([*_exposures(entries), *_outcomes(entries, words)])
    made[place.factors] = list(triples.of_all(factors.make(parts, words) for parts in wanted))
    warnings = (
        *entry_of.conflicts(named, fixed),
        *entry_of.likely_twins(entries),
        *entry_of.differing_twins(entries),
        *_members(entries, by_doi),
    )
    return Plan(made, {**fixed, **slug_of}, named, warnings, len(rows), len(wanted))


def _of_source(
    source: Source,
    studies: Mapping[Iri, Sequence[Row]],
    named: Mapping[str, Entry],
    stand: Standing,
    by_doi: Mapping[str, Iri],
) -> Iterable[ox.Triple]:
    """Yield the triples of a publication with all that comes from it."""
    yield from triples.of(source.publication)
    for study in studies:
        own = {slug: entry for slug, entry in named.items() if entry.study == study}
        folk = people(study, own, stand)
        made, cohorts = findings.study(study, source.publication.iri, list(own.values()), folk, by_doi)
        yield from triples.of_all((made, *cohorts, *folk.populations))
        wholes = findings.wholes(own)
        for slug, entry in own.items():
            yield from triples.of(findings.finding(slug, entry, folk.of[slug], wholes.get(slug)))


def _by_doi(
    found: Iterable[Source], studies: Mapping[Iri, Mapping[Iri, tuple[Iri, tuple[Row, ...]]]], stand: Standing
) -> dict[str, Iri]:
    """Return a study of each DOI, of those that stand and those that come."""
    doi = names.iri("mgkg:doi")
    known: dict[str, Iri] = {}
    for study in standing.instances(stand, triples.STUDY):
        publication = Iri(standing.value(stand, study, triples.REPORTED_IN) or "")
        if text := standing.value(stand, publication, doi):
            known.setdefault(text.lower(), study)
    for source in found:
        if source.publication.doi:
            known.setdefault(
                source.publication.doi, min(study for study, _ in studies[source.publication.iri].values())
            )
    return known


def _members(entries: Sequence[Entry], by_doi: Mapping[str, Iri]) -> Iterable[Warned]:
    for entry in entries:
        row = entry.rows[0]
        for doi in findings.members([entry]):
            if doi not in by_doi:
                what = f"{row.cells['study_key']}: {doi}"
                yield Warned("member study that the graph does not have", row.sheet, row.line, what)


def _exposures(entries: Iterable[Entry]) -> Iterable[FactorParts]:
    return (made for entry in entries if isinstance(made := entry_of.lead(entry).exposure, FactorParts))


def _outcomes(entries: Iterable[Entry], words: Vocabulary) -> Iterable[FactorParts]:
    """Yield the factors that entries name as outcomes, modifiers or what is acted on, unless they are described."""
    for entry in entries:
        for column in ("outcome", "modifier_terms", "acts_on"):
            for thing in entry_of.things(entry, column):
                parts = factor_names.read(names.local_name(thing), words) if names.kind_of(thing) == "factor" else None
                if parts is not None:
                    yield parts


def _file(publication: Iri, stand: Standing, place: Places) -> Path:
    """Return the file in which a publication is described, or is to be."""
    subject = ox.NamedNode(publication)
    for path, held in stand.files.items():
        if any(triple.subject == subject for triple in held):
            return path
    return place.studies / f"{names.local_name(publication)}.ttl"


def _texts(plan: Plan, stand: Standing, place: Places) -> tuple[dict[Path, str], list[Kept]]:
    """Return the text of each file to be written, the key table first, and what was kept of what stands."""
    texts = {place.keys: keys.write(plan.slugs)} if plan.slugs else {}
    kept: list[Kept] = []
    for path, new in plan.triples.items():
        held = stand.files.get(path, ())
        merged, own = standing.merge(held, new)
        kept += own
        if len(merged) > len(held):
            texts[path] = turtle.write(merged)
    return texts, kept


def _fault_table(faults: Iterable[Fault]) -> str:
    """Return faults as a tab-separated table, or the empty text where there are none."""
    lines = [(each.sheet, str(each.row), each.column, each.found, each.accepted) for each in faults]
    flat = [[cell.replace("\t", " ").replace("\n", " ") for cell in line] for line in lines]
    return "".join("\t".join(line) + "\n" for line in [_FAULTS, *flat]) if flat else ""


def _write(texts: Mapping[Path, str]) -> tuple[Path, ...]:
    """Write the files whose text is new, remove those whose text is empty, and return them."""
    changed = [path for path, text in texts.items() if (path.read_text("utf-8") if path.is_file() else "") != text]
    for path in changed:
        if texts[path]:
            files.write_whole(path, texts[path])
        else:
            path.unlink()
    return tuple(changed)
