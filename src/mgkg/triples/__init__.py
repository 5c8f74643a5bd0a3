"""Triples of the records: the one place that knows which property is which."""

from mgkg.triples.assessments import of_assessment, of_proposition
from mgkg.triples.records import (
    DESIGN,
    IDENTIFIERS,
    MANY,
    NARROWER,
    POPULATION,
    PUBLICATION,
    REPORTED_IN,
    STUDY,
    TYPE,
    Record,
    of,
    of_all,
)
from mgkg.triples.values import Value, decimal

__all__ = [
    "DESIGN",
    "IDENTIFIERS",
    "MANY",
    "NARROWER",
    "POPULATION",
    "PUBLICATION",
    "REPORTED_IN",
    "STUDY",
    "TYPE",
    "Record",
    "Value",
    "decimal",
    "of",
    "of_all",
    "of_assessment",
    "of_proposition",
]
