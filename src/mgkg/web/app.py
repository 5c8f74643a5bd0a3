"""The application: the routes of pages, linked data and programs over one graph, ready for a server."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from mgkg.knowledge import KnowledgeGraph
from mgkg.web import api, pages, things


def application(graph: KnowledgeGraph, build: str) -> Starlette:
    """Return the application that serves a graph; the build, a short text, marks what clients may keep of it."""
    routes = [Route("/healthz", health), *pages.routes(), *api.routes(), *things.routes()]
    app = Starlette(routes=routes)
    app.state.graph, app.state.build = graph, build
    return app


def health(_: Request) -> PlainTextResponse:
    """Return that the server is up, for whoever watches over it."""
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


def build_of(place: Path | str) -> str:
    """Return what tells one build from another: the hash that its folder is named after, else the place itself.

    >>> build_of("https://example.org/sparql")
    'https://example.org/sparql'
    """
    return place.name if isinstance(place, Path) else place
