"""Replies: what every answer to a request says of how long it holds, and when the same need not be sent again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response

#: How long a reply may be kept before it is asked for again, which costs little: nothing changes within a build.
KEPT = "public, max-age=300"
#: What a page may load: its own style sheet, script and pictures, and nothing from elsewhere.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: What goes with every page.
PAGE_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


def tag(request: Request, variant: str) -> str:
    """Return the entity tag of one variant of what a request asks for, which changes with every build."""
    parts = (
        str(request.app.state.build),
        version("mgkg"),
        request.scope.get("root_path", ""),
        request.url.path,
        request.url.query,
        variant,
    )
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:24]}"'


def unless_known(
    request: Request, variant: str, make: Callable[[], Response], *, vary: str = "Accept, Accept-Language"
) -> Response:
    """Return what make gives, with its entity tag; 304 without making it where the client has it already."""
    mark = tag(request, variant)
    headers = {"ETag": mark, "Cache-Control": KEPT, "Vary": vary}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if mark in known:
        return Response(status_code=304, headers=headers)
    reply = make()
    if reply.status_code == 200:
        for name, value in headers.items():
            reply.headers.setdefault(name, value)
    return reply
