"""Subjects: the triples that tell of an IRI, from the store, and from the files that are no part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from mgkg import files, names, queries
from mgkg.build.about import DATASET
from mgkg.errors import UnknownName
from mgkg.store import Store

_TYPE = ox.NamedNode(names.iri("rdf:type"))
_LICENCE = names.iri("dcterms:license")
_VERSION = names.iri("owl:versionInfo")


def thing(store: Store, iri: str) -> list[ox.Triple]:
    """Return all that is said of a thing; raises UnknownName where nothing is."""
    text = queries.text("thing-as-graph", files.folder("queries") / "records")
    found = list(store.construct(queries.with_parameters(text, {"thing": ox.NamedNode(iri)})))
    if not found:
        raise UnknownName(names.curie(iri))
    return found


def dataset(store: Store) -> list[ox.Triple]:
    """Return the VoID description of the whole: the dataset, its graphs and its classes.

    A store that was not built by mgkg has none; then only what it is called is told.
    """
    try:
        about = thing(store, DATASET)
    except UnknownName:
        return [ox.Triple(ox.NamedNode(DATASET), _TYPE, ox.NamedNode(names.iri("void:Dataset")))]
    wanted = (names.iri("void:subset"), names.iri("void:classPartition"))
    parts = [
        one.object.value for one in about if one.predicate.value in wanted and isinstance(one.object, ox.NamedNode)
    ]
    return [*about, *(triple for part in parts for triple in thing(store, part))]


def is_licensed(store: Store) -> bool:
    """Return whether the dataset is the project's own, so that its licence holds for all of it."""
    text = queries.text("thing-as-graph", files.folder("queries") / "records")
    about = store.construct(queries.with_parameters(text, {"thing": ox.NamedNode(DATASET)}))
    return any(triple.predicate.value == _LICENCE for triple in about)


@cache
def ontology() -> tuple[ox.Triple, ...]:
    """Return the ontology: its classes and properties and what it says of itself."""
    return tuple(_read("ontology", "mgkg.ttl"))


@cache
def ontology_version() -> str:
    """Return the version that the ontology says it has."""
    texts = [one.object for one in ontology() if one.predicate.value == _VERSION]
    return next(text.value for text in texts if isinstance(text, ox.Literal))


@cache
def shapes() -> tuple[ox.Triple, ...]:
    """Return all shapes."""
    return tuple(
        triple for path in sorted(files.folder("shapes").glob("*.ttl")) for triple in _read("shapes", path.name)
    )


def shape(iri: str) -> list[ox.Triple]:
    """Return one shape with what it nests; raises UnknownName where there is none."""
    by_subject: dict[str, list[ox.Triple]] = {}
    for triple in shapes():
        by_subject.setdefault(str(triple.subject), []).append(triple)
    found, waiting = [], [str(ox.NamedNode(iri))]
    while waiting:
        told = by_subject.get(waiting.pop(), [])
        found += told
        waiting += [str(triple.object) for triple in told if isinstance(triple.object, ox.BlankNode)]
    if not found:
        raise UnknownName(names.curie(iri))
    return found


def query(name: str) -> list[ox.Triple]:
    """Return a stored query as data: what it asks, in words and in SPARQL; raises UnknownQuery where there is none."""
    stored = queries.get(name)
    subject = ox.NamedNode(names.iri(f"query:{name}"))
    words = {parameter.name: parameter.name for parameter in stored.parameters}
    kind = "Select" if stored.form == "SELECT" else stored.form.capitalize()
    verb = ox.NamedNode(names.iri(f"sh:{stored.form.lower()}"))
    said: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (_TYPE, ox.NamedNode(names.iri("sh:SPARQLExecutable"))),
        (_TYPE, ox.NamedNode(names.iri(f"sh:SPARQL{kind}Executable"))),
        (ox.NamedNode(names.iri("rdfs:comment")), ox.Literal(stored.summary, language="en")),
        (verb, ox.Literal(stored.text)),
    ]
    for language, template in stored.questions.items():
        said.append((ox.NamedNode(names.iri("sh:labelTemplate")), ox.Literal(template, language=language)))
        label = ox.Literal(queries.filled(template, words), language=language)
        said.append((ox.NamedNode(names.iri("rdfs:label")), label))
    said += [(ox.NamedNode(names.iri("schema:keywords")), ox.Literal(tag)) for tag in stored.tags]
    return [ox.Triple(subject, predicate, value) for predicate, value in said]


def _read(folder: str, name: str) -> Iterator[ox.Triple]:
    written = (files.folder(folder) / name).read_text(encoding="utf-8")
    return _triples(ox.parse(written, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))


def _triples(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    for quad in quads:
        yield quad.triple
