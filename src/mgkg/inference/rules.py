"""The rules in queries/rules, applied in the order of their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from mgkg import files, names
from mgkg.store.protocol import Store

#: The named graph that inference writes, and nothing else does.
GRAPH = names.iri("graph:inferred")


class WritableStore(Store, Protocol):
    """A store that takes what a stage derives."""

    def extend(self, triples: Iterable[ox.Triple], graph: str) -> None:
        """Add triples to a named graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its name, which gives its place, and its CONSTRUCT query."""

    name: str
    query: str


def rules(place: Path | None = None) -> tuple[Rule, ...]:
    """Return the rules of a folder (the project's own by default) in the order in which they apply."""
    folder = place or files.folder("queries") / "rules"
    return tuple(Rule(name=path.stem, query=path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.rq")))


def apply(rule: Rule, store: WritableStore) -> int:
    """Write what one rule derives into the inferred graph and return how many triples it derived, known ones too."""
    derived = list(store.construct(rule.query))
    store.extend(derived, GRAPH)
    return len(derived)


def infer(store: WritableStore) -> int:
    """Apply every rule once, in order, and return the number of triples derived.

    A rule may rest on those before it, never on those behind it, so one pass is enough.
    """
    return sum(apply(rule, store) for rule in rules())
