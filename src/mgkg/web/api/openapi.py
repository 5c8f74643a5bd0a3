"""The OpenAPI 3.1 description of the routes, written from the catalogue of stored queries."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

import pyoxigraph as ox

from mgkg import names
from mgkg.answers.wording import LANGUAGES
from mgkg.queries import Parameter, StoredQuery
from mgkg.store import Term
from mgkg.web import asked, problems
from mgkg.web.api import formats

_PROBLEM = {"$ref": "#/components/schemas/Problem"}
#: How a parameter's type is told in JSON Schema.
_SCHEMAS = {"integer": {"type": "integer"}, "decimal": {"type": "number"}, "boolean": {"type": "boolean"}}


def document(catalogue: Iterable[StoredQuery], *, root: str = "") -> dict[str, Any]:
    """Return the description of every route for programs."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "mgkg",
            "version": version("mgkg"),
            "summary": "An evidence graph of nutrients, metals, conditions and studies, to be asked",
            "license": {"name": "Data: CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": root or "/"}],
        "paths": {**_fixed(), **{f"/api/queries/{one.name}": _stored(one) for one in catalogue}},
        "components": {"schemas": {"Problem": _problem()}},
    }


def value(term: Term) -> str | int | float | bool | None:
    """Return a default as JSON has it: a compact name, a number, a text."""
    if isinstance(term, ox.NamedNode):
        return names.curie(term.value)
    if not isinstance(term, ox.Literal):
        return None
    kind = names.local_name(term.datatype.value)
    if kind == "boolean":
        return term.value == "true"
    return int(term.value) if kind == "integer" else float(term.value) if kind == "decimal" else term.value


def _fixed() -> dict[str, Any]:
    """Return the routes that are not of stored queries."""
    question = _parameter("q", "A question in English or Dutch", required=True, maxLength=asked.LONGEST, minLength=1)
    language = _parameter("lang", "The language of the answer; that of the question by default", enum=list(LANGUAGES))
    year = _parameter(
        "as_of", "Answer from what was out by the end of this year", kind="integer", minimum=1900, maximum=2100
    )
    text = _parameter("q", "A name, or how it starts", required=True, maxLength=asked.LONGEST, minLength=1)
    limit = _parameter("limit", "How many at most", kind="integer", minimum=1, maximum=100, default=20)
    asking = [question, language, year]
    return {
        "/api/ask": _get("ask", "The answer to a question", asking, ("application/json",), (400, 422, 503)),
        "/api/ask.md": _get("askMarkdown", "The answer, to be read", asking, ("text/markdown",), (400, 422, 503)),
        "/api/entities": _get(
            "findEntities", "Things by their names", [text, limit], ("application/json",), (400, 503)
        ),
        "/api/queries": _get("listQueries", "The stored queries", [], ("application/json",), ()),
        "/openapi.json": _get("describe", "This description", [], ("application/json",), ()),
    }


def _stored(stored: StoredQuery) -> dict[str, Any]:
    """Return the route of a stored query, under its name; with an ending the format is that of the ending."""
    parameters = [_of(one) for one in stored.parameters]
    types = tuple(formats.MEDIA_TYPES[one] for one in formats.of(stored))
    route = _get(names.camel(stored.name), stored.summary, parameters, types, (400, 404, 406, 503))
    told = [stored.description] if stored.description else []
    endings = ", ".join(f".{one}" for one in (*formats.of(stored), formats.SPARQL))
    route["get"]["description"] = " ".join([*told, f"Behind the name, {endings} chooses the format."])
    route["get"]["tags"] = list(stored.tags)
    return route


def _of(parameter: Parameter) -> dict[str, Any]:
    """Return a parameter of a stored query, which may be given several times."""
    one = dict(_SCHEMAS.get(parameter.type, {"type": "string", "maxLength": asked.LONGEST, "minLength": 1}))
    defaults = [told for term in parameter.default if (told := value(term)) is not None]
    schema = {"type": "array", "items": one, "default": defaults, "minItems": 1}
    what = "a name, synonym, symbol, compact name or IRI" if parameter.type == "iri" else parameter.type
    told = f"{parameter.note}; {what}" if parameter.note else what
    found = {
        "name": parameter.name,
        "in": "query",
        "description": told,
        "schema": schema,
        "style": "form",
        "explode": True,
    }
    return {**found, "x-rdf-class": names.iri(parameter.of_class)} if parameter.of_class else found


def _parameter(
    name: str, what: str, *, kind: str = "string", required: bool = False, **schema: object
) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": what, "schema": {"type": kind, **schema}}


def _get(
    name: str, summary: str, parameters: list[dict[str, Any]], types: tuple[str, ...], faults: tuple[int, ...]
) -> dict[str, Any]:
    """Return the description of one route that is read with GET."""
    content = {one: {"schema": {"type": "object"} if one.endswith("json") else {"type": "string"}} for one in types}
    wrong = {
        str(code): {"description": "A problem, with what to do", "content": {problems.MEDIA_TYPE: {"schema": _PROBLEM}}}
        for code in faults
    }
    known = {"304": {"description": "What the client has is still what there is"}}
    found = {"200": {"description": summary, "content": content}, **known, **wrong}
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": found}}


def _problem() -> dict[str, Any]:
    """Return the one shape of errors, as JSON Schema."""
    texts = {name: {"type": "string"} for name in ("type", "title", "detail")}
    nearest = {"type": "array", "items": {"type": "string"}}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {**texts, "status": {"type": "integer"}, "nearest": nearest},
    }
