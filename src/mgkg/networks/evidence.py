"""Evidence as it stands on an edge: which two things a finding ties, in whom, and what it found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mgkg import names
from mgkg.networks.reading import Row, records
from mgkg.store import Store

#: Where evidence comes from, best first.
SETTINGS = ("people", "animals", "in vitro")
#: What findings come to in a word. Higher and lower: of the outcome, with more of the substance.
WORDS = ("higher", "lower", "mechanism", "none", "unclear")
#: The words of findings that show something; none and unclear do not.
HELD = frozenset(WORDS[:3])

#: An outcome that has less of its substance when there is more of it.
_DEFICIENCY = "exposure-kind:deficiency"
_TURNED = {"higher": "lower", "lower": "higher"}
_IN_VITRO = frozenset({"species:in-vitro", "design:in-vitro-experiment"})
_HUMAN = "species:human"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A study as it is cited: who, when and where, how it was done, and whether it was withdrawn."""

    study: str
    #: The last name of an author and the year.
    label: str
    year: int | None = None
    doi: str | None = None
    design: str | None = None
    retracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A finding as it ties two things; names are compact."""

    start: str
    end: str
    finding: str
    citation: Citation
    exposure: str
    outcome: str
    aspect: str
    #: people, animals or in vitro.
    setting: str
    #: One of WORDS: of the substance at the end, so that less deficiency is more of it.
    found: str
    #: direct where the two are exposure and outcome, involved where the mechanism acts on or through one of them.
    directness: str
    verdict: str | None = None
    #: The effect of more of the substance, 1, 0 or -1, turned as found is; only for the outcome itself.
    sign: int | None = None
    mechanism: str | None = None
    species: str = _HUMAN


def observations(store: Store, nodes: Mapping[str, str]) -> Iterator[Observation]:
    """Yield every finding for each two things that it ties.

    nodes gives the substance or combination of each factor; genes, processes and conditions stand for themselves.
    """
    citations = _citations(store)
    things: dict[str, list[str]] = defaultdict(list)
    for row in records(store, "network-acts-on"):
        things[row["finding"]].append(row["thing"])
    seen: set[str] = set()
    for row in records(store, "network-findings"):
        if row["study"] in citations and row["finding"] not in seen:
            seen.add(row["finding"])
            yield from _of_finding(row, citations[row["study"]], nodes, things[row["finding"]])


def _of_finding(row: Row, citation: Citation, nodes: Mapping[str, str], things: list[str]) -> Iterator[Observation]:
    start, end = (nodes.get(row[column], row[column]) for column in ("exposure", "outcome"))
    yield _observation(row, citation, start, end)
    for thing in (nodes.get(thing, thing) for thing in things):
        if thing in (start, end):
            continue
        yield _observation(row, citation, start, thing, directness="involved")
        if names.local_name(thing) and thing.startswith(("gene:", "process:")):
            yield _observation(row, citation, thing, end, directness="involved")


def _observation(row: Row, citation: Citation, start: str, end: str, directness: str = "direct") -> Observation:
    species = row.get("species") or row.get("speciesOfWhole") or _HUMAN
    direct, less = directness == "direct", row.get("outcomeKind") == _DEFICIENCY
    word = found(row.get("verdict"), row["aspect"])
    sign = int(row["sign"]) if direct and "sign" in row else None
    return Observation(
        start=start,
        end=end,
        finding=row["finding"],
        citation=citation,
        exposure=row["exposure"],
        outcome=row["outcome"],
        aspect=row["aspect"],
        setting=setting(species, citation.design),
        found=(_TURNED.get(word, word) if less else word) if direct else _involved(word),
        directness=directness,
        verdict=row.get("verdict"),
        sign=-sign if sign and less else sign,
        mechanism=row.get("mechanism"),
        species=species,
    )


def setting(species: str, design: str | None) -> str:
    """Return where evidence comes from: people, animals or in vitro; what a design says outweighs the species.

    >>> setting("species:rat", None), setting("species:human", "design:in-vitro-experiment")
    ('animals', 'in vitro')
    """
    if species in _IN_VITRO or design in _IN_VITRO:
        return "in vitro"
    return "people" if species == _HUMAN and design != "design:animal-experiment" else "animals"


def found(verdict: str | None, aspect: str) -> str:
    """Return what a finding comes to in a word; a mechanism without a direction is one that was seen.

    >>> found("verdict:no-large-effect", "aspect:risk"), found("verdict:lower-unquantified", "aspect:mechanism")
    ('none', 'lower')
    """
    first = names.local_name(verdict).split("-")[0] if verdict else ""
    if first in WORDS:
        return first
    if first in ("no", "null"):
        return "none"
    return "mechanism" if aspect == "aspect:mechanism" and first in ("", "descriptive") else "unclear"


def _involved(word: str) -> str:
    """Return what a finding shows of something that its mechanism acts on: that it takes part, where anything holds."""
    return "mechanism" if word in HELD else word


def _citations(store: Store) -> dict[str, Citation]:
    cited: dict[str, Citation] = {}
    for row in records(store, "network-studies"):
        if row["study"] not in cited:
            cited[row["study"]] = Citation(
                study=row["study"],
                label=_label(row),
                year=int(row["year"]) if "year" in row else None,
                doi=row.get("doi"),
                design=row.get("design"),
                retracted=row.get("status") == "publication-status:retracted",
            )
    return cited


def _label(row: Row) -> str:
    author = row["author"].rsplit(" ", 1)[0] if "author" in row else names.local_name(row["study"])
    year = row.get("year", "")
    return author if author.endswith(year) else f"{author} {year}"
