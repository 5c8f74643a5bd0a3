"""Gaps: what the question touches and no finding in the graph is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mgkg import names
from mgkg.answers import naming, wording
from mgkg.answers.naming import Voice
from mgkg.answers.records import Gap, Piece, Selection
from mgkg.answers.scope import Scope
from mgkg.answers.selection import Material
from mgkg.answers.weighing import how, weighed
from mgkg.names import Iri, iri
from mgkg.networks.searches import matching

_RISK = iri("aspect:risk")


def gaps(voice: Voice, scope: Scope, material: Material, selection: Selection) -> tuple[Gap, ...]:
    """Return the gaps of a question, those of the kind asked about first."""
    found: list[Gap] = []
    if scope.form == "pair":
        found += _of_families(voice, scope, material, selection)
        found += _of_modifier(voice, scope, material, selection)
    elif scope.form == "group":
        found += _of_substances(voice, scope, material, selection)
    elif scope.form == "several" and not (selection.interactions or selection.findings):
        subject = naming.subject(voice, scope)
        found.append(Gap(text=wording.phrase(voice.language, "gap.together", subject=subject)))
    return tuple(found)


def _of_families(voice: Voice, scope: Scope, material: Material, selection: Selection) -> Iterator[Gap]:
    """Yield each family of the substance without a finding on the condition, and each without one on risk."""
    evidence = weighed(selection, scope)
    condition = naming.named(voice, scope.conditions.asked)
    direct, broader = _by_kind(scope, evidence.direct), _by_kind(scope, evidence.broader)
    for substance in scope.substances.asked:
        kinds = _kinds(scope, material, substance)
        if not kinds and not evidence.direct:
            yield _of_nothing(voice, scope, material, [substance])
        for kind, family in kinds:
            pieces = direct.get((substance, kind), [])
            if any(piece.evidence.finding.aspect == _RISK for piece in pieces):
                continue
            key = "only-broader" if (substance, kind) in broader else "family"
            text = wording.phrase(
                voice.language,
                "gap.risk" if pieces else f"gap.{key}",
                family=naming.family(voice, kind, [substance]),
                condition=condition,
            )
            yield Gap(
                text=text[0].upper() + text[1:],
                family=family,
                condition=scope.conditions.asked[0],
                searched=_searched(material, scope, [substance]),
            )


def _by_kind(scope: Scope, pieces: Sequence[Piece]) -> dict[tuple[Iri, Iri], list[Piece]]:
    found: dict[tuple[Iri, Iri], list[Piece]] = defaultdict(list)
    for piece in pieces:
        exposure = piece.evidence.exposure
        for substance in exposure.substances or (exposure.iri,):
            asked = scope.substances.within.get(substance) or scope.substances.above.get(substance)
            if asked and exposure.family_kind:
                found[asked, exposure.family_kind].append(piece)
    return found


def _kinds(scope: Scope, material: Material, substance: Iri) -> list[tuple[Iri, Iri]]:
    """Return the kinds of family that a substance has in the graph, with the family: the kind asked about first."""
    slug = names.local_name(substance)
    kinds = {
        exposure.family_kind
        for exposure in material.exposures.values()
        if exposure.family_kind and exposure.substances == (substance,)
    }
    kinds |= {scope.family_kind} if scope.family_kind and names.kind_of(substance) == "substance" else set()
    ordered = sorted(kinds, key=lambda kind: (kind != scope.family_kind, kind))
    return [(kind, iri(f"family:{slug}-{names.local_name(kind)}")) for kind in ordered]


def _of_modifier(voice: Voice, scope: Scope, material: Material, selection: Selection) -> Iterator[Gap]:
    if not scope.modifiers.asked or any(how(piece, scope) == "tested" for piece in selection.modified):
        return
    text = wording.phrase(
        voice.language,
        "gap.modifier",
        modifier=naming.named(voice, scope.modifiers.asked),
        substance=naming.named(voice, scope.substances.asked),
        condition=naming.named(voice, scope.conditions.asked),
    )
    text = text[0].upper() + text[1:]
    modifier = scope.modifiers.asked[0]
    searched = _searched(material, scope, scope.substances.asked, modifier)
    yield Gap(text=text, condition=scope.conditions.asked[0], modifier=modifier, searched=searched)


def _of_substances(voice: Voice, scope: Scope, material: Material, selection: Selection) -> Iterator[Gap]:
    """Yield the substances of a group that were studied somewhere, and not with the condition."""
    direct = weighed(selection, scope).direct
    studied = {name for piece in direct for name in piece.evidence.exposure.substances}
    known = {name for substances in material.factors.values() for name in substances}
    missing = sorted((known & set(scope.substances.within)) - studied - set(scope.substances.asked))
    if missing:
        yield _of_nothing(voice, scope, material, missing)


def _of_nothing(voice: Voice, scope: Scope, material: Material, substances: Sequence[str]) -> Gap:
    text = wording.phrase(
        voice.language,
        "gap.substances",
        condition=naming.named(voice, scope.conditions.asked),
        substances=naming.named(voice, substances),
    )
    return Gap(text=text, condition=scope.conditions.asked[0], searched=_searched(material, scope, substances))


def _searched(
    material: Material, scope: Scope, substances: Iterable[str], modifier: str | None = None
) -> tuple[Iri, ...]:
    """Return the searches for some substances, the condition asked about, and a modifier or none."""
    things = [names.curie(substance) for substance in substances]
    changer = names.curie(modifier) if modifier else None
    found = matching(material.searches, things, names.curie(scope.conditions.asked[0]), changer)
    return tuple(names.iri(one.search) for one in found)
