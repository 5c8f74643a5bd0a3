"""The network: entities as a networkx graph, tied by what they are and by every finding."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from mgkg import names
from mgkg.networks.evidence import Observation, observations
from mgkg.networks.reading import records
from mgkg.store import Store

if TYPE_CHECKING:
    from networkx import MultiDiGraph

#: What a property says of two things; all others say what a thing is.
_KINDS = {"skos:broader": "hierarchy", "mgkg:studiedWith": "studied"}


def network(store: Store) -> MultiDiGraph:
    """Return the entities of a store as a networkx graph.

    Nodes are compact names with 'iri', 'kind' and the labels 'en' and 'nl'. Every edge has a 'kind'. hierarchy,
    definition and studied come from a property, whose compact name is the key; studied says that there is a finding,
    not what it found. An edge of kind evidence is one finding, whose compact name is the key, from what was studied
    as exposure to its outcome, with the fields of Observation and Citation as its attributes.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    for row in records(store, "network-nodes"):
        entity = row["entity"]
        named = {"iri": names.iri(entity), "kind": names.kind_of(names.iri(entity)), row["language"]: row["label"]}
        graph.add_node(entity, **named)
    for row in records(store, "network-edges"):
        kind = _KINDS.get(row["property"], "definition")
        graph.add_edge(row["subject"], row["object"], key=row["property"], kind=kind)
    for one in observations(store, stand_ins(graph)):
        graph.add_edge(one.start, one.end, key=one.finding, kind="evidence", **_attributes(one))
    return graph


def stand_ins(graph: MultiDiGraph) -> dict[str, str]:
    """Return what each factor and family stands for: its one substance, or the family of a combination or ratio."""
    members: dict[str, str] = {}
    single: dict[str, str] = {}
    for factor, thing, key in graph.edges(keys=True):
        if key == "mgkg:ofSubstance":
            single[factor] = thing
        elif key == "mgkg:inFamily":
            members[factor] = thing
    families = {family: single[factor] for factor, family in members.items() if factor in single}
    genes = {gene for gene in members if gene.startswith("gene:")}
    return {**{factor: family for factor, family in members.items() if factor not in genes}, **families, **single}


def _attributes(one: Observation) -> dict[str, object]:
    """Return what an edge says of a finding; where it leads is told by the edge."""
    said = {name: value for name, value in asdict(one).items() if name not in ("start", "end", "citation")}
    return {**said, **asdict(one.citation)}
