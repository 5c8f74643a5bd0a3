"""The promises that stand in SHACL shapes, kept by pySHACL."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mgkg import files, names, turtle
from mgkg.names import Iri
from mgkg.validation.report import Result, Severity

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SEVERITIES = {
    names.iri("sh:Violation"): Severity.VIOLATION,
    names.iri("sh:Warning"): Severity.WARNING,
    names.iri("sh:Info"): Severity.INFO,
}


def shape_results(triples: Iterable[ox.Triple], place: Path) -> list[Result]:
    """Return what breaks the shapes at or below a place, in one merged graph of data, codes and classes."""
    import pyshacl

    data = turtle.to_rdflib(triples)
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(tuple(files.turtle_files(place))))
    return list(_results(report))


@lru_cache(maxsize=2)
def _shapes(paths: tuple[Path, ...]) -> Graph:
    return turtle.to_rdflib(triple for path in paths for triple in turtle.read(path))


def _results(report: Graph) -> Iterable[Result]:
    """Return the results of a SHACL validation report."""
    from rdflib import SH, BNode, URIRef

    for node in report.objects(None, SH.result):
        focus, source = report.value(node, SH.focusNode), report.value(node, SH.sourceShape)
        path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
        thing = _term(focus)
        yield Result(
            severity=_SEVERITIES[names.iri(str(report.value(node, SH.resultSeverity)))],
            focus=None if isinstance(thing, ox.Literal) else thing,
            source=Iri(str(source)),
            message=str(report.value(node, SH.resultMessage)),
            component=Iri(str(report.value(node, SH.sourceConstraintComponent))),
            path=Iri(str(path)) if isinstance(path, URIRef) else None,
            value=None if value == focus and not isinstance(value, BNode) else _term(value),
        )


def _term(node: Node | None) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    """Return an rdflib node as a term of the store."""
    from rdflib import BNode, Literal

    if node is None:
        return None
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if not isinstance(node, Literal):
        return ox.NamedNode(str(node))
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
