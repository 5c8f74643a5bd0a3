"""Pages of documents: the ontology, a shape and the description of the dataset, made from their triples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from mgkg import names, turtle
from mgkg.web.pages.languages import language_of
from mgkg.web.pages.rendering import render

#: The groups of terms in the order of the page, each with the classes of OWL that are in it.
_GROUPS = (
    ("classes", ("owl:Class",)),
    ("object-properties", ("owl:ObjectProperty",)),
    ("data-properties", ("owl:DatatypeProperty",)),
    ("annotations", ("owl:AnnotationProperty",)),
)
#: What is told of a term, in the order of the page.
_TOLD = (
    "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "owl:inverseOf", "owl:disjointWith",
    "skos:exactMatch", "skos:closeMatch", "skos:example", "skos:editorialNote",
)  # fmt: skip

#: What is said of each subject, under each property.
_Said = dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One class or property: its name, its label, what it means, and how it hangs together with others."""

    name: str
    label: str
    comment: str
    told: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def ontology(request: Request, triples: Sequence[ox.Triple]) -> Response:
    """Return the page of the ontology: every class and property with its meaning."""
    language, said = language_of(request), _said(triples)
    groups = [(key, [_term(said, name, language) for name in _of(said, kinds)]) for key, kinds in _GROUPS]
    about = said[f"{names.BASE}ontology"]
    return render(
        request,
        "ontology.html",
        title=_text(about, "rdfs:label", language),
        description=_text(about, "dcterms:description", language),
        version=_text(about, "owl:versionInfo", language),
        groups=groups,
    )


def shape(request: Request, triples: Sequence[ox.Triple]) -> Response:
    """Return the page of a shape: what it promises, as Turtle."""
    iri = next(one.subject.value for one in triples if isinstance(one.subject, ox.NamedNode))
    told = [one.object for one in triples if one.predicate.value == names.iri("sh:message")]
    messages = [text.value for text in told if isinstance(text, ox.Literal)]
    return render(request, "shape.html", iri=iri, messages=messages, text=turtle.write(triples))


def dataset(request: Request, triples: Sequence[ox.Triple]) -> Response:
    """Return the page that tells what the dataset holds."""
    said = _said(triples)
    counts = [
        (_value(one["void:class"][0])[0], int(_text(one, "void:entities", "")))
        for one in said.values()
        if "void:class" in one and "void:entities" in one
    ]
    rows = [(names.local_name(kind), number) for kind, number in sorted(counts, key=lambda row: (-row[1], row[0]))]
    return render(request, "dataset.html", rows=rows, text=turtle.write(triples))


def _said(triples: Sequence[ox.Triple]) -> _Said:
    said: _Said = {}
    for one in triples:
        if isinstance(one.subject, ox.NamedNode):
            under = said.setdefault(one.subject.value, {})
            under.setdefault(names.curie(one.predicate.value), []).append(one.object)
    return said


def _of(said: _Said, kinds: Sequence[str]) -> list[str]:
    """Return the project's own terms of some classes, by name."""
    wanted = {ox.NamedNode(names.iri(kind)) for kind in kinds}
    return sorted(
        name
        for name, told in said.items()
        if name.startswith(names.ONTOLOGY) and wanted & {one for one in told.get("rdf:type", ()) if _is_name(one)}
    )


def _term(said: _Said, name: str, language: str) -> Term:
    about = said[name]
    told = tuple((key, tuple(_value(one) for one in about[key] if _is_shown(one))) for key in _TOLD if key in about)
    return Term(
        name=names.local_name(name),
        label=_text(about, "rdfs:label", language),
        comment=_text(about, "rdfs:comment", language),
        told=told,
    )


def _value(term: object) -> tuple[str, str]:
    """Return a value as text with its path."""
    if isinstance(term, ox.NamedNode):
        ours = term.value.startswith(names.ONTOLOGY)
        return names.curie(term.value), f"#{names.local_name(term.value)}" if ours else term.value
    return (term.value if isinstance(term, ox.Literal) else ""), ""


def _text(about: dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]], key: str, language: str) -> str:
    """Return a text in a language, else in English."""
    found = {one.language or "": one.value for one in about.get(key, ()) if isinstance(one, ox.Literal)}
    return next((found[tag] for tag in (language, "en", "") if tag in found), "")


def _is_name(term: object) -> bool:
    return isinstance(term, ox.NamedNode)


def _is_shown(term: object) -> bool:
    return isinstance(term, ox.NamedNode | ox.Literal)
