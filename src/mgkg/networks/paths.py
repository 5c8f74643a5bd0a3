"""Paths: how two things hang together, step by step, best supported first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mgkg.networks.steps import Step, steps

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph

#: How many steps a path has at most, and how many paths are given, where nothing else is asked for.
MAX_STEPS = 4
LIMIT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One way in which two things hang together: the things, by compact names, and what ties each to the next."""

    nodes: tuple[str, ...]
    steps: tuple[Step, ...]
    #: Lower is better supported; it only ranks.
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The paths between two things, best first."""

    start: str
    end: str
    max_steps: int
    paths: tuple[Path, ...]
    #: Whether there are further paths than were asked for.
    more: bool
    #: What each thing is called, in each language.
    labels: Mapping[str, Mapping[str, str]]


def paths(graph: MultiDiGraph, start: str, end: str, *, max_steps: int = MAX_STEPS, limit: int = LIMIT) -> Paths:
    """Return the best supported paths between two things of a network, each of them a thing that paths lead through.

    No path goes from one thing to another only because both are of one group. Equal paths stand in the order of their
    names, so the same network always gives the same paths.
    """
    tied = steps(graph)
    found: list[Path] = []
    for path in _best_first(tied, start, end, max_steps):
        found.append(path)
        if len(found) > limit:
            break
    return Paths(
        start=start,
        end=end,
        max_steps=max_steps,
        paths=tuple(found[:limit]),
        more=len(found) > limit,
        labels={node: _labels(data) for node, data in tied.nodes(data=True)},
    )


def _labels(data: Mapping[str, str]) -> dict[str, str]:
    return {language: data[language] for language in ("en", "nl") if language in data}


def _best_first(graph: Graph, start: str, end: str, max_steps: int) -> Iterator[Path]:
    """Yield paths from the cheapest on; a partial path is judged by its cost and the least that must still come."""
    import networkx as nx

    least = nx.single_source_dijkstra_path_length(graph, end, weight="cost")
    hops = nx.single_source_shortest_path_length(graph, end, cutoff=max_steps)
    waiting: list[tuple[float, tuple[str, ...], float]] = [(least[start], (start,), 0.0)] if start in hops else []
    while waiting:
        _, nodes, cost = heapq.heappop(waiting)
        if nodes[-1] == end:
            yield Path(nodes=nodes, steps=_steps(graph, nodes), cost=round(cost, 6))
            continue
        for node in graph[nodes[-1]]:
            if (
                node not in nodes
                and len(nodes) + hops.get(node, max_steps) <= max_steps
                and _goes_on(graph, nodes, node)
            ):
                so_far = cost + graph.edges[nodes[-1], node]["cost"]
                heapq.heappush(waiting, (so_far + least[node], (*nodes, node), so_far))


def _steps(graph: Graph, nodes: tuple[str, ...]) -> tuple[Step, ...]:
    return tuple(graph.edges[pair]["step"] for pair in pairwise(nodes))


def _goes_on(graph: Graph, nodes: tuple[str, ...], node: str) -> bool:
    """Return whether a path may go on to a node: after a step up the hierarchy not down another branch, nor back."""
    if len(nodes) < 2:
        return True
    before, after = graph.edges[nodes[-2], nodes[-1]]["step"].best, graph.edges[nodes[-1], node]["step"].best
    if before.kind != "hierarchy" or after.kind != "hierarchy":
        return True
    return bool((before.end == nodes[-1]) == (after.end == node))
