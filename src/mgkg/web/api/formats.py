"""The formats in which stored queries give what they find, by ending and by media type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mgkg import queries
from mgkg.queries import StoredQuery, Value
from mgkg.store import Store, grammar

#: The ending under which the SPARQL text itself is given.
SPARQL = "rq"
#: The media type of each format.
MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    SPARQL: "application/sparql-query",
}
#: Other names by which clients ask for the same.
_ALIASES = {"application/json": "json", "application/xml": "xml", "text/html": "json"}
_ROWS = ("json", "csv", "tsv", "xml")
_TRIPLES = ("ttl", "nt", "jsonld", "rdf")


def of(stored: StoredQuery) -> tuple[str, ...]:
    """Return the formats that a stored query gives, the preferred first."""
    return _TRIPLES if stored.form in grammar.GRAPH_FORMS else _ROWS


def types(offered: Sequence[str]) -> tuple[str, ...]:
    """Return the media types that stand for formats.

    >>> types(("csv", "json"))
    ('text/csv', 'application/sparql-results+json', 'application/json', 'text/html')
    """
    return (*(MEDIA_TYPES[one] for one in offered), *(name for name, one in _ALIASES.items() if one in offered))


def chosen(media_type: str | None, offered: Sequence[str]) -> str | None:
    """Return the format that a media type stands for.

    >>> chosen("application/json", ("json", "csv")), chosen(None, ("json",))
    ('json', None)
    """
    if media_type is None:
        return None
    return _ALIASES.get(media_type) or next(one for one in offered if MEDIA_TYPES[one] == media_type)


def split(name: str) -> tuple[str, str]:
    """Return the name of a query and the ending behind it, empty where there is none.

    >>> split("null-findings.csv"), split("null-findings")
    (('null-findings', 'csv'), ('null-findings', ''))
    """
    stem, _, end = name.rpartition(".")
    return (stem, end) if end in MEDIA_TYPES and stem else (name, "")


def write(store: Store, stored: StoredQuery, terms: Mapping[str, tuple[Value, ...]], layout: str) -> str:
    """Return what a stored query gives, written in one of its formats."""
    if stored.form in grammar.GRAPH_FORMS:
        return queries.write_triples(queries.triples(store, stored, terms), layout)
    return queries.write_rows(queries.rows(store, stored, terms), stored.form, layout)
