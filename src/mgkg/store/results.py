"""SPARQL 1.1 Query Results JSON: what an endpoint answers, as a table of terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from mgkg.store.protocol import Term
from mgkg.store.table import Table, truth

#: A label of a blank node that the engine takes as it stands.
_LABEL = re.compile(r"[A-Za-z0-9_]+")


def table(document: Mapping[str, Any]) -> Table:
    """Return the table that a results document holds; an ASK gives one row.

    Raises KeyError, TypeError or ValueError where the document is not what the standard says.

    >>> document = {"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "urn:a"}}, {}]}}
    >>> list(table(document))
    [(<NamedNode value=urn:a>,), (None,)]
    """
    if "boolean" in document:
        if not isinstance(document["boolean"], bool):
            raise TypeError("the answer to an ASK is neither true nor false")
        return truth(holds=document["boolean"])
    variables = tuple(str(name) for name in document["head"]["vars"])
    rows = [tuple(_bound(row, name) for name in variables) for row in document["results"]["bindings"]]
    return Table(variables, iter(rows))


def _bound(row: Mapping[str, Any], name: str) -> Term:
    return term(row[name]) if name in row else None


def term(value: Mapping[str, Any]) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    """Return a term of a results document; older servers write typed-literal where newer ones write literal.

    >>> term({"type": "literal", "xml:lang": "nl", "value": "lood"})
    <Literal value=lood language=nl>
    """
    match value["type"]:
        case "uri":
            return ox.NamedNode(value["value"])
        case "bnode":
            return _blank(value["value"])
        case "literal" | "typed-literal":
            return _literal(value)
        case "triple":
            parts = value["value"]
            return ox.Triple(*(term(parts[part]) for part in ("subject", "predicate", "object")))  # type: ignore[arg-type]  # pyoxigraph checks them
        case other:
            raise ValueError(f"'{other}' is not a type of term")


def _blank(label: str) -> ox.BlankNode:
    """Return a blank node; labels such as Virtuoso's nodeID://b1 are written in hexadecimal."""
    return ox.BlankNode(label if _LABEL.fullmatch(label) else f"b{label.encode().hex()}")


def _literal(value: Mapping[str, Any]) -> ox.Literal:
    if "xml:lang" in value:
        return ox.Literal(value["value"], language=value["xml:lang"])
    if "datatype" in value:
        return ox.Literal(value["value"], datatype=ox.NamedNode(value["datatype"]))
    return ox.Literal(value["value"])
