"""The names of factors: what a factor is made of, written as a slug and read back from one.

>>> text = slug(FactorParts(kind=names.iri("exposure-kind:biomarker-level"), substances=(names.iri("substance:lead"),)))
>>> text
'lead-level'
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mgkg import names
from mgkg.names import Iri
from mgkg.sheets.vocabulary import Vocabulary

#: Kinds of exposure that a slug names shorter than the code.
_SHORTER = {"dietary-intake": "intake", "biomarker-level": "level"}
#: Kinds that say how a substance is given: a matrix beside them tells where the outcome was measured, except these.
_GIVEN = {"dietary-intake": ("drinking-water",), "supplementation": ("drinking-water",), "chelation": ()}

_AND = "-and-"
_RATIO = "-ratio"
_SELF = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorParts:
    """What a factor is made of: one substance, a combination of several, or the ratio of two."""

    kind: Iri
    substances: tuple[Iri, ...]
    ratio: bool = False
    matrix: Iri | None = None
    #: None is the person who has the outcome.
    bearer: Iri | None = None


def parts(
    kind: Iri, substances: tuple[Iri, ...], *, ratio: bool, matrix: Iri | None, bearer: Iri | None
) -> FactorParts:
    """Return what a factor is made of, without what goes without saying: the diet of an intake, the bearer self."""
    allowed = _GIVEN.get(names.local_name(kind))
    own = bearer is None or names.local_name(bearer) == _SELF
    if matrix is not None and allowed is not None and names.local_name(matrix) not in allowed:
        matrix = None
    return FactorParts(kind=kind, substances=substances, ratio=ratio, matrix=matrix, bearer=None if own else bearer)


def slug(factor: FactorParts) -> str:
    """Return the slug of a factor: substances, kind, matrix, bearer."""
    substances = [names.local_name(substance) for substance in factor.substances]
    stem = "-".join(substances) + _RATIO if factor.ratio else _AND.join(substances)
    ends = [names.local_name(end) for end in (factor.matrix, factor.bearer) if end is not None]
    return "-".join([stem, _kind_word(factor.kind), *ends])


def iri(factor: FactorParts) -> Iri:
    """Return the IRI of a factor."""
    return names.iri(f"factor:{slug(factor)}")


def broader(factor: FactorParts) -> tuple[FactorParts, ...]:
    """Return the factors next above: the same without its matrix, and the same without its bearer."""
    above = []
    if factor.matrix is not None:
        above.append(replace(factor, matrix=None))
    if factor.bearer is not None:
        above.append(replace(factor, bearer=None))
    return tuple(above)


def read(text: str, vocabulary: Vocabulary) -> FactorParts | None:
    """Return what the factor of a slug is made of, or None where the slug does not follow the rule.

    A slug is read from its end: bearer, matrix, kind; what is left names the substances.
    """
    rest, bearer = _end(text, "bearer", vocabulary)
    rest, matrix = _end(rest, "matrix", vocabulary)
    kinds = {_kind_word(kind): kind for kind in vocabulary.words.get("exposure-kind", {}).values()}
    for word in sorted(kinds, key=len, reverse=True):
        if rest.endswith(f"-{word}"):
            substances, ratio = _substances(rest.removesuffix(f"-{word}"), vocabulary)
            if substances:
                return FactorParts(kind=kinds[word], substances=substances, ratio=ratio, matrix=matrix, bearer=bearer)
    return None


def _kind_word(kind: Iri) -> str:
    name = names.local_name(kind)
    return _SHORTER.get(name, name)


def _end(text: str, kind: str, vocabulary: Vocabulary) -> tuple[str, Iri | None]:
    things = sorted(set(vocabulary.words.get(kind, {}).values()), key=len, reverse=True)
    for thing in things:
        if text.endswith(f"-{names.local_name(thing)}"):
            return text.removesuffix(f"-{names.local_name(thing)}"), thing
    return text, None


def _substances(text: str, vocabulary: Vocabulary) -> tuple[tuple[Iri, ...], bool]:
    """Return the substances that the stem of a slug names, and whether it is their ratio."""
    if names.iri(f"substance:{text}") in vocabulary.known:
        return (names.iri(f"substance:{text}"),), False
    if text.endswith(_RATIO):
        words = text.removesuffix(_RATIO).split("-")
        for cut in range(1, len(words)):
            both = _known(("-".join(words[:cut]), "-".join(words[cut:])), vocabulary)
            if both:
                return both, True
    return _known(tuple(text.split(_AND)), vocabulary), False


def _known(slugs: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Iri, ...]:
    things = tuple(names.iri(f"substance:{each}") for each in slugs)
    return things if all(thing in vocabulary.known for thing in things) else ()
