"""Titles: what a page calls a thing that has no label of its own, such as a finding or a conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from mgkg import files, names, queries
from mgkg.store import Store

#: What a thing is called by where it has it, best first.
_OWN = tuple(names.iri(name) for name in ("skos:prefLabel", "mgkg:title", "mgkg:statement", "rdfs:label"))
#: Kinds whose slug is family, outcome and aspect, joined by two hyphens.
_JOINED = ("assessment", "edge", "exclusion", "pooled", "proposition", "rating")
#: The kinds that an outcome can be of.
_OUTCOMES = ("condition", "factor", "process", "gene", "substance")

#: What is known of a thing: under each property, the labels of its values by language, '' for none.
_Facts = Mapping[str, Mapping[str, str]]


def titles(store: Store, things: Iterable[str], language: str) -> dict[str, str]:
    """Return a title for each of the project's things, in a language where there is one.

    A finding is called by its study, exposure, outcome and aspect, a conclusion by what it is on, an estimate by its
    numbers.
    """
    wanted = [thing for thing in dict.fromkeys(things) if names.kind_of(thing)]
    parts = {part for thing in wanted for part in _parts(thing)}
    facts = _facts(store, {*wanted, *parts})
    return {thing: _title(thing, facts, language) for thing in wanted}


def title(store: Store, thing: str, language: str) -> str:
    """Return the title of one thing; its IRI where it is none of the project's."""
    return titles(store, (thing,), language).get(thing, thing)


def _facts(store: Store, things: Iterable[str]) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    named = [ox.NamedNode(thing) for thing in sorted(things)]
    if not named:
        return found
    text = queries.text("titles", files.folder("queries") / "records")
    for thing, property_, value, label in store.select(queries.with_parameters(text, {"thing": named})):
        told = label if isinstance(label, ox.Literal) else value
        if isinstance(thing, ox.NamedNode) and isinstance(property_, ox.NamedNode):
            under = found.setdefault(thing.value, {}).setdefault(property_.value, {})
            if isinstance(told, ox.Literal):
                under[told.language or ""] = told.value
            elif isinstance(told, ox.NamedNode):
                under.setdefault("", told.value)
    return found


def _title(thing: str, facts: Mapping[str, _Facts], language: str) -> str:
    known = facts.get(thing, {})
    own = next((_best(known[name], language) for name in _OWN if name in known), "")
    if own:
        return own
    kind = names.kind_of(thing)
    if kind == "estimate":
        return _estimate(known, language) or named(thing)
    if kind == "finding" and names.iri("mgkg:exposure") in known:
        return _finding(known, language)
    if kind in _JOINED:
        return _joined(thing, facts, language)
    return named(thing)


def _finding(known: _Facts, language: str) -> str:
    exposure, outcome, aspect, study = (
        _best(known.get(names.iri(f"mgkg:{name}"), {}), language)
        for name in ("exposure", "outcome", "aspect", "fromStudy")
    )
    return f"{named(study)}: {_spoken(exposure)} → {_spoken(outcome)} ({_spoken(aspect)})"


def _estimate(known: _Facts, language: str) -> str:
    """Return an estimate as it is printed: measure, value, limits, p; what is not reported is left out."""
    measure, value, lower, upper, p = (
        _best(known.get(names.iri(f"mgkg:{name}"), {}), language)
        for name in ("measure", "value", "lower", "upper", "p")
    )
    limits = f"({lower}; {upper})" if lower and upper else ""
    chance = f"p {p}" if p.startswith(("<", ">", "=")) else f"p = {p}"
    return " ".join(part for part in (_spoken(measure), value, limits, chance if p else "") if part)


def _joined(thing: str, facts: Mapping[str, _Facts], language: str) -> str:
    """Return family, outcome and aspect in words, and what else the slug says."""
    family, outcome, *rest = names.local_name(thing).split("--")
    options = [names.iri(f"{kind}:{outcome}") for kind in _OUTCOMES]
    on = next((one for one in options if one in facts), options[0])
    first, second = (_label(one, facts, language) for one in (names.iri(f"family:{family}"), on))
    more = [_label(names.iri(f"aspect:{one}"), facts, language) for one in rest]
    return f"{first} → {second} ({', '.join(more)})" if more else f"{first} → {second}"


def _parts(thing: str) -> list[str]:
    """Return the things that a slug of several parts names."""
    if names.kind_of(thing) not in _JOINED:
        return []
    family, *rest = names.local_name(thing).split("--")
    outcomes = [names.iri(f"{kind}:{rest[0]}") for kind in _OUTCOMES] if rest else []
    return [names.iri(f"family:{family}"), *outcomes, *(names.iri(f"aspect:{one}") for one in rest[1:])]


def _label(thing: str, facts: Mapping[str, _Facts], language: str) -> str:
    return _best(facts.get(thing, {}).get(_OWN[0], {}), language) or _spoken(thing)


def _best(texts: Mapping[str, str], language: str) -> str:
    return next((texts[tag] for tag in (language, "en", "") if tag in texts), next(iter(texts.values()), ""))


def _spoken(text: str) -> str:
    return names.local_name(text).replace("-", " ") if text.startswith(names.BASE) else text


def named(thing: str) -> str:
    """Return the end of a name in words, as a reader has it.

    >>> named("https://w3id.org/mgkg/study/fondell-2013")
    'Fondell 2013'
    """
    words = _spoken(thing)
    return words[:1].upper() + words[1:]
