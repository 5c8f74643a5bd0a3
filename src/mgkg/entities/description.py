"""One thing, with all that is said of it and all that speaks of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from mgkg import files, names, queries
from mgkg.errors import UnknownName
from mgkg.names import Iri
from mgkg.store import Store, Term

#: What is left out of a description: it repeats something that stands there already.
_REPEATS = {names.iri("rdfs:label"), names.iri("skos:broaderTransitive")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One property with its values, as a reader sees them: its label, and per value a text and a compact name or ''."""

    property: str
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """One thing: its IRI, its label, what is said of it, and what speaks of it."""

    iri: Iri
    label: str
    statements: tuple[Line, ...]
    links: tuple[Line, ...]


def describe(store: Store, iri: Iri, *, language: str = "en") -> Description:
    """Return all that the graph says of a thing, labels in one of its languages.

    Raises UnknownName where the graph says nothing of it.
    """
    statements = _lines(_rows(store, "entity-statements", iri), language)
    links = _lines(_rows(store, "entity-links", iri), language)
    if not statements and not links:
        raise UnknownName(names.curie(iri))
    own = next((line.values for line in statements if line.property in ("skos:prefLabel", "mgkg:title")), ())
    label = own[0][0] if own else names.curie(iri)
    return Description(iri=iri, label=label, statements=tuple(statements), links=tuple(links))


def _rows(store: Store, query: str, iri: Iri) -> Iterable[tuple[Term, ...]]:
    text = queries.text(query, files.folder("queries") / "records")
    return store.select(queries.with_parameters(text, {"thing": ox.NamedNode(iri)}))


def _lines(rows: Iterable[tuple[Term, ...]], language: str) -> list[Line]:
    labels: dict[str, dict[str, str]] = {}
    values: dict[str, dict[str, dict[str, str]]] = {}
    for _, property_, label, value, value_label in rows:
        name, key = _text(property_), _key(value)
        if name in _REPEATS:
            continue
        _put(labels.setdefault(name, {}), label)
        _put(values.setdefault(name, {}).setdefault(key, {}), value_label if value_label is not None else value)
    shown = {name: _shown(found, language) for name, found in values.items()}
    return [
        Line(property=names.curie(name), label=_best(labels[name], language) or names.curie(name), values=texts)
        for name, texts in shown.items()
    ]


def _shown(found: dict[str, dict[str, str]], language: str) -> tuple[tuple[str, str], ...]:
    """Return the values of one property: of a text in several languages, the one that is asked for."""
    asked = {key for key in found if key.endswith(f'"@{language}')}
    other = {key for key in found if asked and '"@' in key} - asked
    return tuple(
        (_best(texts, language), "" if key[:1] == '"' else key) for key, texts in found.items() if key not in other
    )


def _put(texts: dict[str, str], term: Term) -> None:
    if isinstance(term, ox.Literal):
        texts[term.language or ""] = term.value
    elif term is not None:
        texts[""] = names.curie(_text(term))


def _best(texts: dict[str, str], language: str) -> str:
    return next((texts[tag] for tag in (language, "en", "") if tag in texts), next(iter(texts.values()), ""))


def _key(term: Term) -> str:
    """Return what tells values apart: the compact name of a thing, nothing for texts in several languages."""
    return str(term) if isinstance(term, ox.Literal) else names.curie(_text(term))


def _text(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal) else ""
