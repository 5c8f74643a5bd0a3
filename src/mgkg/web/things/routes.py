"""Routes of linked data: an IRI's path leads to a page or to RDF, by what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from mgkg import names
from mgkg.errors import MgkgError, UnknownName
from mgkg.web import accept, pages, places, problems, replies
from mgkg.web.things import subjects
from mgkg.web.things.representations import HTML, RDF, classes, ending, links, split, write

#: Gives the triples of what a path names.
_Told = Callable[[], Sequence[ox.Triple]]

_OFFERS = (HTML, *RDF.values())


def routes() -> list[BaseRoute]:
    """Return the routes at which the project's IRIs answer."""
    kinds = [kind for kind in names.KINDS if kind not in ("query", "shape")]
    return [
        *(Route(f"/{kind}/{{name}}", thing, name=f"thing-{kind}") for kind in kinds),
        Route("/query/{name}", query),
        Route("/shape/{name}", shape),
        Route("/ontology", ontology),
        Route("/ontology.{form}", ontology),
        Route("/ontology/{version}", ontology_version),
        Route("/dataset", dataset),
        Route("/.well-known/void", void),
    ]


def thing(request: Request) -> Response:
    """Send a client on to what it asked for of a thing, a page or RDF; with an ending, give the RDF itself."""
    kind, written = request.url.path.removeprefix(_root(request)).split("/")[-2:]
    name, form = split(written)
    iri = f"{names.BASE}{kind}/{name}"
    if not places.SLUG.fullmatch(name):
        return _missing(request, UnknownName(f"{kind}:{name}"))
    return _given(request, iri, form, lambda: subjects.thing(request.app.state.graph.store, iri))


def query(request: Request) -> Response:
    """Send a client on to the page of a stored query; with an ending, give it as RDF or as SPARQL."""
    name, form = split(request.path_params["name"])
    sparql = name.endswith(".rq")
    try:
        told = subjects.query(name.removesuffix(".rq"))
    except MgkgError as error:
        return _missing(request, error)
    if sparql:
        text = next(one.object.value for one in told if isinstance(one.object, ox.Literal) and "\n" in one.object.value)
        return replies.unless_known(request, "rq", lambda: Response(text, media_type="application/sparql-query"))
    return _given(request, f"{names.BASE}query/{name}", form, lambda: told)


def shape(request: Request) -> Response:
    """Give a shape, as a page or as RDF."""
    name, form = split(request.path_params["name"])
    iri = f"{names.BASE}shape/{name}"
    try:
        told = subjects.shape(iri)
    except (MgkgError, ValueError):
        return _missing(request, UnknownName(f"shape:{name}"))
    return _direct(request, f"/shape/{name}", form, lambda: told, pages.shape)


def ontology(request: Request) -> Response:
    """Give the whole ontology, as a page or as RDF."""
    form = request.path_params.get("form", "")
    if form and form not in RDF:
        return _missing(request, UnknownName(f"ontology.{form}"))
    return _direct(request, "/ontology", form, subjects.ontology, pages.ontology)


def ontology_version(request: Request) -> Response:
    """Give the ontology of a version, which is the one that this server has."""
    version, form = split(request.path_params["version"])
    if version != subjects.ontology_version():
        return _missing(request, UnknownName(f"ontology/{version}", (f"ontology/{subjects.ontology_version()}",)))
    return _direct(request, f"/ontology/{version}", form, subjects.ontology, pages.ontology)


def dataset(request: Request) -> Response:
    """Send a client on to the description of the dataset."""
    return RedirectResponse(f"{_root(request)}/.well-known/void", 303)


def void(request: Request) -> Response:
    """Give the description of the dataset: what it holds, how much, under which licence."""
    told = subjects.dataset(request.app.state.graph.store)
    form = request.query_params.get("format", "")
    offers = (*RDF.values(), HTML)
    return _direct(request, "/.well-known/void", form if form in RDF else "", lambda: told, pages.dataset, offers)


def _given(request: Request, iri: str, form: str, told: _Told) -> Response:
    """Return the RDF of a thing, or the redirect to the form that is asked for."""
    try:
        triples = told()
    except MgkgError as error:
        return _missing(request, error)
    root, path, store = _root(request), places.path_of(iri), request.app.state.graph.store
    licensed = subjects.is_licensed(store)
    header = {"Vary": "Accept"}
    header["Link"] = links(path, places.page_path(iri), root=root, types=classes(store, iri), licensed=licensed)
    if form:
        return replies.unless_known(
            request, form, lambda: Response(write(triples, form), 200, header, RDF[form]), vary="Accept"
        )
    best = accept.media_type(request.headers.get("accept"), _OFFERS)
    if best is None:
        return _not_acceptable(path)
    to = places.page_path(iri) if best == HTML else f"{path}.{ending(best)}"
    asked = f"?{request.url.query}" if request.url.query and best == HTML else ""
    return RedirectResponse(f"{root}{to}{asked}", 303, {**header, "Cache-Control": replies.KEPT})


def _direct(
    request: Request,
    path: str,
    form: str,
    told: _Told,
    page: Callable[[Request, Sequence[ox.Triple]], Response],
    offers: Sequence[str] = _OFFERS,
) -> Response:
    """Return a document that is what its IRI names, in the form that is asked for, without a redirect."""
    best = RDF[form] if form else accept.media_type(request.headers.get("accept"), offers)
    if best is None:
        return _not_acceptable(path)

    def make() -> Response:
        reply = page(request, told()) if best == HTML else Response(write(told(), ending(best)), media_type=best)
        reply.headers["Link"] = links(path, path, root=_root(request))
        return reply

    return replies.unless_known(request, f"{best} {pages.language_of(request)}", make)


def _missing(request: Request, error: MgkgError) -> Response:
    """Return that there is no such thing, as a page to people and as a problem to programs."""
    if accept.media_type(request.headers.get("accept"), ("application/json", HTML, *RDF.values())) == HTML:
        return pages.fault(request, error)
    return problems.of(error)


def _not_acceptable(path: str) -> Response:
    offered = ", ".join(_OFFERS)
    return problems.problem(406, "not-acceptable", f"{path} is given as {offered}; ask for one of these in Accept")


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", ""))
