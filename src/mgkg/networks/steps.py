"""Steps: all that ties two neighbours, gathered from the network and weighed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from mgkg.networks.evidence import HELD, Citation, Observation
from mgkg.networks.graph import stand_ins

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph

#: What a link rests on, best first, with the cost of its step.
#: people: most findings there say one thing; disputed: they do not; animals: shown in animals or cells, and not studied
#: in people; contrary: shown in animals or cells, and not in people; hierarchy and definition are no evidence. A step
#: where nothing was found costs so much that a path with one ranks behind every other.
COSTS = {
    "people": 1.0,
    "disputed": 1.25,
    "animals": 1.75,
    "contrary": 1.9,
    "unclear": 2.0,
    "hierarchy": 2.25,
    "definition": 2.25,
    "nothing": 100.0,
}
#: What findings cost more for each end that is a condition: two things studied with one condition are not tied by it.
_THROUGH_CONDITION = 1.0
#: What many studies in people are worth at most, so that of two like paths the one more studied stands first.
_STUDIED = 0.5
#: The kinds of things that paths lead through; a family stands for a combination or a ratio.
NODES = ("substance", "condition", "gene", "process", "family")
_CITED = tuple(field.name for field in fields(Citation))
_SAID = tuple(field.name for field in fields(Observation) if field.name not in ("start", "end", "citation"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What ties two things in one direction: findings, or what one of them is."""

    start: str
    end: str
    #: evidence, hierarchy or definition.
    kind: str
    #: The property of a hierarchy or definition.
    property: str | None = None
    observations: tuple[Observation, ...] = ()
    #: One of COSTS.
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """All links between two neighbours, best first."""

    ends: tuple[str, str]
    links: tuple[Link, ...]
    cost: float

    @property
    def best(self) -> Link:
        """Return the link on which the step rests."""
        return self.links[0]


def steps(graph: MultiDiGraph) -> Graph:
    """Return the network as a plain graph of substances, conditions, genes, processes and combinations.

    Every edge has a 'step'. Retracted sources are left out, and so is what says only that something was studied.
    """
    import networkx as nx

    found = nx.Graph()
    found.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if data.get("kind") in NODES)
    gathered: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in _links(graph):
        if link.start != link.end and link.start in found and link.end in found:
            gathered[_ends(link)].append(link)
    for ends, links in gathered.items():
        step = _step(ends, links)
        found.add_edge(*ends, step=step, cost=step.cost)
    return found


def _ends(link: Link) -> tuple[str, str]:
    return (link.start, link.end) if link.start < link.end else (link.end, link.start)


def _links(graph: MultiDiGraph) -> Iterable[Link]:
    nodes = stand_ins(graph)
    evidence: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    plain: dict[tuple[str, str, str], str] = {}
    for start, end, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        if data["kind"] == "evidence" and not data["retracted"]:
            evidence[start, end].append(_observation(start, end, data))
        elif data["kind"] in ("hierarchy", "definition") and key not in ("mgkg:ofSubstance", "mgkg:inFamily"):
            plain[nodes.get(start, start), nodes.get(end, end), key] = data["kind"]
    for (start, end), found in evidence.items():
        yield Link(start=start, end=end, kind="evidence", observations=tuple(found), standing=standing(found))
    for (start, end, key), kind in plain.items():
        yield Link(start=start, end=end, kind=kind, property=key, standing=kind)


def _observation(start: str, end: str, data: Mapping[str, Any]) -> Observation:
    citation = Citation(**{name: data[name] for name in _CITED})
    return Observation(start=start, end=end, citation=citation, **{name: data[name] for name in _SAID})


def standing(found: Iterable[Observation]) -> str:
    """Return what findings are worth together: one of COSTS that is evidence.

    Findings on the two things themselves decide; where there are none, those whose mechanism only involves one of them.
    What animals showed does not become nothing because people did not show it, and stays marked as theirs.
    """
    observed = list(found)
    decisive = [one for one in observed if one.directness == "direct"] or observed
    people = Counter(one.found for one in decisive if one.setting == "people")
    rest = {one.found for one in decisive if one.setting != "people"}
    if people.keys() & HELD:
        return "people" if 2 * max(people[word] for word in HELD) > people.total() else "disputed"
    if rest & HELD:
        return "contrary" if people else "animals"
    return "nothing" if "none" in rest | people.keys() else "unclear"


def _step(ends: tuple[str, str], links: list[Link]) -> Step:
    ordered = tuple(sorted(links, key=lambda link: (COSTS[link.standing], -_studies(link), link.start, str(link))))
    conditions = sum(end.startswith("condition:") for end in ends) if ordered[0].kind == "evidence" else 0
    cost = COSTS[ordered[0].standing] + conditions * _THROUGH_CONDITION + _STUDIED / (1 + _studies(ordered[0]))
    return Step(ends=ends, links=ordered, cost=cost)


def _studies(link: Link) -> int:
    """Return how many studies in people a link rests on."""
    return len({one.citation.study for one in link.observations if one.setting == "people"})
