"""Findings and studies: records made from entries, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from mgkg import names
from mgkg.intake import entries as entry_of
from mgkg.intake.entries import Entry
from mgkg.intake.people import People
from mgkg.model import Cohort, Estimate, Finding, Label, Study
from mgkg.names import Iri
from mgkg.sheets import cells


def finding(slug: str, entry: Entry, population: Iri, whole: Iri | None) -> Finding:
    """Return the finding of an entry; the whole is the finding of which it is a subgroup's."""
    contrasted = Finding(
        iri=names.iri(f"finding:{slug}"),
        study=entry.study,
        exposure=entry_of.exposure(entry),
        outcome=entry_of.outcome(entry),
        aspect=entry_of.aspect(entry),
        population=population,
        outcome_detail=entry_of.text(entry, "outcome_detail"),
        contrast=entry_of.text(entry, "contrast"),
        contrast_class=entry_of.thing(entry, "contrast_class"),
        index_group_has=entry_of.thing(entry, "index_group"),
        increment=entry_of.number(entry, "increment"),
        increment_unit=entry_of.text(entry, "increment_unit"),
        dose=entry_of.text(entry, "dose"),
        exposure_timing=entry_of.thing(entry, "exposure_timing"),
        reported_direction=entry_of.thing(entry, "direction"),
        estimates=_estimates(slug, entry),
        scale_better_when=entry_of.thing(entry, "scale_better_when"),
        subgroup_of=whole,
        series=entry_of.text(entry, "series"),
        rank=_count(entry, "rank"),
    )
    return _in_context(contrasted, entry)


def _in_context(contrasted: Finding, entry: Entry) -> Finding:
    """Return a finding with what surrounds its contrast: adjustment, modifiers, mechanism, counts and remarks."""
    return replace(
        contrasted,
        adjusted_for=entry_of.things(entry, "adjusted_for"),
        effect_modifiers=entry_of.things(entry, "modifier_terms"),
        modifiers_as_printed=entry_of.texts(entry, "modifier"),
        modification=entry_of.thing(entry, "modification"),
        interaction_p=entry_of.text(entry, "interaction_p"),
        mechanism=entry_of.thing(entry, "mechanism"),
        acts_on=entry_of.things(entry, "acts_on"),
        reported_certainty=entry_of.text(entry, "reported_certainty"),
        participants=_count(entry, "n_total"),
        cases=_count(entry, "n_cases"),
        controls=_count(entry, "n_controls"),
        studies_pooled=_count(entry, "k_studies"),
        read_at=entry_of.things(entry, "source_url"),
        notes=entry_of.texts(entry, "note"),
    )


def _estimates(slug: str, entry: Entry) -> tuple[Estimate, ...]:
    """Return the number of an entry, if it prints one, or a p-value alone."""
    estimate = Estimate(
        iri=names.iri(f"estimate:{slug}"),
        measure=entry_of.thing(entry, "effect_measure"),
        value=entry_of.number(entry, "effect_value"),
        lower=entry_of.number(entry, "ci_low"),
        upper=entry_of.number(entry, "ci_high"),
        level=entry_of.number(entry, "ci_level") if _bounded(entry) else None,
        p=entry_of.text(entry, "p_value"),
        i_squared=entry_of.number(entry, "i2"),
    )
    printed = (estimate.value, estimate.lower, estimate.upper, estimate.p, estimate.i_squared)
    return (estimate,) if any(each is not None for each in printed) else ()


def _bounded(entry: Entry) -> bool:
    return entry_of.number(entry, "ci_low") is not None or entry_of.number(entry, "ci_high") is not None


def wholes(named: Mapping[str, Entry]) -> dict[str, Iri]:
    """Return, for each subgroup's finding of a study, the finding of the whole where there is exactly one."""
    found: dict[str, Iri] = {}
    for slug, entry in named.items():
        if entry_of.text(entry, "subgroup") is None:
            continue
        like = [
            other for other, each in named.items()
            if entry_of.text(each, "subgroup") is None and _question(each) == _question(entry)
        ]  # fmt: skip
        same = [other for other in like if _detail(named[other]) == _detail(entry)] or like
        if len(same) == 1:
            found[slug] = names.iri(f"finding:{same[0]}")
    return found


def _question(entry: Entry) -> tuple[object, ...]:
    return (
        entry_of.exposure(entry), entry_of.outcome(entry), entry_of.aspect(entry), entry_of.text(entry, "contrast"),
    )  # fmt: skip


def _detail(entry: Entry) -> str | None:
    return entry_of.text(entry, "outcome_detail")


def study(
    iri: Iri, publication: Iri, entries: Sequence[Entry], people: People, studies: Mapping[str, Iri]
) -> tuple[Study, tuple[Cohort, ...]]:
    """Return a study and the cohorts that it draws on; counts are its own where all findings on the whole agree.

    The studies, by DOI, are those that a synthesis may have as members.
    """
    cohorts = tuple(_cohort(name) for name in _listed(entries, "cohorts"))
    whole = [entry for entry in entries if entry_of.text(entry, "subgroup") is None]
    members = (studies.get(doi.lower()) for doi in _listed(entries, "member_dois"))
    made = Study(
        iri=iri,
        publication=publication,
        design=entries[0].rows[0].things["design"][0],
        population=people.populations[0].iri,
        participants=_agreed_count(whole, "n_total"),
        cases=_agreed_count(whole, "n_cases"),
        controls=_agreed_count(whole, "n_controls"),
        follow_up_years=_agreed(whole, "follow_up_years"),
        studies_pooled=_agreed_count(whole, "k_studies"),
        cohorts=tuple(cohort.iri for cohort in cohorts),
        members=tuple(member for member in members if member is not None),
    )
    return made, cohorts


def members(entries: Sequence[Entry]) -> list[str]:
    """Return the DOIs that entries give as members of their study."""
    return [doi.lower() for doi in _listed(entries, "member_dois")]


def _cohort(name: str) -> Cohort:
    return Cohort(iri=names.iri(f"cohort:{names.slug(name)}"), labels=(Label(name, "en"), Label(name, "nl")))


def _listed(entries: Sequence[Entry], column: str) -> list[str]:
    texts = [text for entry in entries for text in entry_of.texts(entry, column)]
    return list(dict.fromkeys(piece for text in texts for piece in cells.pieces(text)))


def _count(entry: Entry, column: str) -> int | None:
    number = entry_of.number(entry, column)
    return None if number is None else int(number)


def _agreed(entries: Sequence[Entry], column: str) -> Decimal | None:
    values = {entry_of.number(entry, column) for entry in entries}
    return values.pop() if len(values) == 1 else None


def _agreed_count(entries: Sequence[Entry], column: str) -> int | None:
    number = _agreed(entries, column)
    return None if number is None else int(number)
