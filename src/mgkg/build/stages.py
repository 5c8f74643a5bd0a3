"""The stages that fill a store, each with a named graph of its own: assert, infer, assess, describe."""

from __future__ import annotations

from collections.abc import Callable

from mgkg import names, queries
from mgkg.build import known
from mgkg.build.about import describe
from mgkg.build.inputs import Inputs, version
from mgkg.inference import GRAPH as INFERRED
from mgkg.inference import infer
from mgkg.store import EmbeddedStore

#: The named graph of what people wrote.
ASSERTED = names.iri("graph:asserted")
#: The named graph of what findings amount to.
ASSESSED = known.GRAPH
#: The named graph of what a build says of itself.
ABOUT = names.iri("graph:about")

#: What is told of the progress of a build: one line for every stage.
Progress = Callable[[str], None]


def fill(
    store: EmbeddedStore, given: Inputs, progress: Progress, previous: EmbeddedStore | None = None
) -> dict[str, int]:
    """Fill an empty store stage by stage and return how many triples each named graph holds.

    What a previous store concluded is taken over on questions of which nothing has changed.
    Raises SyntaxFault for a file that does not parse.
    """
    from mgkg.build.assessing import assessed

    progress(f"reading {len(given.asserted)} files")
    store.load(given.asserted, ASSERTED)
    progress("deriving signs, verdicts and hierarchies")
    infer(store)
    progress("assessing what findings amount to")
    store.extend(list(assessed(store, previous)), ASSESSED)
    progress("counting")
    triples = _sizes(store, ASSERTED, INFERRED, ASSESSED)
    store.extend(describe(store, triples, version=version(), licensed=not given.foreign), ABOUT)
    triples = _sizes(store, *triples, ABOUT)
    store.optimize()
    store.flush()
    return triples


def derived(store: EmbeddedStore) -> int:
    """Write what follows from a store's asserted graph into it and return how many triples, for who checks them."""
    return infer(store)


def _sizes(store: EmbeddedStore, *graphs: str) -> dict[str, int]:
    sizes = {row["graph"]: int(row["triples"]) for row in queries.records(store, "graph-sizes")}
    return {graph: sizes.get(graph, 0) for graph in graphs}
