"""The words that sheets may use: codes and names of the ontology, read once from its Turtle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mgkg import files, names, turtle
from mgkg.names import Iri

_TYPE = names.iri("rdf:type")
_SUBCLASS = names.iri("rdfs:subClassOf")
_CODE = names.iri("mgkg:Code")
_TEMPLATE = names.iri("mgkg:labelTemplate")
_SCALE = names.iri("mgkg:measureScale")
_NO_EFFECT = names.iri("mgkg:noEffect")
_PREFERRED = names.iri("skos:prefLabel")
#: Properties that name a thing, the one that wins first. Hidden labels are wordings of free questions, no names.
_NAMING = (_PREFERRED, names.iri("skos:altLabel"))

#: How near, in percent, a word must be to be suggested, and how many are.
_NEAR, _SUGGESTED = 75, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the words of a sheet can stand for."""

    #: Class or kind, then word in lower case, to the thing.
    words: Mapping[str, Mapping[str, Iri]]
    #: Thing, then language, to its preferred label.
    labels: Mapping[Iri, Mapping[str, str]]
    #: Thing, to its shortest other name in English.
    abbreviations: Mapping[Iri, str]
    #: Kind of exposure, then language, to the pattern of its factors' labels.
    templates: Mapping[Iri, Mapping[str, str]]
    #: Measures whose value without effect is one.
    ratios: frozenset[Iri]
    #: Everything that is described.
    known: frozenset[Iri]


def load(places: Iterable[Path]) -> Vocabulary:
    """Return the vocabulary of the Turtle files at or below places; raises SyntaxFault."""
    return of([triple for place in places for path in files.turtle_files(place) for triple in turtle.read(path)])


def of(triples: Iterable[ox.Triple]) -> Vocabulary:
    """Return the vocabulary that triples describe.

    >>> text = '<https://w3id.org/mgkg/substance/lead> <http://www.w3.org/2004/02/skos/core#prefLabel> "lead"@en .'
    >>> find(of(turtle.parse(text, "given")), "substance", "Lead")
    'https://w3id.org/mgkg/substance/lead'
    """
    about: dict[Iri, dict[Iri, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            about[Iri(triple.subject.value)][Iri(triple.predicate.value)].append(triple.object)
    return Vocabulary(
        words=_words(about),
        labels={thing: _by_language(values[_PREFERRED]) for thing, values in about.items() if values.get(_PREFERRED)},
        abbreviations={thing: short for thing, values in about.items() if (short := _shortest(values[_NAMING[1]]))},
        templates={thing: _by_language(values[_TEMPLATE]) for thing, values in about.items() if values.get(_TEMPLATE)},
        ratios=_ratios(about),
        known=frozenset(about),
    )


_About = Mapping[Iri, Mapping[Iri, list[ox.NamedNode | ox.Literal]]]


def _words(about: _About) -> dict[str, dict[str, Iri]]:
    """Return the words of every class of codes and every kind of things; slugs first, then labels, English first."""
    words: dict[str, dict[str, Iri]] = defaultdict(dict)
    ranked: list[tuple[int, int, Iri, str]] = []
    for thing, values in about.items():
        if kind := names.kind_of(thing):
            ranked.append((0, 0, thing, names.local_name(thing)))
            ranked.append((0, 0, thing, names.local_name(thing).replace("-", " ")))
            for rank, name in enumerate(_NAMING, start=1):
                ranked += [(int(lang != "en"), rank, thing, text) for lang, text in _texts(values.get(name, []))]
            words[kind] = {}
    for _, _, thing, text in sorted(ranked, key=lambda item: item[:2]):
        words[names.kind_of(thing)].setdefault(folded(text), thing)
        for group in _classes(about, thing):
            words[group].setdefault(folded(text), thing)
    return dict(words)


def _classes(about: _About, thing: Iri) -> list[str]:
    """Return the classes of codes that a thing belongs to."""
    own = [Iri(value.value) for value in about[thing].get(_TYPE, [])]
    return [names.local_name(name) for name in own if name in about and _under_code(about, name)]


def _under_code(about: _About, name: Iri) -> bool:
    above = [value.value for value in about.get(name, {}).get(_SUBCLASS, [])]
    return _CODE in above or any(_under_code(about, Iri(value)) for value in above)


def _ratios(about: _About) -> frozenset[Iri]:
    ones = {
        thing for thing, values in about.items() if any(float(value.value) == 1 for value in values.get(_NO_EFFECT, []))
    }
    return frozenset(
        thing for thing, values in about.items() if any(value.value in ones for value in values.get(_SCALE, []))
    )


def _texts(values: Iterable[ox.NamedNode | ox.Literal]) -> list[tuple[str, str]]:
    return [(value.language or "", value.value) for value in values if isinstance(value, ox.Literal)]


def _shortest(values: Iterable[ox.NamedNode | ox.Literal]) -> str:
    return min((text for lang, text in _texts(values) if lang == "en"), key=len, default="")


def _by_language(values: Iterable[ox.NamedNode | ox.Literal]) -> dict[str, str]:
    return dict(_texts(values))


def folded(text: str) -> str:
    """Return a word as it is compared: lower case, blanks single.

    >>> folded(" Vitamin  D ")
    'vitamin d'
    """
    return " ".join(text.casefold().split())


def find(vocabulary: Vocabulary, group: str, word: str) -> Iri | None:
    """Return what a word stands for among the codes of a class or the things of a kind, or None."""
    return vocabulary.words.get(group, {}).get(folded(word))


def nearest(vocabulary: Vocabulary, kind: str, word: str) -> list[Iri]:
    """Return the things of a kind, or codes of a class, with a word that looks most like the given one, best first."""
    from rapidfuzz import fuzz, process

    pool = vocabulary.words.get(kind, {})
    found = process.extract(folded(word), list(pool), scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=20)
    return list(dict.fromkeys(pool[text] for text, _, _ in found))[:_SUGGESTED]


def called(vocabulary: Vocabulary, thing: Iri) -> str:
    """Return the English label of a thing, or its slug where it has none."""
    return vocabulary.labels.get(thing, {}).get("en", names.local_name(thing))


def choices(vocabulary: Vocabulary, group: str, *, short: bool) -> list[str]:
    """Return one word for each code of a class: its abbreviation, its label where that is as the slug, or the slug."""
    codes = sorted(set(vocabulary.words.get(group, {}).values()))
    if short:
        return [vocabulary.abbreviations.get(code, names.local_name(code)) for code in codes]
    labels = [(called(vocabulary, code), names.local_name(code)) for code in codes]
    return [label if names.slug(label) == slug else slug for label, slug in labels]
