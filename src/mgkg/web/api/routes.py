"""Routes for programs: questions, names and stored queries."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from mgkg import answers, entities, names, queries
from mgkg.errors import MgkgError, ParameterError
from mgkg.queries import Parameter, StoredQuery
from mgkg.web import accept, asked, problems, replies
from mgkg.web.api import formats, openapi

_Handler = Callable[[Request], Response]

#: How many names a look-up gives at most.
MOST = 100


def routes() -> list[BaseRoute]:
    """Return the routes for programs."""
    return [
        Route("/api/ask", _api(ask)),
        Route("/api/ask.md", _api(ask_markdown)),
        Route("/api/entities", _api(find)),
        Route("/api/queries", _api(query_list)),
        Route("/api/queries/{name}", _api(query)),
        Route("/openapi.json", _api(description)),
    ]


def _api(handler: _Handler) -> _Handler:
    """Return a handler that knows what a client has already, and tells every error in one shape."""

    @wraps(handler)
    def handle(request: Request) -> Response:
        def make() -> Response:
            try:
                return handler(request)
            except MgkgError as error:
                return problems.of(error)

        return replies.unless_known(request, request.headers.get("accept", ""), make, vary="Accept")

    return handle


def ask(request: Request) -> Response:
    """Return the answer to a question, as mgkg ask --format json gives it."""
    return _json(answers.to_json(asked.answer(request)))


def ask_markdown(request: Request) -> Response:
    """Return the answer to a question as Markdown."""
    return Response(answers.to_markdown(asked.answer(request)), media_type="text/markdown")


def find(request: Request) -> Response:
    """Return the things that go by a name or by one that starts with it, best first."""
    limit = asked.number(request, "limit", lowest=1, highest=MOST) or 20
    matches = entities.find(asked.graph(request).store, asked.text(request, "q"), limit=limit)
    found = [
        {
            "name": names.curie(match.iri),
            "iri": match.iri,
            "kind": names.kind_of(match.iri),
            "label": match.name,
            "language": match.language,
            "match": match.how,
        }
        for match in matches
    ]
    return _json({"entities": found})


def query_list(request: Request) -> Response:
    """Return the stored queries with their questions and parameters."""
    root = request.scope.get("root_path", "")
    return _json({"queries": [_described(one, root) for one in queries.catalogue()]})


def query(request: Request) -> Response:
    """Return what a stored query gives, in the format of the ending or of the Accept header."""
    name, form = formats.split(request.path_params["name"])
    stored = queries.get(name)
    offered = formats.of(stored)
    terms = asked.terms(request, stored)
    if form == formats.SPARQL:
        text = queries.with_parameters(stored, terms) if terms else stored.text
        return Response(text, media_type=formats.MEDIA_TYPES[formats.SPARQL])
    if form and form not in offered:
        raise ParameterError(f"'{name}' does not give {form}; it gives {', '.join(offered)}, so ask for one of these")
    best = form or formats.chosen(accept.media_type(request.headers.get("accept"), formats.types(offered)), offered)
    if best is None:
        detail = f"'{name}' gives {', '.join(formats.types(offered))}; ask for one of these in Accept"
        return problems.problem(406, "not-acceptable", detail)
    body = formats.write(asked.graph(request).store, stored, terms, best)
    return Response(body, media_type=formats.MEDIA_TYPES[best])


def description(request: Request) -> Response:
    """Return the OpenAPI description of these routes, written from the catalogue of stored queries."""
    return _json(openapi.document(queries.catalogue(), root=str(request.scope.get("root_path", ""))))


def _described(stored: StoredQuery, root: str) -> dict[str, object]:
    return {
        "name": stored.name,
        "summary": stored.summary,
        "description": stored.description,
        "questions": dict(stored.questions),
        "tags": list(stored.tags),
        "form": stored.form,
        "parameters": [_parameter(one) for one in stored.parameters],
        "formats": list(formats.of(stored)),
        "url": f"{root}/api/queries/{stored.name}",
    }


def _parameter(one: Parameter) -> dict[str, object]:
    default = [value for term in one.default if (value := openapi.value(term)) is not None]
    return {"name": one.name, "type": one.type, "class": one.of_class, "note": one.note, "default": default}


def _json(value: object) -> Response:
    body = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return Response(body, media_type="application/json", headers={"X-Content-Type-Options": "nosniff"})
