"""Routes of the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import resources
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from mgkg import entities, names, queries
from mgkg.errors import MgkgError, UnknownName
from mgkg.web import asked, places, replies
from mgkg.web.pages import answering, languages, lists, stored, things
from mgkg.web.pages.rendering import fault, render

#: Questions that show what can be asked, by language; the first two are the ones that the project began with.
EXAMPLES = {
    "en": (
        "Is magnesium deficiency connected to Asperger's?",
        "Does a shortage of magnesium raise the risk of ALS?",
        "Which metals are raised in ALS?",
        "Is lead linked to ALS?",
        "Is zinc lower in autism?",
        "What is known about vitamin D and Parkinson's disease?",
    ),
    "nl": (
        "Hangt een tekort aan magnesium samen met Asperger?",
        "Verhoogt een tekort aan magnesium het risico op ALS?",
        "Welke metalen zijn verhoogd bij ALS?",
        "Hangt lood samen met ALS?",
        "Is zink lager bij autisme?",
        "Wat is er bekend over vitamine D en de ziekte van Parkinson?",
    ),
}

_Handler = Callable[[Request], Response]


def routes() -> list[BaseRoute]:
    """Return the routes of the pages and of the style sheet and script that they use."""
    static = Path(str(resources.files("mgkg.web").joinpath("static")))
    return [
        Route("/", _page(front)),
        Route("/ask", _page(ask)),
        Route("/find", _page(find)),
        Route("/browse", _page(browse)),
        Route("/browse/{kind}", _page(browse_kind)),
        Route("/page/{kind}/{slug}", _page(thing)),
        Route("/queries", _page(query_list)),
        Route("/queries/{name}", _page(query)),
        Mount("/static", StaticFiles(directory=static), name="static"),
    ]


def _page(handler: _Handler) -> _Handler:
    """Return a handler that knows what a client has already, and turns an error into a page with its status."""

    @wraps(handler)
    def handle(request: Request) -> Response:
        def make() -> Response:
            try:
                return handler(request)
            except MgkgError as error:
                return fault(request, error)

        vary = "Accept-Language"
        return replies.unless_known(request, languages.language_of(request), make, vary=vary)

    return handle


def front(request: Request) -> Response:
    """Return the front page: the question box, worked examples, and what there is."""
    counts = lists.counts(asked.graph(request).store)
    return render(request, "front.html", examples=EXAMPLES[languages.language_of(request)], counts=counts)


def ask(request: Request) -> Response:
    """Return the page of an answer; without a question, the front page."""
    if not request.query_params.get("q", "").strip():
        return RedirectResponse(f"{request.scope.get('root_path', '')}/", 303)
    answer = asked.answer(request)
    sort = request.query_params.get("sort", "")
    whole = request.query_params.get("whole", "")
    return render(
        request,
        "answer.html",
        language=answer.question.language,
        answer=answer,
        parts=answering.parts(answer, sort=sort, whole=whole),
        sources=answering.sources(answer),
        sort=sort,
        as_of=answer.as_of or "",
    )


def find(request: Request) -> Response:
    """Return the page of what goes by a name."""
    text = asked.text(request, "q")
    matches = entities.find(asked.graph(request).store, text, limit=40)
    found = [(match.name, names.kind_of(match.iri), places.page_path(match.iri)) for match in matches]
    return render(request, "find.html", asked=text, found=found, code=200 if found else 404)


def browse(request: Request) -> Response:
    """Return the page of all lists."""
    return render(request, "browse.html", counts=lists.counts(asked.graph(request).store))


def browse_kind(request: Request) -> Response:
    """Return one page of the list of a kind."""
    kind = request.path_params["kind"]
    if kind not in lists.LISTED:
        raise UnknownName(kind, tuple(lists.LISTED)[:3])
    number = asked.number(request, "page", lowest=1, highest=100_000) or 1
    language = languages.language_of(request)
    return render(request, "list.html", listing=lists.listing(asked.graph(request).store, kind, number, language))


def thing(request: Request) -> Response:
    """Return the page of a thing."""
    kind, slug = request.path_params["kind"], request.path_params["slug"]
    if kind not in names.KINDS or not places.SLUG.fullmatch(slug):
        raise UnknownName(f"{kind}:{slug}")
    iri = names.iri(f"{kind}:{slug}")
    shown = things.thing(asked.graph(request).store, iri, languages.language_of(request))
    return render(request, "thing.html", thing=shown, path=places.path_of(iri))


def query_list(request: Request) -> Response:
    """Return the page of all stored queries."""
    language = languages.language_of(request)
    listed = [
        (one, queries.filled(one.questions[language], {slot.name: f"‹{slot.name}›" for slot in one.parameters}))
        for one in queries.catalogue()
    ]
    return render(request, "queries.html", listed=listed)


def query(request: Request) -> Response:
    """Return the page of one stored query, with its rows once it is asked to run."""
    one = queries.get(request.path_params["name"])
    store, language = asked.graph(request).store, languages.language_of(request)
    given = {name: value for name, value in request.query_params.items() if name not in ("lang", "run")}
    fields = stored.fields(store, one, given, language)
    terms = asked.terms(request, one)
    is_run = "run" in request.query_params or not one.parameters
    return render(
        request,
        "query.html",
        stored=one,
        question=stored.question(one, fields, language),
        fields=fields,
        given={name: value for name, value in given.items() if value.strip()},
        result=stored.result(store, one, terms, language) if is_run else None,
        sparql=stored.sparql(one, terms),
        shown=stored.SHOWN,
    )
