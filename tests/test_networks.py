"""Networks: what an edge says of a finding, which paths there are between two things, and what is said of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from networkx import MultiDiGraph

import mgkg
from mgkg import build, files, inference, names, networks, queries, turtle
from mgkg.cli import run
from mgkg.errors import UnknownName, UsageError
from mgkg.knowledge import KnowledgeGraph
from mgkg.networks import Paths
from mgkg.networks.steps import COSTS
from mgkg.networks.wording import texts
from mgkg.store import EmbeddedStore, folders

ALS = "condition:amyotrophic-lateral-sclerosis"
MAGNESIUM, LEAD, ZINC, IRON = (f"substance:{name}" for name in ("magnesium", "lead", "zinc", "iron"))
PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in names.PREFIXES.items())
RECORDS = sorted((files.folder("queries") / "records").glob("*.rq"))


def finding(key: str, exposure: str, outcome: str, direction: str, *, species: str = "human", more: str = "") -> str:
    """Return one study with one finding, as Turtle."""
    aspect = "mechanism" if outcome.startswith(("factor:", "process:")) else "risk"
    return f"""
finding:{key}
    a mgkg:Finding ;
    mgkg:aspect aspect:{aspect} ;
    mgkg:exposure {exposure} ;
    mgkg:fromStudy study:{key} ;
    mgkg:outcome {outcome} ;
    mgkg:population population:{key} ;
    mgkg:reportedDirection direction:{direction} ;
    {more}
.
population:{key} a mgkg:Population ; mgkg:species species:{species} .
study:{key} a mgkg:Study ; mgkg:design design:cohort ; mgkg:population population:{key} ;
    mgkg:reportedIn publication:{key} .
publication:{key} a mgkg:Publication ; mgkg:author "Given {key.title()}" ; mgkg:year 2020 ;
    mgkg:doi "10.1/{key}" ; mgkg:publicationStatus publication-status:{"retracted" if "gone" in key else "current"} .
