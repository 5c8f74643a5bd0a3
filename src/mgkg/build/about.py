"""What a build says of itself: a VoID description with the counts of each graph and class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from mgkg import names
from mgkg.store import EmbeddedStore

#: The dataset that the graphs of a build make up.
DATASET = f"{names.BASE}dataset"
#: The licence of the project's own data, of the licences that Creative Commons keeps.
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: What the dataset is called.
TITLES = {
    "en": "mgkg: evidence on nutrients, metals and conditions",
    "nl": "mgkg: bewijs over voedingsstoffen, metalen en aandoeningen",
}

_INTEGER = ox.NamedNode(names.iri("xsd:integer"))


def describe(store: EmbeddedStore, triples: Mapping[str, int], *, version: str, licensed: bool) -> Iterator[ox.Triple]:
    """Return the description of a store whose graphs hold so many triples.

    The licence is stated only where all of it is the project's own.
    """
    yield _link(DATASET, "rdf:type", names.iri("void:Dataset"))
    for language, title in TITLES.items():
        yield _triple(DATASET, "dcterms:title", ox.Literal(title, language=language))
    yield _triple(DATASET, "owl:versionInfo", ox.Literal(version))
    if licensed:
        yield _link(DATASET, "dcterms:license", LICENCE)
    yield _count(DATASET, "void:triples", sum(triples.values()))
    for graph, number in triples.items():
        yield _link(DATASET, "void:subset", graph)
        yield _link(graph, "rdf:type", names.iri("void:Dataset"))
        yield _count(graph, "void:triples", number)
    yield from _classes(store)


def _classes(store: EmbeddedStore) -> Iterator[ox.Triple]:
    """Return how many things there are, and how many of each of the project's classes, each thing counted once."""
    pairs = {(quad.subject, quad.object) for quad in store.quads(predicate=names.iri("rdf:type"))}
    classes = Counter(kind.value for _, kind in pairs if isinstance(kind, ox.NamedNode))
    yield _count(DATASET, "void:entities", len({thing for thing, _ in pairs}))
    yield _count(DATASET, "void:classes", len(classes))
    for kind, number in sorted(classes.items()):
        if kind.startswith(names.ONTOLOGY):
            partition = f"{DATASET}#{names.local_name(kind)}"
            yield _link(DATASET, "void:classPartition", partition)
            yield _link(partition, "void:class", kind)
            yield _count(partition, "void:entities", number)


def _link(subject: str, predicate: str, target: str) -> ox.Triple:
    return _triple(subject, predicate, ox.NamedNode(target))


def _count(subject: str, predicate: str, number: int) -> ox.Triple:
    return _triple(subject, predicate, ox.Literal(str(number), datatype=_INTEGER))


def _triple(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(names.iri(predicate)), value)
