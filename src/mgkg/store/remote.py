"""The store at a SPARQL 1.1 endpoint, asked through SPARQLWrapper."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError

import pyoxigraph as ox

from mgkg.errors import EndpointError, MgkgError, QueryError
from mgkg.store import grammar
from mgkg.store.results import table
from mgkg.store.table import Table

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

#: Seconds of silence after which an endpoint is given up.
PATIENCE = 60
#: Characters of a query above which it is sent in the body of the request: many servers refuse longer addresses.
LONGEST_GET = 2000
#: How much of an endpoint's own words an error repeats, in characters.
LONGEST_WORDS = 200

_ROWS = "application/sparql-results+json"
_GRAPHS = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE}


class RemoteStore:
    """A graph at a SPARQL 1.1 endpoint whose default graph is the union of its graphs.

    An answer that was cut off on its way, or by the endpoint, raises EndpointError and never passes as whole.
    """

    def __init__(self, url: str, *, patience: int = PATIENCE) -> None:
        self.place = url
        self._patience = patience

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT query, or the one row of an ASK."""
        grammar.refuse(query)
        if grammar.form(query) in grammar.GRAPH_FORMS:
            raise grammar.misplaced(query)
        body, media = self._ask(query, _ROWS)
        try:
            return table(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._unreadable(body, media, "SPARQL results in JSON") from error

    def construct(self, query: str) -> Iterator[ox.Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        grammar.refuse(query)
        if grammar.form(query) in grammar.ROW_FORMS:
            raise grammar.misplaced(query)
        body, media = self._ask(query, "application/n-triples, text/turtle;q=0.9")
        try:
            quads = list(ox.parse(body, format=_GRAPHS[media]))
        except (KeyError, SyntaxError) as error:
            raise self._unreadable(body, media, "N-Triples or Turtle") from error
        return (quad.triple for quad in quads)

    def close(self) -> None:
        """Do nothing: no connection stays open between two queries."""

    def _ask(self, query: str, accept: str) -> tuple[bytes, str]:
        """Return the whole body of the answer and its media type."""
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        try:
            with self._request(query, accept).query().response as response:
                if response.length is None and not response.chunked and accept != _ROWS:
                    raise EndpointError(
                        f"{self.place}: the answer does not say how long it is, so a part might pass as whole"
                    )
                return response.read(), response.headers.get_content_type()
        except SPARQLWrapperException as error:
            status = error.__context__.code if isinstance(error.__context__, HTTPError) else 0
            raise self._refusal(status, _response(error)) from error
        except HTTPError as error:
            with error:
                raise self._refusal(error.code, error.read()) from error
        except (OSError, HTTPException, ValueError) as error:
            raise EndpointError(
                f"{self.place}: {_reason(error)}; check the address and that the server runs"
            ) from error

    def _request(self, query: str, accept: str) -> SPARQLWrapper:
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

        wrapper = SPARQLWrapper(self.place)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON if accept == _ROWS else TURTLE)
        wrapper.addCustomHttpHeader("Accept", accept)
        wrapper.setTimeout(self._patience)
        # setQuery would guess the form from the text, and take the word LOAD in a comment for an update
        wrapper.queryString, wrapper.queryType = query, grammar.form(query)
        if len(query) > LONGEST_GET:
            wrapper.setMethod(POST)
        return wrapper

    def _refusal(self, status: int, words: bytes) -> MgkgError:
        """Return the error for an answer with an HTTP status that is no success."""
        said = _line(words)
        if status == HTTPStatus.BAD_REQUEST:
            return QueryError(f"{self.place}: the endpoint refuses the query{said}; mend it and ask again")
        return EndpointError(f"{self.place}: the endpoint answers with HTTP status {status}{said}")

    def _unreadable(self, body: bytes, media: str, wanted: str) -> EndpointError:
        ending = _line(body[-LONGEST_WORDS:])
        return EndpointError(
            f"{self.place}: the answer, of type {media}, is not whole {wanted}; it ends in{ending.removeprefix(':')}"
            if ending
            else f"{self.place}: the answer, of type {media}, is empty, not {wanted}"
        )


def _response(error: Exception) -> bytes:
    """Return the body that SPARQLWrapper put into the text of its error, as Python writes bytes."""
    text = str(error).partition("Response:\n")[2]
    return bytes(ast.literal_eval(text)) if text else b""


def _line(words: bytes) -> str:
    """Return an endpoint's own words, shortened to one line behind a colon; nothing where it says nothing."""
    text = " ".join(words.decode("utf-8", "replace").split())
    return f": {text[:LONGEST_WORDS]}" if text else ""


def _reason(error: Exception) -> str:
    """Return why no whole answer came, in a few words."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return "the endpoint does not answer in time"
    if isinstance(cause, ConnectionRefusedError):
        return "nothing listens there"
    return f"no whole answer came ({' '.join(str(cause).split())})"
