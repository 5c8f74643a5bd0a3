"""The knowledge graph as Python sees it: asked in words, by stored query or in SPARQL, or taken along as a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mgkg import files, names
from mgkg.errors import UnknownName, UsageError
from mgkg.store import Rows, Store, Term, grammar, open_store

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Graph

    from mgkg.answers import Answer
    from mgkg.networks import Gaps, Paths

#: A value of a row as Python has it: an IRI is its text, a number a number, and what is not there None.
Plain = str | int | float | Decimal | bool | None
#: The rows of a query, each by the names of its columns.
Records = list[dict[str, Plain]]
#: What a parameter of a stored query is given: a name, an IRI or a number, or several of them.
Given = str | int | Decimal | Iterable[str]

_NUMBERS: dict[str, type[int | float | Decimal]] = {
    names.iri("xsd:integer"): int,
    names.iri("xsd:decimal"): Decimal,
    names.iri("xsd:double"): float,
    names.iri("xsd:float"): float,
}
_BOOLEAN = names.iri("xsd:boolean")


def open(where: str | Path | None = None) -> KnowledgeGraph:  # noqa: A001 - mgkg.open() is how it is called
    """Return the knowledge graph at a place: a build folder, a dump or the URL of a SPARQL endpoint.

    Without a place it is the curated graph of the package, which the first start builds into the user's cache. Raises
    UnavailableError where nothing of the kind is there.
    """
    if where is None:
        from mgkg.build import curated

        where = curated()
    return KnowledgeGraph(open_store(where))


class KnowledgeGraph:
    """A graph of evidence, to be asked; closed with close() or by a with statement."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def ask(self, question: str, *, language: str | None = None, as_of: int | None = None) -> Answer:
        """Return the answer to a question in English or Dutch, in the language of the question unless told otherwise.

        With a year, the answer as it was at its end: later publications are left out, and later retractions undone.
        Raises NotUnderstood where nothing in it was recognised.
        """
        from mgkg import answers

        return answers.answer(self.store, question, language=language, as_of=as_of)

    def query(self, name: str, **parameters: Given) -> Records | list[ox.Triple]:
        """Return what a stored query gives: rows, or triples for one that makes them.

        A parameter takes a name, a synonym, a symbol or an IRI, or several of them; one that is left out keeps its
        default. Raises UnknownQuery, ParameterError, UnknownName, and what the store raises.
        """
        from functools import partial

        from mgkg import entities, queries

        stored = queries.get(name)
        texts = {parameter: _texts(given) for parameter, given in parameters.items()}
        terms = queries.terms(stored, texts, partial(entities.resolve, self.store))
        if stored.form in grammar.GRAPH_FORMS:
            return list(queries.triples(self.store, stored, terms))
        return _records(queries.rows(self.store, stored, terms))

    def sparql(self, text: str) -> Records | list[ox.Triple]:
        """Return the rows of a SELECT (one row with 'answer' for an ASK), or the triples of a CONSTRUCT or DESCRIBE.

        Raises QueryError where the text does not parse, changes data or asks for a SERVICE.
        """
        if grammar.form(text) in grammar.GRAPH_FORMS:
            return list(self.store.construct(text))
        return _records(self.store.select(text))

    def turtle(self, thing: str) -> str:
        """Return all that is said of one thing, given by IRI or compact name, as canonical Turtle.

        Raises UnknownName where nothing is said of it.
        """
        from mgkg import turtle

        said = list(self._triples("thing-as-graph", thing=ox.NamedNode(names.iri(thing))))
        if not said:
            raise UnknownName(thing)
        return turtle.write(said)

    def rdflib(self) -> Graph:
        """Return everything in the graph as one rdflib graph in memory, with the project's prefixes."""
        from mgkg import turtle

        graph = turtle.to_rdflib(self._triples("all-triples"))
        for prefix, namespace in names.PREFIXES.items():
            graph.bind(prefix, namespace)
        return graph

    def networkx(self) -> MultiDiGraph:
        """Return the entities as a networkx graph, tied by what they are, what was studied with what, and each finding.

        Nodes are compact names with 'iri', 'kind' and the labels 'en' and 'nl'. The key of an edge is the compact name
        of its property or of its finding; networks.network tells what an edge says. An edge studiedWith says that
        there is a finding, not what it found.
        """
        from mgkg import networks

        return networks.network(self.store)

    def paths(self, start: str, end: str, *, max_steps: int = 4, limit: int = 10) -> Paths:
        """Return how two things hang together through substances, processes, genes and conditions.

        Each is given by any of its names; a factor stands for its substance. Raises UnknownName for what nothing is
        called, and UsageError where the two are one, or one is no such thing.
        """
        from mgkg import entities, networks

        network = self.networkx()
        stands_for = networks.stand_ins(network)
        ends = []
        for text in (start, end):
            name = names.curie(entities.resolve(self.store, text))
            ends.append(stands_for.get(name, name))
            if names.kind_of(names.iri(ends[-1])) not in networks.NODES:
                raise UsageError(
                    f"'{text}' is {name}, which no path leads through; name a substance, condition or gene"
                )
        if ends[0] == ends[1]:
            raise UsageError(f"'{start}' and '{end}' are both {ends[0]}; name two different things")
        return networks.paths(network, *ends, max_steps=max_steps, limit=limit)

    def gaps(
        self,
        *,
        substance: str | None = None,
        condition: str | None = None,
        modifier: str | None = None,
        limit: int = 20,
    ) -> Gaps:
        """Return where there are findings in people, where somebody searched, and where nobody looked.

        Each name may be any that a thing goes by. Raises UnknownName for what nothing of the kind is called.
        """
        from mgkg import entities, networks

        given = {
            "substance": (substance, "mgkg:Substance"),
            "condition": (condition, "mgkg:Condition"),
            "modifier": (modifier, "mgkg:Entity"),
        }
        asked = {
            name: names.curie(entities.resolve(self.store, text, of_class))
            for name, (text, of_class) in given.items()
            if text is not None
        }
        return networks.gaps(self.store, **asked, limit=limit)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _triples(self, record: str, **parameters: ox.NamedNode) -> Iterator[ox.Triple]:
        from mgkg import queries

        return self.store.construct(queries.with_parameters(_text(record), parameters))


def plain(term: Term) -> Plain:
    """Return a term as Python has it; a number that is none in its type stays a text.

    >>> plain(ox.Literal(2013)), plain(ox.NamedNode("https://w3id.org/mgkg/substance/lead")), plain(None)
    (2013, 'https://w3id.org/mgkg/substance/lead', None)
    """
    if term is None or isinstance(term, ox.Triple):
        return None if term is None else str(term)
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    datatype = term.datatype.value
    if datatype == _BOOLEAN:
        return term.value in {"true", "1"}
    try:
        return _NUMBERS[datatype](term.value) if datatype in _NUMBERS else term.value
    except (ValueError, ArithmeticError):
        return term.value


def _records(rows: Rows) -> Records:
    return [dict(zip(rows.variables, map(plain, row), strict=True)) for row in rows]


def _texts(given: Given) -> str | list[str]:
    return str(given) if isinstance(given, str | int | Decimal) else [str(one) for one in given]


def _text(record: str) -> str:
    """Return the text of one of the queries whose rows become records."""
    return (files.folder("queries") / "records" / f"{record}.rq").read_text(encoding="utf-8")
