"""The form of a SPARQL text, and what is refused of it, told without running it."""

from __future__ import annotations

import re
import secrets

import pyoxigraph as ox

from mgkg.errors import QueryError

#: The forms of a query: what makes triples, and what makes rows.
GRAPH_FORMS = frozenset({"CONSTRUCT", "DESCRIBE"})
ROW_FORMS = frozenset({"ASK", "SELECT"})
#: The first words of texts that change data.
UPDATES = frozenset({"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"})

#: Letters that stand in for a word; without s they never spell the word that they replace.
_LETTERS = "abcdefghijklmnopqrtuvwxyz"
_PROLOGUE = re.compile(
    r"""(?:\s|\#[^\n\r]*|BASE\s*<[^>]*>|PREFIX\s*[^\s:<]*\s*:\s*<[^>]*>|VERSION\s*(?:"[^"]*"|'[^']*'))*""",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")
_SERVICE = re.compile("service", re.IGNORECASE)
_SERVICE_SILENT = re.compile(r"service(\s+silent)?", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U0{3}([0-9A-Fa-f]{5})")
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CLASS = re.compile(r"\[[^\]]*\]|'[^']*'")
_SENTENCE = re.compile(r"[A-Z][A-Za-z]*(?: [A-Za-z]+)+")
_KEYWORD = re.compile(r"\b[A-Z_]{2,}\b")


def form(query: str) -> str:
    r"""Return the first word of a SPARQL text behind comments and prefixes, in capitals: its form.

    >>> form("# select\nPREFIX x: <https://example.org/> construct {?a ?b ?c} where {?a ?b ?c}")
    'CONSTRUCT'
    """
    prologue = _PROLOGUE.match(query)
    word = _WORD.match(query, prologue.end() if prologue else 0)
    return word.group().upper() if word else ""


def refuse(query: str) -> None:
    """Refuse a text that is no query, changes data or has the store call another endpoint; anything else passes.

    Raises QueryError.
    """
    word = form(query)
    if word in UPDATES:
        raise QueryError(f"{word} changes data, and only queries are answered; ask with SELECT, ASK or CONSTRUCT")
    if word not in GRAPH_FORMS | ROW_FORMS:
        raise QueryError(
            f"a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with '{word}'; mend its beginning"
        )
    if _SERVICE.search(_ESCAPE.sub(_unescaped, query)):
        _refuse_service(query)


def misplaced(query: str) -> QueryError:
    """Return the error for a query that was given to the verb that answers the other forms.

    >>> str(misplaced("DESCRIBE <https://example.org/a>"))
    'DESCRIBE makes triples, not rows; ask it with construct'
    """
    word = form(query)
    other = (
        "triples, not rows; ask it with construct" if word in GRAPH_FORMS else "rows, not triples; ask it with select"
    )
    return QueryError(f"{word} makes {other}")


def _refuse_service(query: str) -> None:
    """Refuse a query in which SERVICE is a keyword, not part of a name, a text or a comment.

    The engine's own grammar tells: where the word is only part of something, the query still parses when another word
    stands in its place; a keyword cannot be replaced so. A reading of our own could be fooled: the engine takes
    `FILTER(?a<?b)SERVICE#>` for a keyword and a comment, where a scanner sees an IRI. The other word is drawn anew each
    time, so that nobody can prepare a name for it; nothing is asked of anyone, as no SERVICE is left in the text.
    """
    if len(_SERVICE.findall(query)) != len(_SERVICE.findall(_ESCAPE.sub(_unescaped, query))):
        raise QueryError("the word SERVICE is spelt with escapes; write it in plain letters")
    word = "".join(secrets.choice(_LETTERS) for _ in "service")
    fault = _fault(_SERVICE.sub(lambda found: _cased(word, found.group()), query))
    if fault is None:
        return
    if _fault(_SERVICE_SILENT.sub("GRAPH", query)) is None:
        raise QueryError("SERVICE would have the store call another endpoint, which is refused; ask that one directly")
    raise broken(fault)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found.group(1) or found.group(2), 16))


def _cased(word: str, like: str) -> str:
    """Return a word with the capitals of another, so that names that differ by case still differ."""
    return "".join(new.upper() if old.isupper() else new for new, old in zip(word, like, strict=True))


def _fault(query: str) -> SyntaxError | None:
    """Return the fault that the engine finds in a query, if any, asking it of a store that holds nothing."""
    try:
        ox.Store().query(query)
    except SyntaxError as error:
        return error
    return None


def broken(error: SyntaxError) -> QueryError:
    """Return the error that tells where a query does not parse, as far as the engine knows.

    >>> try:
    ...     ox.Store().query("SELECT ?x WHERE { ?x ?y }")
    ... except SyntaxError as error:
    ...     print(broken(error))
    the query does not parse near line 1, column 19; mend it there and ask again
    """
    place = _PLACE.match(error.msg)
    if place is None:
        return QueryError(f"the query does not parse: {error.msg}; mend it and ask again")
    line, column, rest = int(place[1]), int(place[2]), _CLASS.sub("", place[3])
    sentences, keywords = _SENTENCE.findall(rest), _KEYWORD.findall(rest)
    what = f": {sentences[0][0].lower()}{sentences[0][1:]}" if sentences else ""
    if not sentences and len({len(keyword) for keyword in keywords}) == 1:
        column = max(1, column - len(keywords[0]))
    where = f"near line {line}, column {column}"
    return QueryError(f"the query does not parse {where}{what}; mend it there and ask again")
