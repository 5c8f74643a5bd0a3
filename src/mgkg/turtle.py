"""Turtle: read with the line and column of every fault, written in one canonical look."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mgkg import names
from mgkg.errors import SyntaxFault

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.plugins.serializers.longturtle import LongTurtleSerializer
    from rdflib.term import Node

#: Predicates that stand before the others, in this order: what a thing is, then what it is called and means.
_FIRST = (
    names.iri("rdf:type"),
    names.iri("skos:prefLabel"),
    names.iri("rdfs:label"),
    names.iri("skos:definition"),
    names.iri("rdfs:comment"),
)

#: How deep blank nodes are looked into for their order.
_DEEPEST = 10


def parse(text: str | bytes, source: str) -> list[ox.Triple]:
    """Return the triples of a Turtle text.

    Raises SyntaxFault, which names the source, the line and the column.

    >>> len(parse("<https://example.org/a> a <https://example.org/B> .", "given"))
    1
    """
    try:
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        line, column = error.lineno or 1, error.offset or 1
        raise SyntaxFault(source, line, column, _plain(error.msg)) from error


def _plain(message: str) -> str:
    """Return the parser's message without the place, which stands in front of ours."""
    return message.split(":", 1)[-1].strip() if message.startswith(("Parser error", "error")) else message


def read(path: Path) -> list[ox.Triple]:
    """Return the triples of a Turtle file; raises as parse does."""
    return parse(path.read_bytes(), str(path))


def write(triples: Iterable[ox.Triple]) -> str:
    """Return triples as canonical Turtle: equal graphs give equal text.

    Prefixes as in SPARQL and only those in use, subjects by name, `a` first, then label and definition, the rest by
    name, one object a line, the closing dot alone.

    >>> print(write(parse("@prefix s: <https://w3id.org/mgkg/substance/> . s:lead a s:Thing .", "given")))
    PREFIX substance: <https://w3id.org/mgkg/substance/>
    <BLANKLINE>
    substance:lead
        a substance:Thing ;
    .
    <BLANKLINE>
    """
    graph = to_rdflib(triples)
    stream = io.BytesIO()
    _serializer()(graph).serialize(stream, encoding="utf-8")
    text = stream.getvalue().decode("utf-8").strip("\n")
    return f"{text}\n" if text else ""


def to_rdflib(triples: Iterable[ox.Triple]) -> Graph:
    """Return triples as an rdflib graph; literals keep their printed form."""
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return graph


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Triple):
        raise TypeError("triple terms have no place in RDF 1.1; name the statement with an IRI")
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value == names.iri("xsd:string")
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)


@cache
def _serializer() -> type[LongTurtleSerializer]:
    """Return rdflib's longturtle serialiser with an order that depends on the names alone."""
    from rdflib import URIRef
    from rdflib.plugins.serializers.longturtle import LongTurtleSerializer

    class Canonical(LongTurtleSerializer):
        """Longturtle with the project's prefixes and a total order."""

        def get_pname(self, uri: Node | None, gen_prefix: bool = True) -> str | None:  # noqa: ARG002, FBT001, FBT002 - rdflib calls it so
            short = names.curie(str(uri)) if isinstance(uri, URIRef) else str(uri)
            if short == str(uri):
                return None
            prefix = short.partition(":")[0]
            self.namespaces[prefix] = URIRef(names.PREFIXES[prefix])
            return short

        def preprocessTriple(self, triple: tuple[Node, Node, Node]) -> None:  # noqa: N802 - rdflib's name
            self._references[triple[2]] += 1
            self._subjects[triple[0]] = True
            for node in map(_named, triple):
                self.get_pname(node)

        def orderSubjects(self) -> list[Node]:  # noqa: N802 - rdflib's name
            return sorted(self._subjects, key=partial(_key, self.store))

        def sortProperties(self, properties: dict[Node, list[Node]]) -> list[Node]:  # type: ignore[override]  # noqa: N802 - rdflib's name and untyped caller
            for objects in properties.values():
                objects.sort(key=partial(_key, self.store))
            rank: dict[Node, int] = {URIRef(name): place for place, name in enumerate(_FIRST)}
            return sorted(properties, key=lambda name: (rank.get(name, len(rank)), _key(self.store, name)))

    return Canonical


def _named(node: Node) -> Node | None:
    """Return the name that a node writes out, if it writes one: itself, or a datatype without a short form."""
    from rdflib import RDF, Literal

    if not isinstance(node, Literal):
        return None if node in (RDF.type, RDF.first, RDF.rest, RDF.nil) else node
    short = {names.iri(name) for name in ("xsd:integer", "xsd:decimal", "xsd:boolean", "xsd:double", "xsd:string")}
    return None if str(node.datatype) in short else node.datatype


def _key(graph: Graph, node: Node, depth: int = 0) -> tuple[int, str, str]:
    """Return what a node is sorted by: names, then texts by language, then blank nodes by what they hold."""
    from rdflib import BNode, Literal

    if isinstance(node, BNode):
        held = () if depth > _DEEPEST else graph.predicate_objects(node)
        return (2, "", str(sorted((str(name), _key(graph, value, depth + 1)) for name, value in held)))
    if isinstance(node, Literal):
        return (1, node.language or str(node.datatype or ""), str(node))
    return (0, names.curie(str(node)), "")
