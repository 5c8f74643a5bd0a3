"""Populations: who each finding is about; rows with the same people share one, subgroups lie under the whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mgkg import names, triples
from mgkg.intake import entries as entry_of
from mgkg.intake.entries import Entry
from mgkg.intake.standing import Standing
from mgkg.model import Population
from mgkg.names import Iri
from mgkg.sheets import cells

#: A population of this name is none yet: what a row says of people, before they have a name.
_NOBODY = names.iri("population:nobody")
#: How long, in characters, the part of a slug may be that tells one population from another.
_PART = 60


@dataclass(frozen=True, slots=True)
class People:
    """The populations of one study."""

    #: The whole first.
    populations: tuple[Population, ...]
    #: Slug of a finding, to its population.
    of: Mapping[str, Iri]


def people(study: Iri, entries: Mapping[str, Entry], stand: Standing) -> People:
    """Return the populations of the findings of a study, given by slug; those that stand keep their names."""
    said = {slug: _said(entry) for slug, entry in entries.items()}
    whole = _whole(said.values())
    name_of = _standing_names(study, said, whole, stand)
    stem = names.local_name(study)
    taken = set(name_of.values())
    order = [whole, *(each for each in dict.fromkeys(said.values()) if each != whole)]
    for each in order:
        if each not in name_of:
            name_of[each] = _free(stem, each, whole, taken)
            taken.add(name_of[each])
    parent = {each: _parent(each, order, whole) for each in order}
    return People(
        tuple(
            replace(each, iri=name_of[each], narrower_than=name_of[above] if (above := parent[each]) else None)
            for each in order
        ),
        {slug: name_of[each] for slug, each in said.items()},
    )


def _said(entry: Entry) -> Population:
    """Return what an entry says of the people in it, without a name."""
    return Population(
        iri=_NOBODY,
        description=entry_of.text(entry, "population"),
        species=entry_of.thing(entry, "species"),
        sex=entry_of.thing(entry, "sex"),
        age=entry_of.text(entry, "age"),
        countries=tuple(cells.pieces(entry_of.text(entry, "country") or "")),
        subgroup=entry_of.text(entry, "subgroup"),
        with_conditions=entry_of.things(entry, "with_condition"),
        exposed_to=entry_of.things(entry, "exposed_to"),
    )


def _whole(said: Iterable[Population]) -> Population:
    """Return the population that most findings are about; where all are on subgroups, what these have in common."""
    counted = Counter(said)
    wholes = [each for each in counted if each.subgroup is None]
    if wholes:
        return max(wholes, key=lambda each: counted[each])
    first, *others = counted
    alike = {name: getattr(first, name) for name in ("description", "species", "countries", "with_conditions")}
    shared = {name: value for name, value in alike.items() if all(getattr(each, name) == value for each in others)}
    return Population(iri=_NOBODY, **{"description": first.description, **shared})


def _standing_names(
    study: Iri, said: Mapping[str, Population], whole: Population, stand: Standing
) -> dict[Population, Iri]:
    """Return the names that populations have in the files: by their findings, by the study, or by what is said."""
    found: dict[Population, Iri] = {}
    for slug, each in said.items():
        for value in stand.things.get(names.iri(f"finding:{slug}"), {}).get(triples.POPULATION, ()):
            found.setdefault(each, Iri(value.value))
    by_content: dict[frozenset[object], Iri] = {}
    own = names.iri(f"population:{names.local_name(study)}")
    for thing in stand.things:
        if thing == own or thing.startswith(f"{own}-"):
            by_content.setdefault(_content(stand.things[thing]), thing)
    for each in (whole, *said.values()):
        written: dict[Iri, tuple[object, ...]] = defaultdict(tuple)
        for triple in triples.of(each):
            name = Iri(triple.predicate.value)
            written[name] = (*written[name], triple.object)
        if each not in found and (like := by_content.get(_content(written))):
            found[each] = like
    return found


def _content(values: Mapping[Iri, Sequence[object]]) -> frozenset[object]:
    return frozenset((name, each) for name, all_of in values.items() if name != triples.NARROWER for each in all_of)


def _free(stem: str, each: Population, whole: Population, taken: set[Iri]) -> Iri:
    """Return the first free name of a population: the study's, then with what sets it apart from the whole."""
    if each == whole and names.iri(f"population:{stem}") not in taken:
        return names.iri(f"population:{stem}")
    tries = [_part(part) for part in _apart(each, whole)]
    for end in (*tries, "-".join(tries)):
        name = names.iri(f"population:{stem}-{end}")
        if end and name not in taken:
            return name
    number = 2
    while names.iri(f"population:{'-'.join((stem, *tries[:1]))}-{number}") in taken:
        number += 1
    return names.iri(f"population:{'-'.join((stem, *tries[:1]))}-{number}")


def _apart(each: Population, whole: Population) -> list[str]:
    """Return what sets a population apart from the whole, the best first, or its description where nothing does."""
    told = {
        each.subgroup: whole.subgroup,
        each.description: whole.description,
        each.age: whole.age,
        _words(each.sex): _words(whole.sex),
        _words(*each.with_conditions, *each.exposed_to): _words(*whole.with_conditions, *whole.exposed_to),
        _words(each.species): _words(whole.species),
        " ".join(each.countries): " ".join(whole.countries),
    }
    return [own for own, other in told.items() if own and own != other] or [each.description or "other"]


def _words(*things: Iri | None) -> str:
    return " ".join(names.local_name(thing) for thing in things if thing is not None)


def _part(text: str) -> str:
    """Return the slug of a text, cut at a word where it is long."""
    words = names.slug(text).split("-")
    while len("-".join(words)) > _PART and len(words) > 1:
        words.pop()
    return "-".join(words)


def _parent(each: Population, order: Sequence[Population], whole: Population) -> Population | None:
    """Return the population that a subgroup is part of: the one described alike, else the whole."""
    if each.subgroup is None:
        return None
    alike = [other for other in order if other.subgroup is None and other.description == each.description]
    return alike[0] if alike else whole