"""


@cache
def store_of(*findings: str) -> EmbeddedStore:
    """Return a store that holds the ontology, some findings and what follows from both."""
    store = EmbeddedStore.in_memory(sorted(files.folder("ontology").glob("*.ttl")))
    store.extend(turtle.parse(PREFIXES + "".join(findings), "given"), names.iri("graph:asserted"))
    inference.infer(store)
    return store


def between(start: str, end: str, *findings: str, **options: int) -> Paths:
    return networks.paths(networks.network(store_of(*findings)), start, end, **options)


def roads(found: Paths) -> list[str]:
    return [line for line, _ in networks.tell(found, "en").paths]


def marks(found: Paths) -> list[str]:
    return [mark for _, mark in networks.tell(found, "en").paths]


#: Lead raises the risk of ALS; magnesium lowers lead, and was studied on ALS.
LEAD_ALS = finding("a", "factor:lead-level-whole-blood", ALS, "positive")
MAGNESIUM_LEAD = finding("b", "factor:magnesium-intake", "factor:lead-level-whole-blood", "inverse")
MAGNESIUM_ALS = finding("c", "factor:magnesium-deficiency", ALS, "positive")


# the graph


def test_a_finding_is_an_edge_from_substance_to_outcome() -> None:
    graph = networks.network(store_of(MAGNESIUM_ALS))

    said = graph.edges[MAGNESIUM, ALS, "finding:c"]
    assert {name: said[name] for name in ("kind", "found", "sign", "setting", "label", "year", "doi", "design")} == {
        "kind": "evidence",
        "found": "lower",
        "sign": -1,
        "setting": "people",
        "label": "Given 2020",
        "year": 2020,
        "doi": "10.1/c",
        "design": "design:cohort",
    }
    assert said["exposure"] == "factor:magnesium-deficiency"
    assert graph.edges[MAGNESIUM, ALS, "mgkg:studiedWith"] == {"kind": "studied"}


def test_a_mechanism_reaches_what_it_acts_on_and_goes_on_through_a_process() -> None:
    more = "mgkg:actsOn process:oxidative-stress , substance:copper ;"
    graph = networks.network(store_of(finding("a", "factor:zinc-intake", ALS, "inverse", more=more)))

    involved = graph.edges[ZINC, "process:oxidative-stress", "finding:a"]
    assert (involved["found"], involved["sign"], involved["directness"]) == ("mechanism", None, "involved")
    assert graph.has_edge("process:oxidative-stress", ALS, key="finding:a")
    assert graph.has_edge(ZINC, "substance:copper", key="finding:a")
    assert not graph.has_edge("substance:copper", ALS, key="finding:a"), "copper was not the exposure"


def test_a_combination_is_not_its_components() -> None:
    combined = finding("a", "factor:calcium-and-phosphorus-intake", ALS, "positive")
    found = between("substance:calcium", ALS, combined)

    assert roads(found) == ["calcium – calcium + phosphorus intake → amyotrophic lateral sclerosis"]
    assert marks(found) == ["no study, only what they are: calcium – calcium + phosphorus intake"]


def test_less_of_a_deficiency_is_more_of_its_substance() -> None:
    graph = networks.network(
        store_of(finding("a", "factor:magnesium-intake", "factor:vitamin-d-deficiency", "inverse"))
    )

    said = graph.edges[MAGNESIUM, "substance:vitamin-d", "finding:a"]
    assert (said["found"], said["sign"], said["verdict"]) == ("higher", 1, "verdict:lower-unquantified")


@pytest.mark.parametrize(
    ("species", "design", "setting"),
    [("rat", "cohort", "animals"), ("in-vitro", "cohort", "in vitro"), ("human", "cohort", "people")],
)
def test_where_evidence_comes_from_stands_on_the_edge(species: str, design: str, setting: str) -> None:
    graph = networks.network(store_of(finding("a", "factor:zinc-intake", ALS, "inverse", species=species)))

    assert graph.edges[ZINC, ALS, "finding:a"]["setting"] == setting
    assert graph.edges[ZINC, ALS, "finding:a"]["design"] == f"design:{design}"


# paths


def test_paths_lead_through_substances_the_shortest_first() -> None:
    found = between(LEAD, ALS, LEAD_ALS, MAGNESIUM_LEAD, MAGNESIUM_ALS, max_steps=2)

    assert roads(found) == [
        "lead → amyotrophic lateral sclerosis",
        "lead ← magnesium → amyotrophic lateral sclerosis",
    ]
    assert marks(found) == ["", ""]
    assert not found.more


def test_a_step_in_animals_ranks_behind_one_in_people_and_is_marked() -> None:
    zinc_lead = finding("d", "factor:zinc-intake", "factor:lead-level-whole-blood", "inverse", species="rat")
    zinc_als = finding("e", "factor:zinc-intake", ALS, "inverse")
    found = between(LEAD, ALS, zinc_lead, zinc_als, MAGNESIUM_LEAD, MAGNESIUM_ALS)

    assert roads(found)[0] == "lead ← magnesium → amyotrophic lateral sclerosis"
    assert marks(found)[1] == "animals or in vitro only: lead ← zinc"


def test_what_only_animals_showed_is_marked_where_people_found_nothing() -> None:
    rats = finding("d", "factor:magnesium-supplementation", "factor:lead-level-bone", "inverse", species="rat")
    people = finding("e", "factor:magnesium-level-serum", "factor:lead-level-whole-blood", "null")
    found = between(MAGNESIUM, LEAD, rats, people, max_steps=1)

    assert marks(found) == ["animals or in vitro only, not shown in people: magnesium → lead"]
    assert networks.tell(found, "en").links[0][1] == (
        "people, 1 study, 1 finding: 1 nothing found [1]",
        "animals, 1 study, 1 finding: 1 lower [2]",
    )


def test_a_null_is_a_step_that_was_studied_and_ranks_last() -> None:
    null = finding("d", "factor:lead-level-whole-blood", ALS, "null")
    found = between(LEAD, ALS, null, MAGNESIUM_LEAD, MAGNESIUM_ALS, max_steps=2)

    assert roads(found) == [
        "lead ← magnesium → amyotrophic lateral sclerosis",
        "lead → amyotrophic lateral sclerosis",
    ]
    assert marks(found)[1] == "studied, nothing found: lead → amyotrophic lateral sclerosis"


def test_findings_that_differ_are_marked() -> None:
    found = between(LEAD, ALS, LEAD_ALS, finding("d", "factor:lead-level-hair", ALS, "null"))

    assert marks(found) == ["findings in people differ: lead → amyotrophic lateral sclerosis"]


def test_what_a_mechanism_involves_never_outweighs_what_was_found() -> None:
    null = finding("d", "factor:magnesium-level-serum", "factor:lead-level-whole-blood", "null")
    involved = finding(
        "e",
        "factor:magnesium-level-serum",
        "process:heme-synthesis-inhibition",
        "inverse",
        more="mgkg:actsOn substance:lead ;",
    )
    found = between(MAGNESIUM, LEAD, null, involved, max_steps=1)

    assert marks(found) == ["studied, nothing found: magnesium → lead"]


def test_a_retracted_source_is_no_step() -> None:
    gone = finding("gone", "factor:lead-level-whole-blood", ALS, "positive")

    assert between(LEAD, ALS, gone).paths == ()
    assert networks.network(store_of(gone)).edges[LEAD, ALS, "finding:gone"]["retracted"]


def test_a_step_up_the_hierarchy_is_marked_and_none_goes_down_another_branch() -> None:
    spectrum = finding("a", "factor:magnesium-level-serum", "condition:autism-spectrum-disorder", "inverse")
    up = between(MAGNESIUM, "condition:asperger-syndrome", spectrum)

    assert roads(up) == ["magnesium → autism spectrum disorder – Asperger syndrome"]
    assert marks(up)[0].startswith("no study, one is a kind of the other: ")
    assert networks.tell(up, "en").links[1][0] == "Asperger syndrome is a kind of autism spectrum disorder"
    assert "metals" not in " ".join(roads(between(MAGNESIUM, LEAD, spectrum, max_steps=2))), (
        "both being metals ties none"
    )


def test_no_path_is_longer_than_asked() -> None:
    assert len(between(LEAD, ALS, MAGNESIUM_LEAD, MAGNESIUM_ALS, max_steps=2).paths) == 1
    assert between(LEAD, ALS, MAGNESIUM_LEAD, MAGNESIUM_ALS, max_steps=1).paths == ()


def test_the_order_of_findings_changes_nothing() -> None:
    one = between(LEAD, ALS, LEAD_ALS, MAGNESIUM_LEAD, MAGNESIUM_ALS)
    other = between(LEAD, ALS, MAGNESIUM_ALS, LEAD_ALS, MAGNESIUM_LEAD)

    assert networks.to_json(one, "en") == networks.to_json(other, "en")


# the curated graph


@pytest.fixture(scope="module")
def curated() -> Iterator[KnowledgeGraph]:
    with mgkg.open() as graph:
        yield graph


@pytest.fixture(scope="module")
def network(curated: KnowledgeGraph) -> MultiDiGraph:
    return curated.networkx()


def test_lead_and_als_hang_together_directly_and_through_magnesium(network: MultiDiGraph) -> None:
    found = networks.paths(network, LEAD, ALS, limit=200)

    assert found.paths[0].nodes == (LEAD, ALS)
    through = next(path for path in found.paths if path.nodes == (LEAD, MAGNESIUM, ALS))
    assert [step.best.start for step in through.steps] == [LEAD, MAGNESIUM]
    assert "study:fondell-2013" in {one.citation.study for one in through.steps[1].best.observations}


def test_what_is_given_keeps_its_promises(network: MultiDiGraph) -> None:
    found = networks.paths(network, LEAD, ALS, limit=200, max_steps=3)

    costs = [path.cost for path in found.paths]
    assert costs == sorted(costs)
    assert len({path.nodes for path in found.paths}) == len(found.paths) > 100
    for path in found.paths:
        assert len(set(path.nodes)) == len(path.nodes) <= 4
        assert [set(step.ends) for step in path.steps] == [
            set(pair) for pair in zip(path.nodes, path.nodes[1:], strict=False)
        ]
        assert all(link.standing in COSTS for step in path.steps for link in step.links)


def test_an_endpoint_gives_the_same_paths(curated: KnowledgeGraph, serve: Callable[[Path], str]) -> None:
    with mgkg.open(serve(build.curated() / folders.STORE)) as remote:
        assert remote.paths("magnesium", "lead", limit=3).paths == curated.paths("magnesium", "lead", limit=3).paths


def test_ends_go_by_any_name_and_a_factor_stands_for_its_substance(curated: KnowledgeGraph) -> None:
    found = curated.paths("factor:magnesium-level-serum", "Lou Gehrig's disease", limit=1)

    assert (found.start, found.end) == (MAGNESIUM, ALS)
    with pytest.raises(UnknownName):
        curated.paths("unobtainium", "ALS")
    with pytest.raises(UsageError, match="both substance:lead"):
        curated.paths("Pb", "lead")
    with pytest.raises(UsageError, match="which no path leads through"):
        curated.paths("study:fondell-2013", "lead")


# the command


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command prints, once it is done without a word on standard error."""
    assert run(arguments) == 0
    output = capsys.readouterr()
    assert output.err == ""
    return output.out


