"""Values: how names, texts and numbers are written as the objects of triples; what is None is not written."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pyoxigraph as ox

from mgkg import names
from mgkg.model import Label
from mgkg.names import Iri

Value = ox.NamedNode | ox.Literal


def decimal(number: Decimal) -> str:
    """Return a number as xsd:decimal writes it, with the digits that were printed.

    >>> decimal(Decimal("0.50")), decimal(Decimal("95")), decimal(Decimal("-.5"))
    ('0.50', '95.0', '-0.5')
    """
    text = format(number, "f")
    return text if "." in text else f"{text}.0"


def thing(name: Iri) -> ox.NamedNode:
    """Return a name as a node."""
    return ox.NamedNode(name)


def one(name: Iri | None) -> list[Value]:
    """Return a name, if there is one."""
    return [] if name is None else [ox.NamedNode(name)]


def things(values: Iterable[Iri]) -> list[Value]:
    """Return names."""
    return [ox.NamedNode(name) for name in values]


def text(value: str | None) -> list[Value]:
    """Return a plain text, if there is one."""
    return [] if value is None else [ox.Literal(value)]


def texts(values: Iterable[str]) -> list[Value]:
    """Return plain texts."""
    return [ox.Literal(value) for value in values]


def english(value: str | None) -> list[Value]:
    """Return a text in English, if there is one."""
    return [] if value is None else [ox.Literal(value, language="en")]


def labels(labels: Iterable[Label]) -> list[Value]:
    """Return texts in their languages."""
    return [ox.Literal(label.text, language=label.language) for label in labels]


def integer(value: int | None) -> list[Value]:
    """Return a whole number, if there is one."""
    return [] if value is None else [typed(str(value), "xsd:integer")]


def number(value: Decimal | None) -> list[Value]:
    """Return a number with the digits that were printed, if there is one."""
    return [] if value is None else [typed(decimal(value), "xsd:decimal")]


def date(value: str | None) -> list[Value]:
    """Return a year or a date with the datatype that its precision asks for."""
    if value is None:
        return []
    return [typed(value, {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(value), "xsd:date"))]


def typed(text: str, datatype: str) -> ox.Literal:
    """Return a text with a datatype."""
    return ox.Literal(text, datatype=ox.NamedNode(names.iri(datatype)))
