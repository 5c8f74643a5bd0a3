"""The parts of a forest plot: what was pooled, what was not, and reviews, each with its title and pooled rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mgkg.answers import wording as told
from mgkg.answers.records import Answer
from mgkg.names import Iri
from mgkg.plot.estimates import Number
from mgkg.plot.marks import is_synthesis
from mgkg.plot.numbers import number
from mgkg.plot.pools import Mean, Pool, pools
from mgkg.plot.records import PooledRow
from mgkg.plot.wording import phrase
from mgkg.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """The estimates of a forest plot, each with the part that it stands in, and the means with what they pool."""

    numbers: tuple[Number, ...]
    means: tuple[tuple[tuple[Number, ...], Mean], ...]


def parted(store: Store, answer: Answer, numbers: Sequence[Number]) -> Parted:
    """Return estimates in parts: pools first, then what is in no pool, then reviews and meta-analyses."""
    found = pools(store, answer, numbers)
    language = answer.question.language
    pooled: list[Number] = []
    means: list[tuple[tuple[Number, ...], Mean]] = []
    for place, pool in enumerate(found):
        title = _title(answer, pool)
        several = tuple(replace(one, part=title, place=place) for one in pool.numbers)
        pooled += several
        means += [(several, mean) for mean in pool.means]
    taken = {_key(one) for one in pooled}
    with_pools = {_question(one) for one in pooled}
    others = []
    for one in numbers:
        if is_synthesis(one.piece.evidence):
            others.append(replace(one, part=phrase(language, "forest.reviews"), place=len(found) + 1))
        elif _key(one) not in taken:
            loose = phrase(language, "forest.loose") if _question(one) in with_pools else ""
            others.append(replace(one, part=loose, place=len(found)))
    return Parted(numbers=(*pooled, *others), means=tuple(means))


def _key(one: Number) -> tuple[Iri, Iri]:
    return (one.piece.evidence.finding.iri, one.measure)


def _question(one: Number) -> tuple[Iri | None, Iri]:
    evidence = one.piece.evidence
    return (evidence.exposure.family, evidence.finding.aspect)


def _title(answer: Answer, pool: Pool) -> str:
    """Return what the estimates of a pool have in common: the contrast, the unit and the matrix."""
    language, estimate = answer.question.language, pool.estimate
    said = told.label(answer.labels, estimate.contrast_class)
    if estimate.increment_unit:
        said = phrase(language, "forest.per-unit", contrast=said, unit=estimate.increment_unit)
    if estimate.matrix:
        said = phrase(language, "forest.matrix", contrast=said, matrix=told.label(answer.labels, estimate.matrix))
    return said


def row(answer: Answer, mean: Mean, *, group: str, measure: str) -> PooledRow:
    """Return a mean as a forest plot shows it, with how many studies it pools and how unlike they are."""
    language = answer.question.language
    values = {"studies": told.plural(language, "study", mean.studies), "measure": measure}
    if mean.design is None:
        label = phrase(language, "forest.together", **values)
    else:
        design = told.label(answer.labels, mean.design)
        label = phrase(language, "forest.design", design=design[:1].upper() + design[1:], **values)
    kind = phrase(language, "forest.hartung-knapp" if mean.hartung_knapp else "forest.normal")
    spread = {"i": f"{mean.i_squared or 0:.0f}", "tau": number(mean.tau_squared or 0.0)}
    return PooledRow(
        label=label,
        value=mean.value,
        lower=mean.lower,
        upper=mean.upper,
        prediction=mean.prediction,
        detail=phrase(language, "forest.spread", interval=kind, **spread),
        group=group,
    )
