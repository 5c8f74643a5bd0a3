"""Modifiers: what may change an effect, and whether anybody tested or looked for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mgkg.networks.grid import Asked
from mgkg.networks.reading import Row, answers, records, terms
from mgkg.networks.searches import Search, matching, state
from mgkg.store import Store

#: What is known of a modifier besides what searches amount to.
TESTED, PROPOSED = "tested", "proposed, never tested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A finding or a hypothesis that proposes a modifier."""

    statement: str
    #: finding or hypothesis.
    role: str
    #: The study of a finding, the publication of a hypothesis.
    source: str | None = None
    year: int | None = None
    as_printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """A substance, a condition and what may change the effect of one on the other."""

    substance: str
    condition: str
    modifier: str
    proposals: tuple[Proposal, ...] = ()
    #: How many findings tested it, whatever came out.
    tested: int = 0
    searches: tuple[Search, ...] = ()
    #: tested, or proposed and never tested; else what searches amount to.
    state: str


def modifiers(
    store: Store,
    on: Asked,
    searches: Iterable[Search],
    *,
    substance: str | None = None,
    condition: str | None = None,
    modifier: str | None = None,
) -> tuple[Modifier, ...]:
    """Return the modifiers that were proposed and never tested; of those, the broader and narrower ones of one named.

    One that is named, with a substance and a condition, comes first even if nobody proposed it.
    """
    known = tuple(searches)
    substances, conditions = _asked(substance, on.substances), _asked(condition, on.conditions)
    if not substances or not conditions:
        return ()
    within = _related(store, modifier) if modifier else set()
    grouped: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    given = {"substance": terms(substances), "condition": terms(conditions)}
    for row in answers(store, "untested-modifications", given):
        own = condition is not None or row["outcome"] == row["condition"]
        if own and (modifier is None or row["modifier"] in within):
            grouped[row["substance"], row["outcome"], row["modifier"]].append(row)
    found = [_proposed(key, rows, known) for key, rows in grouped.items()]
    if substance and condition and modifier and not any(one.modifier == modifier for one in found):
        found.insert(0, _looked_for(store, substance, condition, modifier, known))
    return tuple(found)


def _related(store: Store, name: str) -> set[str]:
    rows = records(store, "relatives", {"concept": terms((name,))})
    return {name, *(row["relative"] for row in rows if row["relation"] in ("narrower", "broader"))}


def _asked(name: str | None, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    return otherwise if name is None else (name,)


def _proposed(key: tuple[str, str, str], rows: list[Row], searches: tuple[Search, ...]) -> Modifier:
    substance, condition, modifier = key
    proposals = {row["statement"]: _proposal(row) for row in rows}
    return Modifier(
        substance=substance,
        condition=condition,
        modifier=modifier,
        proposals=tuple(proposals.values()),
        searches=matching(searches, [substance], condition, modifier),
        state=PROPOSED,
    )


def _proposal(row: Row) -> Proposal:
    return Proposal(
        statement=row["statement"],
        role=row["role"],
        source=row.get("source"),
        year=int(row["year"]) if "year" in row else None,
        as_printed=row.get("asPrinted"),
    )


def _looked_for(store: Store, substance: str, condition: str, modifier: str, searches: tuple[Search, ...]) -> Modifier:
    """Return what is known of a modifier that nobody proposed without testing it."""
    given = {"substance": terms((substance,)), "condition": terms((condition,)), "modifier": terms((modifier,))}
    rows = answers(store, "effect-modification", given)
    tests = {row["finding"] for row in rows if row.get("modification") != "modification:proposed-only"}
    looked = matching(searches, [substance], condition, modifier)
    return Modifier(
        substance=substance,
        condition=condition,
        modifier=modifier,
        tested=len(tests),
        searches=looked,
        state=TESTED if tests else state(looked),
    )
