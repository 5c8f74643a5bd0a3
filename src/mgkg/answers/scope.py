"""The scope of a question: what it asks about, with what is narrower and broader, read from the hierarchy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mgkg import names
from mgkg.answers.reading import rows
from mgkg.names import Iri
from mgkg.recogniser import Question
from mgkg.store import Store

#: A substance with more narrower ones than this, itself among them, is a group: metals, vitamins.
LARGEST = 6

#: A concept's relatives, each with how it is related.
_Relatives = Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What some concepts lead to: each relative with the concept that it counts for."""

    asked: tuple[Iri, ...] = ()
    #: Itself and what is below it.
    within: Mapping[str, Iri]
    #: What is above it; for a label that is historical, also what else the one above holds.
    above: Mapping[str, Iri]

    def directness(self, concept: str) -> str | None:
        """Return exact, narrower or broader, or None for what is no relative."""
        if concept in self.asked:
            return "exact"
        if concept in self.within:
            return "narrower"
        return "broader" if concept in self.above else None

    def subject(self, concept: str) -> Iri:
        """Return the concept that a relative counts for; itself where it is none."""
        return self.within.get(concept) or self.above.get(concept) or Iri(concept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a question reaches: its substances and genes, its conditions, its modifier and its kind of exposure."""

    question: Question
    #: Substances and genes.
    substances: Reach
    conditions: Reach
    modifiers: Reach
    #: The kind of family that is concluded on for the kind of exposure asked about.
    family_kind: Iri | None = None

    @property
    def form(self) -> str:
        """Return pair, group, condition, substance or several: what sort of question it is."""
        asked = self.substances.asked
        if self.conditions.asked:
            if not asked:
                return "condition"
            return "group" if len(self.substances.within) > LARGEST * len(asked) else "pair"
        return "substance" if len(asked) == 1 else "several"


def scope(store: Store, question: Question) -> Scope:
    """Return the scope of a question."""
    modifiers = () if question.modifier is None else (question.modifier,)
    kinds = () if question.kind is None else (question.kind,)
    subjects = (*question.substances, *question.genes)
    relatives = _relatives(store, (*subjects, *question.conditions, *modifiers, *kinds))
    substances = _reach(subjects, relatives)
    return Scope(
        question=question,
        substances=_without_groups(store, substances),
        conditions=_reach(question.conditions, relatives),
        modifiers=_reach(modifiers, relatives),
        family_kind=next((Iri(name) for kind in kinds for how, name in relatives[kind] if how == "family kind"), None),
    )


def _relatives(store: Store, concepts: Iterable[str]) -> _Relatives:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(store, "relatives", "concept", concepts):
        found[row["concept"]].append((row["relation"], row["relative"]))
    return found


def _reach(asked: Iterable[Iri], relatives: _Relatives) -> Reach:
    concepts = tuple(asked)
    within: dict[str, Iri] = {concept: concept for concept in concepts}
    above: dict[str, Iri] = {}
    for concept in concepts:
        for relation, relative in relatives[concept]:
            if relation == "narrower":
                within.setdefault(relative, concept)
            elif relation == "broader":
                above[relative] = Iri(relative)
    for concept in concepts:
        above = {**dict(_siblings(concept, relatives[concept])), **above}
    return Reach(
        asked=concepts,
        within=within,
        above={relative: target for relative, target in above.items() if relative not in within},
    )


def _siblings(concept: Iri, relatives: list[tuple[str, str]]) -> list[tuple[str, Iri]]:
    """Return what a historical label was merged with, each with the parent that holds both."""
    merged = {relative for relation, relative in relatives if relation == "merged"}
    parents = {name for relation, name in relatives if relation == "broader" and name in merged} - {concept}
    parent = min(parents, default=None)
    return [(relative, Iri(parent)) for relative in sorted(merged) if parent is not None]


def _without_groups(store: Store, reach: Reach) -> Reach:
    """Return the reach without the groups above a substance: findings on metals as a whole are not about magnesium."""
    wanted = [name for name in reach.above if names.kind_of(name) in ("substance", "gene")]
    below = _relatives(store, wanted)
    above = {
        name: Iri(name) for name in wanted if sum(relation == "narrower" for relation, _ in below[name]) <= LARGEST
    }
    return Reach(asked=reach.asked, within=reach.within, above=above)
