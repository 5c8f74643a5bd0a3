"""Stored queries: questions with names, kept as SPARQL files, with parameters that are set by term."""

from mgkg.queries.catalogue import Parameter, StoredQuery, catalogue, filled, get, slots, text
from mgkg.queries.formats import ROW_FORMATS, TRIPLE_FORMATS, write_rows, write_triples
from mgkg.queries.parameters import Resolve, Value, Values, as_written, terms, with_parameters
from mgkg.queries.records import Row, records
from mgkg.queries.running import rows, triples

__all__ = [
    "ROW_FORMATS",
    "TRIPLE_FORMATS",
    "Parameter",
    "Resolve",
    "Row",
    "StoredQuery",
    "Value",
    "Values",
    "as_written",
    "catalogue",
    "filled",
    "get",
    "records",
    "rows",
    "slots",
    "terms",
    "text",
    "triples",
    "with_parameters",
    "write_rows",
    "write_triples",
]
