"""A network: the conclusions of assessments as edges between families of substances and conditions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mgkg import entities, names, queries
from mgkg.answers import wording as told
from mgkg.errors import UsageError
from mgkg.names import Iri
from mgkg.plot.records import CERTAINTIES, CONCLUSIONS, Edge, Network
from mgkg.plot.wording import phrase
from mgkg.recogniser.vocabulary import Vocabulary, vocabulary
from mgkg.store import Store

#: The aspects whose conclusions are edges; those of one are never drawn with those of the other.
ASPECTS = ("risk", "level-difference")
#: How many edges are drawn, unless told otherwise.
MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A conclusion as the store has it."""

    family: Iri
    condition: Iri
    aspect: str
    conclusion: str
    certainty: str
    studies: int
    substances: frozenset[Iri]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a network is asked for with: names of any kind, none for all."""

    substances: Sequence[str] = ()
    conditions: Sequence[str] = ()
    aspect: str = ASPECTS[0]
    #: Whether conclusions that there is too little to tell are edges too.
    everything: bool = False
    most: int = MOST
    language: str = "en"


def network(store: Store, wanted: Wanted) -> Network:
    """Return the network of some substances and conditions, or of all; the surest edges where there are too many.

    Raises UnknownName where a name is not known, UsageError where there is nothing to draw.
    """
    words = vocabulary(store)
    substances = [entities.resolve(store, name, "mgkg:Substance") for name in wanted.substances]
    conditions = [entities.resolve(store, name, "mgkg:Condition") for name in wanted.conditions]
    subject = _subject(words, wanted.language, [*substances, *conditions])
    met = [link for link in _links(store) if _meets(link, substances, conditions)]
    found = [link for link in met if link.aspect == wanted.aspect]
    told_apart = [link for link in found if wanted.everything or link.conclusion != "insufficient"]
    if not told_apart:
        raise UsageError(_nothing(wanted, subject, found, met))
    drawn = sorted(told_apart, key=_sureness)[: wanted.most]
    edges = sorted((_edge(words, wanted, link) for link in drawn), key=_order)
    return Network(
        language=wanted.language,
        aspect=wanted.aspect,
        title=phrase(wanted.language, f"network.{wanted.aspect}.title", subject=subject),
        subject=subject,
        edges=tuple(edges),
        notes=_notes(wanted, left_out=len(told_apart) - len(drawn), untold=len(found) - len(told_apart)),
    )


def _links(store: Store) -> list[_Link]:
    grouped: dict[tuple[str, str, str], list[queries.Row]] = {}
    for row in queries.records(store, "network-conclusions"):
        grouped.setdefault((row["family"], row["condition"], row["aspect"]), []).append(row)
    return [
        _Link(
            family=Iri(family),
            condition=Iri(condition),
            aspect=names.local_name(aspect),
            conclusion=names.local_name(rows[0]["conclusion"]),
            certainty=names.local_name(rows[0]["certainty"]),
            studies=int(rows[0]["studies"]),
            substances=frozenset(Iri(row["substance"]) for row in rows if "substance" in row),
        )
        for (family, condition, aspect), rows in grouped.items()
    ]


def _meets(link: _Link, substances: Sequence[Iri], conditions: Sequence[Iri]) -> bool:
    """Return whether a conclusion is on what was named; on narrower substances too, as conditions gather theirs."""
    on = not substances or not link.substances.isdisjoint(substances)
    return on and (not conditions or link.condition in conditions)


def _sureness(link: _Link) -> tuple[int, bool, int, str, str]:
    """Return where a conclusion stands: the surest first, then that of most studies."""
    untold = link.conclusion == "insufficient"
    return (-CERTAINTIES.index(link.certainty), untold, -link.studies, link.family, link.condition)


def _order(edge: Edge) -> tuple[int, str, str]:
    return (CONCLUSIONS.index(edge.conclusion), edge.left, edge.right)


def _edge(words: Vocabulary, wanted: Wanted, link: _Link) -> Edge:
    return Edge(
        left=words.label(link.family, wanted.language),
        right=words.label(link.condition, wanted.language),
        conclusion=link.conclusion,
        certainty=link.certainty,
        studies=link.studies,
    )


def _subject(words: Vocabulary, language: str, terms: Iterable[Iri]) -> str:
    said = told.listed(language, (words.label(term, language) for term in terms), 4)
    return said or phrase(language, "network.all")


def _nothing(wanted: Wanted, subject: str, found: Sequence[_Link], met: Sequence[_Link]) -> str:
    """Return why there is nothing to draw, with what there is instead."""
    language = wanted.language
    if found:
        return phrase(language, "nothing.network-told", subject=subject, n=len(found))
    others = Counter(link.aspect for link in met)
    if others:
        [(aspect, number)] = others.items()
        return phrase(language, "nothing.network-aspect", subject=subject, aspect=aspect, n=number)
    return phrase(language, "nothing.network", subject=subject)


def _notes(wanted: Wanted, *, left_out: int, untold: int) -> tuple[str, ...]:
    language = wanted.language
    said = [phrase(language, f"network.{wanted.aspect}.note"), phrase(language, "network.certainty-note")]
    said += [phrase(language, "network.untold", n=untold)] if untold else []
    said += [phrase(language, "network.left-out", n=left_out)] if left_out else []
    return (*said, phrase(language, "note.notice"))


def told_of(picture: Network, edge: Edge) -> str:
    """Return an edge in words."""
    language = picture.language
    return phrase(
        language,
        "network.told",
        left=edge.left,
        right=edge.right,
        conclusion=phrase(language, f"network.{picture.aspect}.{edge.conclusion}"),
        certainty=told.phrase(language, f"certainty.{edge.certainty}"),
        studies=told.plural(language, "study", edge.studies),
    )


def in_words(picture: Network) -> str:
    """Return a network in words: how many edges of each kind, and each of them with its certainty."""
    language = picture.language
    counts = Counter(edge.conclusion for edge in picture.edges)
    ends = {"left": len({edge.left for edge in picture.edges}), "right": len({edge.right for edge in picture.edges})}
    said = [phrase(language, f"network.{picture.aspect}.alt", subject=picture.subject, n=len(picture.edges), **ends)]
    for conclusion in (one for one in CONCLUSIONS if counts[one]):
        listed = "; ".join(
            phrase(
                language,
                "network.listed",
                left=edge.left,
                right=edge.right,
                certainty=told.phrase(language, f"certainty.{edge.certainty}"),
                studies=told.plural(language, "study", edge.studies),
            )
            for edge in picture.edges
            if edge.conclusion == conclusion
        )
        name = phrase(language, f"network.{picture.aspect}.{conclusion}")
        kind = name[:1].upper() + name[1:]
        said.append(phrase(language, "network.kind", conclusion=kind, n=counts[conclusion], list=listed))
    return " ".join(said)
