"""Where an import reads and writes: the files of a graph folder and the ontology that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mgkg import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The files and folders of one graph."""

    studies: Path
    factors: Path
    keys: Path
    faults: Path
    #: What describes the words of the sheets.
    vocabulary: tuple[Path, ...]


def of(graph: Path) -> Places:
    """Return the places of a graph folder.

    Beside a folder `ontology` that holds mgkg.ttl, as in a checkout, factors are terms of that ontology. Elsewhere
    the ontology is the package's own and new factors stay in the graph folder.
    """
    beside = graph.resolve().parent / "ontology"
    checkout = (beside / "mgkg.ttl").is_file()
    own = tuple(sorted(graph.glob("*.ttl")))
    return Places(
        studies=graph / "studies",
        factors=beside / "factors.ttl" if checkout else graph / "factors.ttl",
        keys=graph / "keys.tsv",
        faults=graph / "import-faults.tsv",
        vocabulary=(beside if checkout else files.folder("ontology"), *own),
    )
