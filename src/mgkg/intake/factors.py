"""Factors: made, with their labels, for every exposure and outcome that names one, and for those above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mgkg import names
from mgkg.model import Factor, Label
from mgkg.names import Iri
from mgkg.sheets import factor_names
from mgkg.sheets.factor_names import FactorParts
from mgkg.sheets.vocabulary import Vocabulary

LANGUAGES = ("en", "nl")

_AND = {"en": "and", "nl": "en"}
_OF = {
    "en": {"mother": "of the mother", "newborn": "of the newborn", "offspring": "of the offspring"},
    "nl": {"mother": "van de moeder", "newborn": "van de pasgeborene", "offspring": "van de nakomeling"},
}
#: How a matrix is joined: what is taken in comes from it, what is met comes through it, what is measured lies in it.
_FROM = {"en": " from ", "nl": " uit "}
_THROUGH = {"en": " through ", "nl": ", via "}
_IN = {"en": " in ", "nl": " in "}
_TAKEN = ("dietary-intake", "supplementation")
_MET = ("environmental-exposure", "occupational-exposure")
_OUTSIDE = ("air", "diet", "drinking-water", "soil")
_RATIO = {"en": "{}/{} ratio", "nl": "{}-{}-verhouding"}

#: Further names of a factor by its kind, where it has neither matrix nor bearer: language and pattern.
_ALTERNATIVES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "deficiency": (("en", "lack of {}"), ("en", "low {}"), ("nl", "{}tekort")),
    "biomarker-level": (("en", "{} levels"), ("nl", "{}gehalte")),
    "dietary-intake": (("en", "dietary {}"), ("nl", "{}inname")),
    "supplementation": (("en", "{} supplements"), ("nl", "{}suppletie")),
}


def closure(wanted: Iterable[FactorParts]) -> list[FactorParts]:
    """Return factors with all that are broader than they are, each once, by name."""
    found: dict[str, FactorParts] = {}
    waiting = list(wanted)
    while waiting:
        factor = waiting.pop()
        if factor_names.slug(factor) not in found:
            found[factor_names.slug(factor)] = factor
            waiting += factor_names.broader(factor)
    return [found[slug] for slug in sorted(found)]


def make(parts: FactorParts, vocabulary: Vocabulary) -> Factor:
    """Return the factor that parts make up."""
    several = len(parts.substances) > 1
    return Factor(
        iri=factor_names.iri(parts),
        kind=parts.kind,
        labels=tuple(Label(_label(parts, vocabulary, language), language) for language in LANGUAGES),
        alternatives=tuple(_alternatives(parts, vocabulary)),
        substance=None if several else parts.substances[0],
        components=parts.substances if several and not parts.ratio else (),
        numerator=parts.substances[0] if parts.ratio else None,
        denominator=parts.substances[1] if parts.ratio else None,
        matrix=parts.matrix,
        bearer=parts.bearer,
        broader=tuple(factor_names.iri(above) for above in factor_names.broader(parts)),
    )


def _label(parts: FactorParts, vocabulary: Vocabulary, language: str) -> str:
    label = _stem(parts, vocabulary, language)
    if parts.matrix is not None:
        label += _joint(parts.kind, parts.matrix)[language] + _name(parts.matrix, vocabulary, language)
    if parts.bearer is not None:
        label += " " + _OF[language][names.local_name(parts.bearer)]
    return label


def _joint(kind: Iri, matrix: Iri) -> Mapping[str, str]:
    """Return the words, by language, that join a matrix to a kind of exposure."""
    if names.local_name(kind) in _TAKEN:
        return _FROM
    outside = names.local_name(kind) in _MET and names.local_name(matrix) in _OUTSIDE
    return _THROUGH if outside else _IN


def _stem(parts: FactorParts, vocabulary: Vocabulary, language: str) -> str:
    """Return the label of a factor as far as substances and kind make it; a ratio of levels is just the ratio."""
    substances = [_name(substance, vocabulary, language) for substance in parts.substances]
    if parts.ratio:
        ratio = _RATIO[language].format(*substances)
        level = names.local_name(parts.kind) == "biomarker-level"
        return ratio if level else _pattern(parts.kind, vocabulary, language).replace("{substance}", ratio)
    return _pattern(parts.kind, vocabulary, language).replace("{substance}", _listed(substances, language))


def _listed(words: list[str], language: str) -> str:
    """Return words in a row.

    >>> _listed(["zinc", "copper", "iron"], "en")
    'zinc, copper and iron'
    """
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} {_AND[language]} {words[-1]}"


def _pattern(kind: Iri, vocabulary: Vocabulary, language: str) -> str:
    return vocabulary.templates.get(kind, {}).get(language, "{substance} " + names.local_name(kind).replace("-", " "))


def _name(thing: Iri, vocabulary: Vocabulary, language: str) -> str:
    labels = vocabulary.labels.get(thing, {})
    return labels.get(language) or labels.get("en") or names.local_name(thing).replace("-", " ")


def _alternatives(parts: FactorParts, vocabulary: Vocabulary) -> Iterator[Label]:
    if len(parts.substances) > 1 or parts.matrix is not None or parts.bearer is not None:
        return
    for language, pattern in _ALTERNATIVES.get(names.local_name(parts.kind), ()):
        name = _name(parts.substances[0], vocabulary, language)
        joined = f"{name}-" if " " in name and pattern.startswith("{}") and language == "nl" else name
        yield Label(pattern.format(joined), language)
