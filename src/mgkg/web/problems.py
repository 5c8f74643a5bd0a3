"""Problems: which status an error becomes, and the one shape in which every route tells of it in JSON."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from mgkg import errors

#: The media type of a problem, RFC 9457.
MEDIA_TYPE = "application/problem+json"

#: The status of each error that a request can lead to, the narrower class before the wider.
STATUSES: tuple[tuple[type[errors.MgkgError], int, str], ...] = (
    (errors.NotUnderstood, 422, "not-understood"),
    (errors.UnknownName, 404, "unknown-name"),
    (errors.UnknownQuery, 404, "unknown-query"),
    (errors.ParameterError, 400, "wrong-parameter"),
    (errors.UsageError, 400, "wrong-request"),
    (errors.EndpointError, 502, "endpoint-failed"),
    (errors.UnavailableError, 503, "not-available"),
)


def status(error: errors.MgkgError) -> tuple[int, str]:
    """Return the HTTP status of an error and its name in a problem.

    >>> status(errors.UnknownName("magnesum"))
    (404, 'unknown-name')
    """
    found = (one for one in STATUSES if isinstance(error, one[0]))
    return next(((code, name) for _, code, name in found), (500, "fault"))


def problem(code: int, name: str, detail: str, **more: object) -> Response:
    """Return a problem as JSON: its name, its status, what is wrong and what to do, and what more is known."""
    told: dict[str, Any] = {"type": f"urn:mgkg:problem:{name}", "title": name.replace("-", " "), "status": code}
    body = json.dumps({**told, "detail": detail, **more}, ensure_ascii=False) + "\n"
    return Response(body, code, {"Cache-Control": "no-store"}, MEDIA_TYPE)


def of(error: errors.MgkgError) -> Response:
    """Return an error as a problem, with the nearest names where it knows some."""
    code, name = status(error)
    nearest = getattr(error, "nearest", ())
    return problem(code, name, str(error), **({"nearest": list(nearest)} if nearest else {}))
