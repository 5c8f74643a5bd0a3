"""Gaps: where there are findings, where somebody searched, and where nobody looked, as far as the graph knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mgkg.networks.grid import STATES, Cell, asked, cells, studied
from mgkg.networks.modifiers import Modifier, modifiers
from mgkg.networks.reading import records
from mgkg.networks.searches import searches
from mgkg.networks.wording import Labels
from mgkg.store import Store

#: How many cells are given where nothing else is asked for.
CELLS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """A grid of substances by conditions, and what may change an effect and was never tested."""

    substance: str | None = None
    condition: str | None = None
    modifier: str | None = None
    #: Those without findings first.
    cells: tuple[Cell, ...]
    #: How many cells of the whole grid are in each state.
    counts: Mapping[str, int]
    modifiers: tuple[Modifier, ...] = ()
    labels: Labels


def gaps(
    store: Store,
    *,
    substance: str | None = None,
    condition: str | None = None,
    modifier: str | None = None,
    limit: int = CELLS,
) -> Gaps:
    """Return the gaps of the graph, or those of a substance, a condition and a modifier, by their compact names.

    With a substance and a condition there is a cell for each kind of exposure; else one for each substance. Narrower
    ones have cells of their own, and count with the broader.
    """
    counts, known = studied(store), searches(store)
    on = asked(store, counts, substance, condition)
    found = cells(store, on, counts, known)
    restricted = any((substance, condition, modifier))
    states = Counter(cell.state for cell in found)
    return Gaps(
        substance=substance,
        condition=condition,
        modifier=modifier,
        cells=found[:limit],
        counts={name: states[name] for name in STATES},
        modifiers=modifiers(store, on, known, substance=substance, condition=condition, modifier=modifier)
        if restricted
        else (),
        labels=_labels(store),
    )


def _labels(store: Store) -> Labels:
    labels: dict[str, dict[str, str]] = {}
    for row in records(store, "network-nodes"):
        labels.setdefault(row["entity"], {})[row["language"]] = row["label"]
    return labels
