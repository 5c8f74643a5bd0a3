"""Searches: what was looked for, so that a cell without findings is told from one where nobody looked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mgkg.networks.reading import Row, records, terms
from mgkg.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search: for which substances, conditions and modifiers, where, when, and with how many hits."""

    search: str
    #: Those searched for, with all that is narrower or broader than one of them.
    substances: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    on: str | None = None
    places: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    hits: int | None = None
    eligible: int | None = None


def searches(store: Store) -> tuple[Search, ...]:
    """Return every search on record, in the order of their names."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in records(store, "searches"):
        grouped[row["search"]].append(row)
    related = _related(store, {row["substance"] for rows in grouped.values() for row in rows if "substance" in row})
    return tuple(_search(name, rows, related) for name, rows in grouped.items())


def matching(
    searches: Iterable[Search], substances: Iterable[str], condition: str, modifier: str | None = None
) -> tuple[Search, ...]:
    """Return the searches for exactly one cell: one of the substances, the condition, and the modifier or none."""
    wanted = {modifier} if modifier else set()
    asked = set(substances)
    return tuple(
        one
        for one in searches
        if condition in one.conditions
        and asked & one.substances
        and (modifier in one.modifiers if wanted else not one.modifiers)
    )


def state(searches: Iterable[Search]) -> str:
    """Return what searches amount to where there is no finding; hits stand in where eligible studies are not told."""
    found = [one.eligible if one.eligible is not None else one.hits or 0 for one in searches]
    if not found:
        return "nobody looked"
    return "searched, not in the graph" if max(found) > 0 else "searched, nothing found"


def _related(store: Store, substances: set[str]) -> dict[str, set[str]]:
    related: dict[str, set[str]] = {name: {name} for name in substances}
    if substances:
        for row in records(store, "relatives", {"concept": terms(tuple(sorted(substances)))}):
            if row["relation"] in ("narrower", "broader"):
                related[row["concept"]].add(row["relative"])
    return related


def _search(name: str, rows: list[Row], related: Mapping[str, set[str]]) -> Search:
    first = rows[0]
    asked = _all(rows, "substance")
    return Search(
        search=name,
        substances=frozenset(name for substance in asked for name in related[substance]),
        conditions=frozenset(_all(rows, "condition")),
        modifiers=frozenset(_all(rows, "modifier")),
        on=first.get("on"),
        places=_all(rows, "place"),
        terms=_all(rows, "terms"),
        hits=int(first["hits"]) if "hits" in first else None,
        eligible=int(first["eligible"]) if "eligible" in first else None,
    )


def _all(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in rows if column in row))
