"""A forest plot: from an answer and the estimates behind it to rows of one scale, by family and aspect, by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mgkg import entities, names
from mgkg.answers import counting, rows
from mgkg.answers import wording as told
from mgkg.answers.records import Answer, Piece
from mgkg.errors import UnknownName, UsageError
from mgkg.names import Iri, iri
from mgkg.plot import estimates, pooling
from mgkg.plot.asking import subject
from mgkg.plot.estimates import Number, Scale
from mgkg.plot.marks import KINDS, by_interval, is_synthesis, outcome
from mgkg.plot.numbers import interval
from mgkg.plot.pooling import Parted
from mgkg.plot.records import Forest, ForestRow
from mgkg.plot.wording import phrase
from mgkg.store import Store

#: The scale of relative risks, odds and hazards: the one whose measures stand on one axis together.
_RATIOS = iri("measure-scale:risk-ratio-scale")
#: The scales on which no effect is 1.
_FROM_ONE = (_RATIOS, iri("measure-scale:mean-ratio-scale"))
#: The scale of differences in units of their own.
_OWN_UNITS = iri("measure-scale:difference-scale")
_ASPECTS = ("risk", "level-difference", "severity", "survival", "prevalence", "adverse-event", "mechanism")


def forest(store: Store, answer: Answer, *, measure: str | None = None) -> Forest:
    """Return the forest plot of an answer: the estimates of the measure asked for, else of the scale with most.

    Scales in units of their own are drawn where there is no other, or asked for. What an assessment pooled stands
    together with its pooled estimates; reviews stand apart.
    Raises UsageError where there is nothing to draw.
    """
    language = answer.question.language
    found = estimates.numbers(store, answer)
    if not found:
        raise UsageError(phrase(language, "nothing.forest", subject=subject(answer)))
    scales = estimates.scales(store, {one.measure for one in found})
    wanted = _measure(store, measure) if measure else None
    groups: dict[Iri, list[Number]] = {}
    for one in found:
        together = _RATIOS if scales[one.measure].iri == _RATIOS and measure is None else one.measure
        groups.setdefault(together, []).append(one)
    shared = [group for group, several in sorted(groups.items()) if scales[several[0].measure].iri != _OWN_UNITS]
    key = wanted if measure else max(shared or sorted(groups), key=lambda group: len(groups[group]))
    if key is None or key not in groups:
        named = told.label(answer.labels, key) if key else f"'{measure}'"
        values = {"measure": named, "subject": subject(answer), "list": _listed(answer, found)}
        raise UsageError(phrase(language, "nothing.measure", **values))
    others = [one for group, several in groups.items() if group != key for one in several]
    parted = pooling.parted(store, answer, groups[key])
    return _forest(answer, parted, scales[groups[key][0].measure], others)


def _measure(store: Store, name: str) -> Iri | None:
    """Return the measure of a name, or None where none has it."""
    try:
        return entities.resolve(store, name, "mgkg:Measure")
    except UnknownName:
        return None


def _forest(answer: Answer, parted: Parted, scale: Scale, others: Sequence[Number]) -> Forest:
    language, about = answer.question.language, subject(answer)
    ordered = sorted(parted.numbers, key=lambda one: _place(answer, one))
    measures = Counter(one.measure for one in ordered)
    said = told.listed(language, (told.label(answer.labels, one) for one in sorted(measures)))
    short = _short(answer, ordered[0])
    return Forest(
        language=language,
        subject=about,
        title=phrase(language, "forest.title", subject=about[:1].upper() + about[1:], measures=said),
        measures=said,
        result=phrase(language, "forest.result-several" if len(measures) > 1 else "forest.result", measure=short),
        ratio=scale.iri in _FROM_ONE,
        rows=tuple(
            _row(answer, one, detail, several=len(measures) > 1)
            for one, detail in zip(ordered, _details(answer, ordered), strict=True)
        ),
        pooled=tuple(
            pooling.row(answer, mean, group=_group(answer, several[0]), measure=_short(answer, several[0]))
            for several, mean in parted.means
        ),
        sides=_sides(answer, ordered),
        narrow=scale.bands.get("narrow"),
        wide=scale.bands.get("wide"),
        notes=(*_signs(answer, ordered), *_notes(answer, scale, others)),
    )


def _short(answer: Answer, one: Number) -> str:
    return told.phrase(answer.question.language, f"measure.{names.local_name(one.measure)}")


def _sides(answer: Answer, numbers: Sequence[Number]) -> tuple[str, str]:
    """Return what lies left and right of no effect: of levels in people who have a condition, it is not an effect."""
    levels = {names.local_name(one.piece.evidence.finding.aspect) == "level-difference" for one in numbers}
    key = "of-both" if len(levels) > 1 else "of-levels" if levels == {True} else "of-effects"
    language = answer.question.language
    return (phrase(language, f"forest.{key}.less"), phrase(language, f"forest.{key}.more"))


def _place(answer: Answer, one: Number) -> tuple[int, int, str, int, int, str, str]:
    """Return where an estimate stands: risk first, families in their order, pools first, then by year."""
    evidence = one.piece.evidence
    aspect, kind = names.local_name(evidence.finding.aspect), names.local_name(evidence.exposure.family_kind or "")
    return (
        _ASPECTS.index(aspect) if aspect in _ASPECTS else len(_ASPECTS),
        KINDS.index(kind) if kind in KINDS else len(KINDS),
        _family(answer, one.piece),
        one.place,
        evidence.publication.year or 9999,
        rows.study_name(one.piece),
        evidence.finding.iri,
    )


def _group(answer: Answer, one: Number) -> str:
    """Return the title of what an estimate stands among."""
    title = _family(answer, one.piece)
    return phrase(answer.question.language, "forest.part", group=title, part=one.part) if one.part else title


def _family(answer: Answer, piece: Piece) -> str:
    aspect = told.phrase(answer.question.language, f"aspect.{names.local_name(piece.evidence.finding.aspect)}")
    family = told.label(answer.labels, piece.evidence.exposure.family or piece.evidence.exposure.iri)
    return phrase(answer.question.language, "forest.group", family=family[:1].upper() + family[1:], aspect=aspect)


def _row(answer: Answer, one: Number, detail: str, *, several: bool) -> ForestRow:
    evidence, language = one.piece.evidence, answer.question.language
    text = interval(language, one.value, one.lower, one.upper)
    if several:
        text = f"{_short(answer, one)} {text}"
    if one.turned:
        text = phrase(language, "forest.turned", text=text)
    if one.rescaled:
        text = phrase(language, "forest.rescaled", text=text)
    if one.level not in (None, 95.0) and not one.rescaled:
        text = phrase(language, "forest.level", text=text)
    return ForestRow(
        label=rows.study_name(one.piece),
        detail=detail,
        year=evidence.publication.year,
        n=counting.size(evidence),
        value=one.value,
        lower=one.lower,
        upper=one.upper,
        verdict=outcome(evidence),
        by_interval=by_interval(evidence),
        group=_group(answer, one),
        weight=one.weight,
        synthesis=is_synthesis(evidence),
        text=text,
    )


def _details(answer: Answer, numbers: Sequence[Number]) -> list[str]:
    """Return what each estimate is of; what tells it from others of its study in the same group stands first."""
    alike: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for one in numbers:
        key = (_group(answer, one), rows.study_name(one.piece))
        alike.setdefault(key, []).append(_parts(answer, one.piece))
    details = []
    for one in numbers:
        parts = _parts(answer, one.piece)
        others = alike[_group(answer, one), rows.study_name(one.piece)]
        details.append("; ".join(sorted(parts, key=lambda part: all(part in other for other in others))))
    return details


def _parts(answer: Answer, piece: Piece) -> tuple[str, ...]:
    """Return people, contrast, matrix and outcome, as far as they are told and not those asked about."""
    evidence, finding = piece.evidence, piece.evidence.finding
    factor = evidence.exposure.factor
    matrix = told.label(answer.labels, factor.matrix) if factor and factor.matrix else None
    other = finding.outcome not in answer.question.conditions
    condition = told.label(answer.labels, finding.outcome) if other else None
    parts = (evidence.population.subgroup, finding.contrast, matrix, condition, finding.outcome_detail)
    return tuple(dict.fromkeys(part for part in parts if part))


def _signs(answer: Answer, numbers: Sequence[Number]) -> list[str]:
    """Return what must be said of how estimates are drawn and marked."""
    pooled = any(one.weight is not None for one in numbers)
    said = ["note.weights", "note.pooled"] if pooled else ["note.sizes", "note.unpooled"]
    said.append("note.direction")
    said += ["note.turned"] if any(one.turned for one in numbers) else []
    said += ["note.level"] if any(one.level not in (None, 95.0) for one in numbers) else []
    said += ["note.rescaled"] if any(one.rescaled for one in numbers) else []
    return [phrase(answer.question.language, key) for key in said]


def _notes(answer: Answer, scale: Scale, others: Sequence[Number]) -> tuple[str, ...]:
    language = answer.question.language
    texts = [phrase(language, "note.units")] if scale.iri == _OWN_UNITS else []
    if others:
        texts.append(phrase(language, "note.other-measures", list=_listed(answer, others)))
    if gone := sum(_is_gone(piece) for piece in answer.selection.findings):
        texts.append(phrase(language, "note.retracted", findings=told.plural(language, "finding", gone)))
    return (*texts, phrase(language, "note.notice"))


def _is_gone(piece: Piece) -> bool:
    """Return whether a number is left out because its source was retracted."""
    evidence = piece.evidence
    printed = any(estimate.value is not None for estimate in evidence.finding.estimates)
    return printed and piece.directness in ("exact", "narrower") and evidence.publication.status == counting.RETRACTED


def _listed(answer: Answer, numbers: Iterable[Number]) -> str:
    """Return measures with how many estimates there are in each, the most first."""
    language = answer.question.language
    found = Counter(one.measure for one in numbers)
    most = sorted(found, key=lambda one: (-found[one], one))
    return told.listed(
        language, (phrase(language, "note.measure", name=told.label(answer.labels, one), n=found[one]) for one in most)
    )
