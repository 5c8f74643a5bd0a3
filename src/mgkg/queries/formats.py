"""Results as text: rows in the SPARQL result formats, triples in the RDF formats."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from mgkg import names
from mgkg.errors import UsageError
from mgkg.store import Rows, Term

#: Formats of rows, each with the name of its file ending.
ROW_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
#: Formats of triples; turtle and ttl are one, and so are ntriples and nt.
TRIPLE_FORMATS = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "ttl": ox.RdfFormat.TURTLE,
    "turtle": ox.RdfFormat.TURTLE,
}

_TYPE = names.iri("rdf:type")
_STRING = names.iri("xsd:string")
#: Names that Turtle has a shorter sign for, so that they need no prefix.
_ABBREVIATED = {
    _TYPE,
    names.iri("rdf:langString"),
    *(names.iri(f"xsd:{name}") for name in ("boolean", "decimal", "double", "integer", "string")),
}


def write_rows(rows: Rows, form: str, layout: str) -> str:
    """Return rows in one of ROW_FORMATS, as the SPARQL 1.1 recommendations lay them down.

    form is that of the query: the answer to an ASK is written as a truth value, not as a table.
    Raises UsageError for a format that is none.
    """
    if layout not in ROW_FORMATS:
        raise UsageError(f"'{layout}' is no format of rows; use one of {', '.join(ROW_FORMATS)}")
    written = json.dumps(_results(rows, form), ensure_ascii=False, separators=(",", ":"))
    if layout == "json":
        return written + "\n"
    parsed = ox.parse_query_results(written, format=ox.QueryResultsFormat.JSON)
    return _bytes(parsed.serialize(format=ROW_FORMATS[layout])).decode()


def write_triples(triples: Iterable[ox.Triple], layout: str) -> str:
    """Return triples in one of TRIPLE_FORMATS, each once, in the order of their terms.

    Raises UsageError for a format that is none.
    """
    if layout not in TRIPLE_FORMATS:
        raise UsageError(f"'{layout}' is no format of triples; use one of {', '.join(TRIPLE_FORMATS)}")
    ordered = sorted(set(triples), key=str)
    written = _bytes(ox.serialize(ordered, format=TRIPLE_FORMATS[layout], prefixes=_prefixes(ordered))).decode()
    if layout == "jsonld":
        return _with_types(written)
    return _with_sorted_prefixes(written) if TRIPLE_FORMATS[layout] == ox.RdfFormat.TURTLE else written


def _results(rows: Rows, form: str) -> dict[str, Any]:
    """Return rows as an object in SPARQL 1.1 Query Results JSON."""
    if form == "ASK":
        return {"head": {}, "boolean": next(iter(rows)) == (ox.Literal(value=True),)}
    bindings = [
        {name: _json(term) for name, term in zip(rows.variables, row, strict=True) if term is not None} for row in rows
    ]
    return {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}


def _json(term: Term) -> dict[str, Any]:
    """Return a term as an object in SPARQL 1.1 Query Results JSON."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    if not isinstance(term, ox.Literal):
        raise TypeError(f"{term!r} is no term")
    plain = {"type": "literal", "value": term.value}
    if term.language:
        return {**plain, "xml:lang": term.language}
    return plain if term.datatype.value == _STRING else {**plain, "datatype": term.datatype.value}


def _prefixes(triples: list[ox.Triple]) -> dict[str, str]:
    """Return the prefixes that shorten a name somewhere in triples, and no others."""
    named = {part.value for triple in triples for part in triple if isinstance(part, ox.NamedNode)}
    named |= {triple.object.datatype.value for triple in triples if isinstance(triple.object, ox.Literal)}
    used = {short.partition(":")[0] for name in named - _ABBREVIATED if (short := names.curie(name)) != name}
    return {prefix: names.PREFIXES[prefix] for prefix in used}


def _with_sorted_prefixes(written: str) -> str:
    """Return Turtle with the prefixes in the order of their names; the serialiser has them in no order."""
    lines = written.splitlines(keepends=True)
    head = [line for line in lines if line.startswith("@prefix ")]
    return "".join([*sorted(head), *lines[len(head) :]])


def _with_types(written: str) -> str:
    """Return JSON-LD with the types of things under @type, where framing looks for them."""
    things = json.loads(written)
    for thing in things:
        if _TYPE in thing:
            thing["@type"] = [node["@id"] for node in thing.pop(_TYPE)]
    return json.dumps(things, ensure_ascii=False, indent=2) + "\n"


def _bytes(written: bytes | None) -> bytes:
    if written is None:
        raise TypeError("a serialiser without an output gave nothing back")
    return written
