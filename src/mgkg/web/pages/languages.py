"""Languages: in which one a page is written."""

from __future__ import annotations

from starlette.requests import Request

from mgkg import phrases
from mgkg.answers.wording import LANGUAGES
from mgkg.web import accept

_PACKAGE = "mgkg.web.pages"


def asked(request: Request) -> str | None:
    """Return the language that a request names itself, None where it names none that we speak."""
    given = request.query_params.get("lang")
    return given if given in LANGUAGES else None


def language_of(request: Request) -> str:
    """Return the language of a page: the one that is asked for, else the one that the browser likes best."""
    return asked(request) or accept.language(request.headers.get("accept-language"), LANGUAGES)


def phrase(language: str, key: str, **values: object) -> str:
    """Return the phrase of a page in a language, with values set in.

    >>> phrase("nl", "nav.browse")
    'Bladeren'
    """
    return phrases.phrase(_PACKAGE, language, key, values)
