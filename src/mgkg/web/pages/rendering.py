"""Rendering: a template becomes a page, with everything that comes from data escaped."""

from __future__ import annotations

import hashlib
from functools import cache, partial
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mgkg import names
from mgkg.answers.wording import LANGUAGES
from mgkg.errors import MgkgError
from mgkg.web import places, problems, replies
from mgkg.web.pages import languages

#: What our own style sheet and script are called.
_STATIC = "/static"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("mgkg.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(
    request: Request, template: str, *, language: str | None = None, code: int = 200, **given: object
) -> Response:
    """Return a page made of a template and what it is given, in the language of the request unless told otherwise."""
    spoken = language or languages.language_of(request)
    text = _environment().get_template(template)
    body = text.render(
        language=spoken,
        languages=[(one, _in_language(request, one)) for one in LANGUAGES],
        say=partial(languages.phrase, spoken),
        href=partial(_href, request),
        asset=partial(_asset, request),
        curie=names.curie,
        **given,
    )
    reply = HTMLResponse(body, code, replies.PAGE_HEADERS)
    reply.headers["Content-Language"] = spoken
    return reply


def fault(request: Request, error: MgkgError) -> Response:
    """Return the page that tells of an error: what is wrong, and what to do."""
    code, name = problems.status(error)
    nearest = [str(one) for one in getattr(error, "nearest", ())]
    asked = str(getattr(error, "question", "") or getattr(error, "name", ""))
    reply = render(request, "fault.html", code=code, fault=name, detail=str(error), nearest=nearest, asked=asked)
    reply.headers["Cache-Control"] = "no-store"
    return reply


def _href(request: Request, path: str, **given: object) -> str:
    """Return a link: one of ours with the root path and the language that the reader chose."""
    if not path.startswith("/"):
        return path if path.startswith(("#", "http://", "https://")) else "#"
    query = {name.rstrip("_"): str(value) for name, value in given.items() if value not in (None, "")}
    chosen = languages.asked(request)
    if chosen:
        query.setdefault("lang", chosen)
    return places.with_query(f"{request.scope.get('root_path', '')}{path}", query)


def _in_language(request: Request, language: str) -> str:
    given = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return places.with_query(request.url.path, [*given, ("lang", language)])


def _asset(request: Request, name: str) -> str:
    """Return the path of a style sheet or script, which changes with what is in it."""
    return f"{request.scope.get('root_path', '')}{_STATIC}/{name}?v={_mark(name)}"


@cache
def _mark(name: str) -> str:
    content = resources.files("mgkg.web").joinpath("static", name).read_bytes()
    return hashlib.sha256(content).hexdigest()[:12]
