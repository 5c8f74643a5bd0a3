"""Sources: rows put together by the publication that they come from, whatever key and sheet names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mgkg import names, triples
from mgkg.intake import standing
from mgkg.intake.standing import Standing
from mgkg.model import Publication
from mgkg.names import Iri
from mgkg.sheets import Fault, Row, Warned, cells, text, thing

#: Titles shorter than this, in characters, identify nothing: "Editorial".
_TELLING = 25
_IDENTIFIERS = ("doi", "pmid", "pmcid")
_CURRENT = names.iri("publication-status:current")

#: A kind of identifier with its value.
Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A publication with the rows that come from it, in the order of the sheets."""

    publication: Publication
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of an import, with rows that name a publication in two ways and what is doubtful."""

    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Warned, ...]


@dataclass(slots=True)
class _Group:
    """Rows and a standing publication that share identifiers."""

    tokens: set[Token]
    rows: list[Row]
    stands: list[Iri]


def put_together(rows: Sequence[Row], stand: Standing) -> Sources:
    """Return the sources of rows; identifiers of several rows, and of what stands, complete each other."""
    groups = _joined([*_standing_groups(stand), *(_Group(_tokens(row), [row], []) for row in rows)])
    faults: list[Fault] = []
    warnings: list[Warned] = []
    sources: list[Source] = []
    for group in groups:
        if not group.rows:
            continue
        wrong = list(_two_publications(group))
        faults += wrong
        if not wrong:
            warnings += _differing(group.rows)
            sources.append(Source(_publication(group), tuple(group.rows)))
    return Sources(tuple(sources), tuple(faults), tuple(warnings))


def _tokens(row: Row) -> set[Token]:
    tokens = {(name, row.cells[name].lower()) for name in _IDENTIFIERS if row.cells.get(name)}
    return (
        tokens | {("key", names.study_slug(row.cells["study_key"]))} | _citation(text(row, "title"), text(row, "year"))
    )


def _citation(title: str | None, year: str | None) -> set[Token]:
    telling = title is not None and year is not None and len(title) >= _TELLING
    return {("citation", f"{names.slug(title or '')} {year}")} if telling else set()


def _standing_groups(stand: Standing) -> Iterator[_Group]:
    for publication in standing.instances(stand, triples.PUBLICATION):
        said = {field: standing.value(stand, publication, name) for name, field in triples.IDENTIFIERS.items()}
        tokens = {(name, value.lower()) for name in _IDENTIFIERS if (value := said[name])}
        tokens |= {("key", names.local_name(publication))} | _citation(said["title"], said["year"])
        yield _Group(tokens, [], [publication])


def _joined(groups: Iterable[_Group]) -> list[_Group]:
    """Return groups joined where they share an identifier, or a citation and no identifier that differs."""
    owner: dict[Token, _Group] = {}
    order: list[_Group] = []
    for group in groups:
        owners = {id(owner[token]) for token in group.tokens if token in owner}
        sharing = [each for each in order if id(each) in owners and _may_join(each, group)]
        target = sharing[0] if sharing else group
        for other in (*sharing[1:], *([group] if sharing else ())):
            target.tokens |= other.tokens
            target.rows += other.rows
            target.stands += other.stands
        order = [each for each in order if not any(each is gone for gone in sharing[1:])]
        if not sharing:
            order.append(group)
        owner |= dict.fromkeys(target.tokens, target)
    return order


def _may_join(one: _Group, other: _Group) -> bool:
    """Return whether two groups are one publication: they share more than a citation, or differ in no identifier."""
    shared = {kind for kind, _ in one.tokens & other.tokens}
    if shared - {"citation"}:
        return True
    both = one.tokens | other.tokens
    return all(sum(kind == name for kind, _ in both) <= 1 for name in _IDENTIFIERS)


def _two_publications(group: _Group) -> Iterator[Fault]:
    """Yield a fault for each row of a group that has two DOIs, PMIDs or PMCIDs."""
    for name in _IDENTIFIERS:
        values = sorted({value for kind, value in group.tokens if kind == name})
        if len(values) > 1:
            for row in group.rows:
                found = f"'{row.cells['study_key']}' names publications with {' and '.join(values)}"
                yield Fault(row.sheet, row.line, name, found, "mend the identifier, or give each its own study_key")


def _differing(rows: Sequence[Row]) -> Iterator[Warned]:
    for name in ("title", "year", "journal"):
        first: dict[str, Row] = {}
        for row in rows:
            if row.cells.get(name):
                first.setdefault(names.slug(row.cells[name]), row)
        for row in list(first.values())[1:]:
            kept = next(iter(first.values())).cells[name]
            what = f"{row.cells['study_key']}: '{row.cells[name]}'; kept '{kept}'"
            yield Warned(f"{name} differs between rows of one publication", row.sheet, row.line, what)


def _publication(group: _Group) -> Publication:
    rows = group.rows
    identified = any(_first(rows, name) for name in _IDENTIFIERS)
    page = _first(rows, "source_url") if not identified and not _first(rows, "journal") else None
    year = _first(rows, "year")
    author = _first(rows, "first_author")
    return Publication(
        iri=_iri(group),
        title=_first(rows, "title"),
        authors=(author,) if author else (),
        year=int(year) if year else None,
        journal=_first(rows, "journal"),
        doi=(_first(rows, "doi") or "").lower() or None,
        pmid=_first(rows, "pmid"),
        pmcid=_first(rows, "pmcid"),
        url=cells.page(page) if page else None,
        language=_first(rows, "language"),
        source_tier=_first_thing(rows, "source_tier"),
        status=_first_thing(rows, "publication_status") or _CURRENT,
        retracted_on=_first(rows, "retracted_on"),
    )


def _iri(group: _Group) -> Iri:
    """Return the IRI of a publication: that which stands, else from the key that names the author, else the first."""
    if group.stands:
        return group.stands[0]
    keys = list(dict.fromkeys(row.cells["study_key"] for row in group.rows))
    family = (_first(group.rows, "first_author") or "").split(" ")[0]
    named = [key for key in keys if family and names.slug(key).startswith(names.slug(family))]
    return names.iri(f"publication:{names.study_slug((named or keys)[0])}")


def _first(rows: Iterable[Row], name: str) -> str | None:
    return next((row.cells[name] for row in rows if row.cells.get(name)), None)


def _first_thing(rows: Iterable[Row], name: str) -> Iri | None:
    return next((each for row in rows if (each := thing(row, name))), None)


def studies(source: Source, stand: Standing) -> dict[Iri, tuple[Iri, tuple[Row, ...]]]:
    """Return the study of each design in a source, with its rows; those that stand keep their names."""
    by_design: dict[Iri, list[Row]] = defaultdict(list)
    for row in source.rows:
        by_design[row.things["design"][0]].append(row)
    key = names.local_name(source.publication.iri)
    found = _standing_studies(source.publication.iri, stand)
    taken = set(found.values())
    for design in sorted(by_design, key=_rank):
        if design not in found:
            main = names.iri(f"study:{key}")
            found[design] = main if main not in taken else names.iri(f"study:{key}-{_suffix(design)}")
            taken.add(found[design])
    return {design: (found[design], tuple(rows)) for design, rows in by_design.items()}


#: Designs whose study has the plain name least likely, with what is put behind the name of the publication.
_SUFFIXES = {
    "randomized-trial": "trial",
    "crossover-trial": "crossover",
    "non-randomized-trial": "trial",
    "mendelian-randomization": "mr",
    "animal-experiment": "animal",
    "in-vitro-experiment": "in-vitro",
}
#: Designs that come before all others.
_LEADING = ("meta-analysis", "systematic-review", "pooled-cohort-analysis", "cohort")


def _rank(design: Iri) -> tuple[int, str]:
    name = names.local_name(design)
    if name in _LEADING:
        return _LEADING.index(name), name
    last = list(_SUFFIXES)
    return (len(_LEADING) + 1 + last.index(name) if name in last else len(_LEADING)), name


def _suffix(design: Iri) -> str:
    name = names.local_name(design)
    return _SUFFIXES.get(name, name)


def _standing_studies(publication: Iri, stand: Standing) -> dict[Iri, Iri]:
    """Return the studies of a publication that stand, by design."""
    found: dict[Iri, Iri] = {}
    for study in standing.instances(stand, triples.STUDY):
        if standing.value(stand, study, triples.REPORTED_IN) == publication:
            design = standing.value(stand, study, triples.DESIGN)
            if design is not None:
                found[Iri(design)] = study
    return found