@pytest.mark.parametrize("language", ["en", "nl"])
def test_text_fits_80_columns_and_cites_what_it_speaks_of(capsys: pytest.CaptureFixture[str], language: str) -> None:
    text = printed(capsys, "paths", "lead", "ALS", "--format", "text", "--limit", "30", "--lang", language)

    assert max(map(len, text.splitlines())) <= 80
    assert "https://doi.org/10.3109/21678421.2013.803577" in text
    assert ("lood → magnesium" if language == "nl" else "lead → magnesium") in text


def test_rows_and_objects_name_findings_studies_and_settings(capsys: pytest.CaptureFixture[str]) -> None:
    given = ("paths", "magnesium", "lead", "--limit", "2")
    header, *rows = [line.split("\t") for line in printed(capsys, *given).splitlines()]
    told = json.loads(printed(capsys, *given, "--format", "json"))

    assert {len(row) for row in rows} == {len(header)}
    assert {"people", "animals"} <= {row[header.index("setting")] for row in rows}
    assert [len(path["steps"]) for path in told["paths"]] == [1, 2]
    links = told["paths"][0]["steps"][0]["links"]
    [link] = [link for link in links if link["restsOn"] == "contrary"]
    assert {study["doi"] for study in link["studies"]} >= {"10.1080/00039896.1979.10667391"}
    assert told["more"]


def test_where_no_path_is_it_says_so_and_what_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "paths", "trpm7", "ASD", "--max-steps", "1")

    assert "No path of at most 1 step ties TRPM7 and autism spectrum disorder" in " ".join(text.split())
    assert "--max-steps 2" in " ".join(text.split())


def test_paths_load_neither_rdflib_nor_a_checker() -> None:
    code = "import mgkg, sys; mgkg.open().paths('lead', 'ALS'); print(sorted({'rdflib', 'pyshacl'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


# wording and records


def test_both_languages_have_the_same_keys() -> None:
    def keys(table: object, *above: str) -> set[tuple[str, ...]]:
        if not isinstance(table, dict):
            return {above}
        return {key for name, below in table.items() for key in keys(below, *above, name)}

    assert keys(texts("en")) == keys(texts("nl"))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_every_query_for_records_has_its_header_and_parses(path: Path) -> None:
    from rdflib.plugins.sparql import prepareQuery

    query = queries.get(path.stem, path.parent)

    assert set(query.questions) == {"en", "nl"}
    assert "record" in query.tags
    assert all(parameter.default for parameter in query.parameters)
    prepareQuery(query.text)
    ox.Store().query(query.text)
