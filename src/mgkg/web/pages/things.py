"""The page of a thing: what is said of it and what speaks of it, in labels that lead on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mgkg import entities, names
from mgkg.entities import Description, Line
from mgkg.names import Iri
from mgkg.store import Store
from mgkg.web import places
from mgkg.web.titles import titles

#: How many values of one property a page shows before the rest is folded away.
SHOWN = 12
#: How many it shows at all; who wants all of thousands has the RDF and the stored queries.
MOST = 300
#: Properties that say nothing to a reader beside what the page shows already.
_HIDDEN = {"rdf:type", "skos:prefLabel", "mgkg:inputsMark"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value: its text, and the path or address that it leads to, empty for none."""

    text: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property with its values: those at once in sight, those folded away, and how many more there are."""

    label: str
    path: str
    shown: tuple[Value, ...]
    folded: tuple[Value, ...]
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing as its page has it."""

    iri: str
    kind: str
    title: str
    classes: tuple[Value, ...]
    definition: str
    statements: tuple[Property, ...]
    links: tuple[Property, ...]


def thing(store: Store, iri: Iri, language: str) -> Thing:
    """Return what the page of a thing shows; raises UnknownName where nothing is said of it."""
    description = entities.describe(store, iri, language=language)
    called = titles(store, _unnamed(description), language)
    statements = {line.property: line for line in description.statements}
    definition = statements["skos:definition"].values[0][0] if "skos:definition" in statements else ""
    classes = statements["rdf:type"].values if "rdf:type" in statements else ()
    shown = [one for name, one in statements.items() if name not in (*_HIDDEN, "skos:definition")]
    return Thing(
        iri=iri,
        kind=names.kind_of(iri),
        title=called.get(iri) or description.label,
        classes=tuple(_value(text, key, called) for text, key in classes),
        definition=definition,
        statements=tuple(_property(line, called) for line in shown),
        links=tuple(_property(line, called) for line in description.links),
    )


def _unnamed(description: Description) -> Iterable[str]:
    """Return the things of a description that have no label, itself first."""
    yield description.iri
    for line in (*description.statements, *description.links):
        for text, key in line.values[:MOST]:
            if key and text == key:
                yield _iri(key)


def _property(line: Line, called: dict[str, str]) -> Property:
    values = [_value(text, key, called) for text, key in line.values[:MOST]]
    return Property(
        label=line.label,
        path=_path(line.property),
        shown=tuple(values[:SHOWN]),
        folded=tuple(values[SHOWN:]),
        hidden=len(line.values) - len(values),
    )


def _value(text: str, key: str, called: dict[str, str]) -> Value:
    if not key:
        return Value(text=text, path="")
    iri = _iri(key)
    return Value(text=called.get(iri, text) if text == key else text, path=_path(key))


def _path(key: str) -> str:
    """Return where a compact name leads: to a page here, to the web, or, for a name of no address, nowhere."""
    iri = _iri(key)
    path = places.page_path(iri)
    return path if path.startswith(("/", "http://", "https://")) else ""


def _iri(key: str) -> str:
    try:
        return names.iri(key)
    except ValueError:
        return ""
