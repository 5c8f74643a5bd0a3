"""Parameters of stored queries: what people write becomes terms, and terms replace the default, never text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from mgkg import names
from mgkg.errors import ParameterError
from mgkg.names import Iri
from mgkg.queries.catalogue import VALUES_LINE, Parameter, StoredQuery

#: A term that can stand in a query.
Value = ox.NamedNode | ox.Literal
#: One value or several for a parameter; several widen the question to any of them.
Values = Value | Iterable[Value]
#: Finds the thing that a text names, of a class (as mgkg:Substance) where one is given.
Resolve = Callable[[str, str | None], Iri]

#: What a text must look like to be of a type, with an example for those who got it wrong.
_FORMS = {
    "boolean": (re.compile(r"true|false"), "true or false"),
    "decimal": (re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"), "a number such as 0.5"),
    "integer": (re.compile(r"[+-]?[0-9]+"), "a whole number such as 2006"),
    "string": (re.compile(r".*", re.DOTALL), "a text"),
}


def as_written(text: str, of_class: str | None = None) -> Iri:
    """Return the IRI that a text is or abbreviates: how names are resolved where nothing cleverer is at hand.

    >>> as_written("substance:magnesium")
    'https://w3id.org/mgkg/substance/magnesium'

    Raises ParameterError.
    """
    try:
        return Iri(ox.NamedNode(names.iri(text)).value)
    except ValueError as error:
        wanted = f"a {of_class} is wanted, by its IRI or a name such as substance:magnesium" if of_class else str(error)
        raise ParameterError(f"'{text}' is not an IRI; {wanted}") from error


def terms(
    query: StoredQuery, texts: Mapping[str, str | Iterable[str]], resolve: Resolve = as_written
) -> dict[str, tuple[Value, ...]]:
    """Return the terms that texts given by people stand for, under the parameters' names.

    Raises ParameterError where a query has no such parameter or a text is not of its type, and what resolve raises.
    """
    found: dict[str, tuple[Value, ...]] = {}
    for name, given in texts.items():
        parameter = _declared(query, name)
        several = (given,) if isinstance(given, str) else tuple(given)
        found[name] = tuple(_term(query, parameter, text, resolve) for text in several)
    return found


def with_parameters(query: StoredQuery | str, values: Mapping[str, Values]) -> str:
    """Return the text of a query with other values in its VALUES lines; parameters not named keep their default.

    The terms are serialised here and set in one pass, so that nothing in a value is ever read as SPARQL. A bare text is
    taken as a query whose parameters are all its one-variable VALUES lines, of any type.

    >>> with_parameters("VALUES ?year { 2006 }", {"year": ox.Literal("1 } #")})
    'VALUES ?year { "1 } #" }'

    Raises ParameterError.
    """
    content = query if isinstance(query, str) else query.text
    lines = {name: " ".join(str(term) for term in _checked(query, name, given)) for name, given in values.items()}

    def line(found: re.Match[str]) -> str:
        return f"{found[1]} {lines[found[2]]} {found[4]}" if found[2] in lines else found[0]

    return VALUES_LINE.sub(line, content)


def _checked(query: StoredQuery | str, name: str, given: Values) -> tuple[Value, ...]:
    """Return the values of a parameter as a tuple once each is fit for it."""
    several = (given,) if isinstance(given, ox.NamedNode | ox.Literal) else tuple(given)
    if not several:
        raise ParameterError(f"parameter '{name}' was given no value; give one, or leave it out for its default")
    if isinstance(query, str):
        _known(name, tuple(line[2] for line in VALUES_LINE.finditer(query)), "the query")
        return several
    parameter = _declared(query, name)
    for term in several:
        if not _fits(parameter, term):
            raise ParameterError(f"{_where(query, parameter)}: {term} does not fit; {_wanted(parameter)} is accepted")
    return several


def _fits(parameter: Parameter, term: Value) -> bool:
    if isinstance(term, ox.NamedNode) or parameter.type == "iri":
        return isinstance(term, ox.NamedNode) and parameter.type == "iri"
    if parameter.type == "string":
        return term.datatype.value in (names.iri("xsd:string"), names.iri("rdf:langString"))
    return term.datatype.value == names.iri(f"xsd:{parameter.type}")


def _term(query: StoredQuery, parameter: Parameter, text: str, resolve: Resolve) -> Value:
    if parameter.type == "iri":
        return ox.NamedNode(resolve(text, parameter.of_class))
    pattern, _ = _FORMS[parameter.type]
    if not pattern.fullmatch(text):
        raise ParameterError(f"{_where(query, parameter)}: '{text}' does not fit; {_wanted(parameter)} is accepted")
    return ox.Literal(text, datatype=ox.NamedNode(names.iri(f"xsd:{parameter.type}")))


def _declared(query: StoredQuery, name: str) -> Parameter:
    known = {parameter.name: parameter for parameter in query.parameters}
    _known(name, tuple(known), f"query '{query.name}'")
    return known[name]


def _known(name: str, known: tuple[str, ...], whose: str) -> None:
    if name not in known:
        takes = f"it takes {', '.join(known)}" if known else "it takes none"
        raise ParameterError(f"{whose} has no parameter '{name}'; {takes}")


def _where(query: StoredQuery, parameter: Parameter) -> str:
    return f"query '{query.name}', parameter '{parameter.name}'"


def _wanted(parameter: Parameter) -> str:
    if parameter.type == "iri":
        return f"the IRI of a {parameter.of_class}" if parameter.of_class else "an IRI"
    return _FORMS[parameter.type][1]
