"""Lists: the things of a kind, a page at a time, in the order of what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from mgkg import names, queries
from mgkg.store import Store
from mgkg.web.places import page_path
from mgkg.web.titles import titles

#: How many things a page of a list shows.
PER_PAGE = 60
#: The kinds that have lists, with the class of their things: what readers look for first, then what describes it.
LISTED = {
    "substance": "Substance",
    "condition": "Condition",
    "factor": "Factor",
    "family": "Family",
    "gene": "Gene",
    "process": "Process",
    "study": "Study",
    "finding": "Finding",
    "assessment": "Assessment",
    "hypothesis": "Hypothesis",
    "claim": "Claim",
    "search": "Search",
    "publication": "Publication",
    "cohort": "Cohort",
}

#: The lists that were read, by the store that they are of; a store that is gone takes them along.
_READ: WeakKeyDictionary[Store, dict[tuple[str, str], list[tuple[str, str]]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list: titles with paths, which page of how many, how many things in all."""

    kind: str
    things: tuple[tuple[str, str], ...]
    number: int
    pages: int
    total: int


def listing(store: Store, kind: str, number: int, language: str) -> Listing:
    """Return one page of the list of a kind; a number beyond the last gives the last."""
    ordered = _ordered(store, kind, language)
    pages = max(1, -(-len(ordered) // PER_PAGE))
    number = min(max(number, 1), pages)
    shown = ordered[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Listing(kind=kind, things=tuple(shown), number=number, pages=pages, total=len(ordered))


def counts(store: Store) -> dict[str, int]:
    """Return how many things there are of each kind that has a list."""
    return {kind: len(_things(store, kind)) for kind in LISTED}


def _ordered(store: Store, kind: str, language: str) -> list[tuple[str, str]]:
    """Return the title and the path of each thing of a kind, in order, from memory once they were read."""
    read = _READ.setdefault(store, {})
    if (kind, language) not in read:
        found = _things(store, kind)
        called = titles(store, found, language)
        ordered = sorted((called[iri].casefold(), called[iri], page_path(iri)) for iri in found)
        read[kind, language] = [(title, path) for _, title, path in ordered]
    return read[kind, language]


def _things(store: Store, kind: str) -> list[str]:
    of_class = ox.NamedNode(names.iri(f"mgkg:{LISTED[kind]}"))
    rows = queries.records(store, "things-of-kind", {"class": of_class})
    return [row["thing"] for row in rows if names.kind_of(row["thing"]) == kind]
