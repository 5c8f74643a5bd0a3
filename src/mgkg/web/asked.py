"""What was asked: parameters of a request, checked and turned into what the graph takes."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request

from mgkg import entities, queries
from mgkg.answers import Answer
from mgkg.answers.wording import LANGUAGES
from mgkg.errors import ParameterError
from mgkg.knowledge import KnowledgeGraph
from mgkg.queries import StoredQuery, Value

#: How long a question or a name may be, in characters.
LONGEST = 500
#: Parameters of a request that are none of a stored query's.
_OWN = ("lang", "run")


def graph(request: Request) -> KnowledgeGraph:
    """Return the graph that this server serves."""
    found: KnowledgeGraph = request.app.state.graph
    return found


def text(request: Request, name: str) -> str:
    """Return a text that must be given; raises ParameterError where it is not, or is too long."""
    given = " ".join(request.query_params.get(name, "").replace("\0", " ").split())
    if not given:
        raise ParameterError(f"parameter '{name}' is missing; give it, as in ?{name}=magnesium")
    if len(given) > LONGEST:
        raise ParameterError(f"parameter '{name}' has {len(given)} characters; at most {LONGEST} are taken")
    return given


def number(request: Request, name: str, *, lowest: int, highest: int) -> int | None:
    """Return a whole number, None where it is not given; raises ParameterError where it is none or out of range."""
    given = request.query_params.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 10 and lowest <= int(given) <= highest):
        raise ParameterError(f"parameter '{name}': '{given[:40]}' is no whole number from {lowest} to {highest}")
    return int(given)


def language(request: Request) -> str | None:
    """Return the language that is asked for; raises ParameterError for one that we do not speak."""
    given = request.query_params.get("lang") or None
    if given is not None and given not in LANGUAGES:
        raise ParameterError(f"parameter 'lang': '{given[:40]}' is not spoken here; use one of {', '.join(LANGUAGES)}")
    return given


def answer(request: Request) -> Answer:
    """Return the answer to the question of a request; raises what its parameters and the graph raise."""
    question = text(request, "q")
    as_of = number(request, "as_of", lowest=1900, highest=2100)
    return graph(request).ask(question, language=language(request), as_of=as_of)


def terms(request: Request, stored: StoredQuery) -> dict[str, tuple[Value, ...]]:
    """Return the parameters of a stored query that a request sets; an empty field keeps the default."""
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if len(value) > LONGEST:
            raise ParameterError(f"parameter '{name[:40]}' has {len(value)} characters; at most {LONGEST} are taken")
        if name not in _OWN and value.strip():
            given.setdefault(name, []).append(value.strip())
    return queries.terms(stored, given, partial(entities.resolve, graph(request).store))
