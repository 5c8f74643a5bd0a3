"""Entries: rows that are to be one finding, with its name, its study and its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mgkg import names
from mgkg.intake import keys
from mgkg.intake.keys import Identity
from mgkg.intake.slugs import Unnamed
from mgkg.names import Iri
from mgkg.sheets import Row, Warned, factor_names
from mgkg.sheets.factor_names import FactorParts

#: Columns that a twin may fill; whatever decides the result comes from one row.
_FILLED = frozenset(
    (
        "population", "country", "n_total", "n_cases", "n_controls", "sex", "age", "follow_up_years", "k_studies",
        "species", "dose", "reported_certainty", "exposure_timing",
    )
)  # fmt: skip
#: Columns in which twins must not differ without being listed.
_TELLING = ("condition", "outcome", "outcome_kind", "direction", "effect_value", "ci_low", "ci_high", "p_value")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding to be: its rows, twins after the first, in the order of the sheets."""

    key: Identity
    study: Iri
    rows: tuple[Row, ...]


def gather(studies: Mapping[Iri, Sequence[Row]]) -> list[Entry]:
    """Return the entries of studies; rows of one identity are one entry."""
    rows: dict[Identity, list[Row]] = defaultdict(list)
    of_study: dict[Identity, Iri] = {}
    for study, own in studies.items():
        for row in own:
            key = keys.identity(row, study)
            rows[key].append(row)
            of_study[key] = study
    return [Entry(key, of_study[key], tuple(each)) for key, each in rows.items()]


def lead(entry: Entry) -> Row:
    """Return the row that decides what an entry says: the first with a number, else the first."""
    return next((row for row in entry.rows if "effect_value" in row.numbers), entry.rows[0])


def exposure(entry: Entry) -> Iri:
    """Return the exposure of an entry: a gene, or the factor's name."""
    made = lead(entry).exposure
    return factor_names.iri(made) if isinstance(made, FactorParts) else made


def outcome(entry: Entry) -> Iri:
    """Return the outcome of an entry: the one of its own column, else the condition."""
    row = lead(entry)
    return next(row.things[name][0] for name in ("outcome", "condition") if name in row.things)


def aspect(entry: Entry) -> Iri:
    """Return the aspect of an entry."""
    return lead(entry).things["outcome_kind"][0]


def text(entry: Entry, column: str) -> str | None:
    """Return the text that an entry has in a column, or None."""
    return next((row.cells[column] for row in _rows(entry, column) if row.cells.get(column)), None)


def thing(entry: Entry, column: str) -> Iri | None:
    """Return the thing that an entry names in a column, or None."""
    return next((row.things[column][0] for row in _rows(entry, column) if column in row.things), None)


def number(entry: Entry, column: str) -> Decimal | None:
    """Return the number that an entry has in a column, or None."""
    return next((row.numbers[column] for row in _rows(entry, column) if column in row.numbers), None)


def things(entry: Entry, column: str) -> tuple[Iri, ...]:
    """Return all things that the rows of an entry name in a column, each once."""
    return tuple(dict.fromkeys(each for row in entry.rows for each in row.things.get(column, ())))


def texts(entry: Entry, column: str) -> tuple[str, ...]:
    """Return all texts that the rows of an entry have in a column, each once."""
    return tuple(dict.fromkeys(row.cells[column] for row in entry.rows if row.cells.get(column)))


def _rows(entry: Entry, column: str) -> Sequence[Row]:
    """Return the rows to look for a column in: twins fill what the leading row does not say of the people in it."""
    return (lead(entry), *entry.rows) if column in _FILLED else (lead(entry),)


def unnamed(entry: Entry) -> Unnamed:
    """Return what the slug of an entry is made of."""
    parts = (entry.study, exposure(entry), outcome(entry), aspect(entry))
    more = {name: text(entry, name) or "" for name in keys.WORDING}
    more["figures"] = " ".join(lead(entry).cells.get(name, "") for name in ("effect_value", "p_value", "direction"))
    return Unnamed(key=entry.key, stem="-".join(names.local_name(part) for part in parts), more=more)


def conflicts(named: Mapping[str, Entry], fixed: Mapping[Identity, str]) -> Iterator[Warned]:
    """Yield a warning for each new finding whose wording another finding has too, with other figures."""
    first: dict[Identity, str] = {}
    for key, slug in fixed.items():
        first.setdefault(keys.wording(key), slug)
    for slug, entry in named.items():
        other = first.setdefault(keys.wording(entry.key), slug)
        if other != slug and entry.key not in fixed:
            row = entry.rows[0]
            what = f"{row.cells['study_key']}: finding:{other} and finding:{slug}"
            yield Warned("same finding with other figures", row.sheet, row.line, what)


def likely_twins(entries: Sequence[Entry]) -> Iterator[Warned]:
    """Yield a warning for each pair of entries, from two sheets, that speak of one result in other words, perhaps."""
    seen: dict[tuple[object, ...], Row] = {}
    for entry in entries:
        row = entry.rows[0]
        figures = tuple(row.cells.get(name, "") for name in ("effect_value", "ci_low", "ci_high"))
        content = (entry.study, exposure(entry), outcome(entry), aspect(entry), figures, row.cells.get("direction"))
        other = seen.setdefault(content, row)
        if other.sheet != row.sheet:
            what = (
                f"{row.cells['study_key']}: '{row.cells.get('contrast', '')}' and '{other.cells.get('contrast', '')}'"
            )
            yield Warned("perhaps one finding in two sheets", row.sheet, row.line, what)


def differing_twins(entries: Sequence[Entry]) -> Iterator[Warned]:
    """Yield a warning for each column in which the twins of an entry say different things."""
    for entry in entries:
        kept = lead(entry)
        for row in entry.rows:
            for name in _TELLING:
                said, other = row.cells.get(name, ""), kept.cells.get(name, "")
                if said and said != other:
                    what = f"{row.cells['study_key']}: {name} '{said}'; kept '{other}'"
                    yield Warned("twins that differ", row.sheet, row.line, what)
