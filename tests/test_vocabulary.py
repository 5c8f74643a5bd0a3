"""The vocabulary: labelled in two languages, free of cycles, unambiguous, and mapped without traps."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import combinations
from pathlib import Path

import pytest
from rdflib import OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef

from mgkg import files, names, turtle

MGKG = Namespace(names.ONTOLOGY)
#: The files of the vocabulary that are curated by hand, and the kind of the things in each.
FILES = {
    "substances.ttl": "substance", "conditions.ttl": "condition", "covariates.ttl": "covariate",
    "genes.ttl": "gene", "processes.ttl": "process",
}  # fmt: skip
#: Which kind of thing a column of an evidence sheet names.
COLUMNS = {"exposure": "substance", "condition": "condition", "adjusted_for": "covariate"}
#: Labels that things share on purpose, each with the reason: none so far.
SHARED: dict[str, str] = {}
#: Ways in which a term of another vocabulary is tied to one of ours.
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
#: Identifiers that are obsolete, or that do not resolve where their prefix leads.
FORBIDDEN = (
    "MONDO:0005259", "MONDO:0000043", "MONDO:0020578", "EFO:0003756", "EFO:0003757", "EFO:0003758", "EFO:1001029",
    "RO:0002310", "STATO:0000677", "STATO:0000678", "STATO:0000680",
)  # fmt: skip
#: Substances, conditions, genes and processes without a mapping: no identifier was found for them.
UNMAPPED = {
    "condition:any-side-effect", "condition:autism-like-behaviour", "condition:autism-spectrum-disorder-with-adhd",
    "condition:autism-spectrum-disorder-with-intellectual-disability",
    "condition:autism-spectrum-disorder-without-intellectual-disability", "condition:constipation",
    "condition:diarrhea", "condition:emotional-problems", "condition:gastrointestinal-disorder",
    "condition:kidney-failure", "condition:metabolic-condition", "condition:parkinsonism-dystonia",
    "condition:selenium-poisoning", "condition:sleep-disorder", "gene:alad-1-1", "gene:alad-ivs2-299g-a",
    "gene:alad-k59n", "gene:apoe", "gene:apoe-e4", "gene:calcineurin", "gene:calmodulin",
    "gene:glutathione-s-transferase", "gene:gstm1", "gene:gstp1", "gene:gstt1", "gene:metallothionein", "gene:nipa1",
    "gene:nipa2", "gene:nmda-receptor", "gene:protein-kinase-c", "gene:shank3", "gene:slc39a14", "gene:slc39a14-loss",
    "gene:slc41a1-a350v", "gene:sod1-g93a", "gene:tmprss6", "gene:trpm6-1393ile-1584glu", "gene:trpm6-and-trpm7",
    "gene:trpm7-t1482i", "gene:vdr-b-allele", "process:alad-inhibition", "process:aluminium-toxicity",
    "process:apoptosis", "process:cadmium-absorption", "process:cadmium-toxicity", "process:calcineurin-activation",
    "process:calcium-signalling", "process:demyelination", "process:dopaminergic-neuron-loss",
    "process:essential-metal-loss", "process:excitotoxicity", "process:heme-synthesis-inhibition",
    "process:impaired-fetal-growth", "process:impaired-kidney-development", "process:impaired-vitamin-d-activation",
    "process:lead-absorption", "process:lead-excretion", "process:magnesium-balance", "process:mercury-toxicity",
    "process:metal-absorption", "process:metal-excretion", "process:metal-toxicity", "process:methylmercury-toxicity",
    "process:mineral-balance", "process:mitochondrial-dysfunction", "process:motor-neuron-loss",
    "process:neuroinflammation", "process:neuron-loss", "process:nmda-receptor-activation",
    "process:nmda-receptor-channel-block", "process:nmda-receptor-function", "process:oxidative-stress",
    "process:porphyrin-excretion", "process:protein-kinase-c-activation", "process:synaptic-dysfunction",
    "process:vitamin-d-metabolism", "substance:aluminium-adjuvants", "substance:deferiprone",
    "substance:docosapentaenoic-acid", "substance:edetate-calcium-disodium", "substance:edetate-disodium",
    "substance:homocysteine", "substance:metal-mixture", "substance:metals", "substance:multivitamin",
    "substance:nitric-oxide", "substance:nonheme-iron", "substance:silica", "substance:tobacco-smoke",
    "substance:total-antioxidant-capacity", "substance:vitamin-b",
}  # fmt: skip


def graph_of(*paths: Path) -> Graph:
    return turtle.to_rdflib(triple for path in paths for triple in turtle.read(path))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return graph_of(*files.turtle_files(files.folder("ontology")))


@pytest.fixture(scope="module")
def mappings() -> Graph:
    return graph_of(files.folder("ontology") / "mappings.ttl")


@pytest.fixture(scope="module", params=sorted(FILES))
def part(request: pytest.FixtureRequest) -> tuple[str, Graph]:
    return FILES[request.param], graph_of(files.folder("ontology") / request.param)


def texts(graph: Graph, thing: URIRef, predicate: URIRef, language: str) -> list[str]:
    found = (label for label in graph.objects(thing, predicate) if isinstance(label, Literal))
    return sorted(str(label) for label in found if label.language == language)


def labels(graph: Graph, kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield every label of a kind, case-folded, with its language and the thing that bears it."""
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        for thing, label in graph.subject_objects(predicate):
            if names.kind_of(str(thing)) == kind and isinstance(label, Literal):
                yield str(label).casefold(), str(label.language), names.curie(str(thing))


def bearers(graph: Graph, kind: str, *languages: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for label, language, thing in labels(graph, kind):
        if language in languages:
            found[label].add(thing)
    return found


def test_a_file_holds_one_kind_and_each_thing_a_class(part: tuple[str, Graph]) -> None:
    kind, graph = part
    for thing in set(graph.subjects()):
        assert isinstance(thing, URIRef)
        assert names.kind_of(str(thing)) == kind, thing
        assert all(str(known).startswith(names.ONTOLOGY) for known in graph.objects(thing, RDF.type)), thing
        assert graph.value(thing, RDF.type, any=True) is not None, f"{thing}: give it a class"


def test_everything_has_one_preferred_label_in_each_language(ontology: Graph) -> None:
    curated = [thing for thing in set(ontology.subjects(RDF.type)) if names.kind_of(str(thing))]
    assert len(curated) > 300
    for thing in curated:
        assert isinstance(thing, URIRef)
        for language in ("en", "nl"):
            found = texts(ontology, thing, SKOS.prefLabel, language)
            assert len(found) == 1, f"{thing}: give exactly one skos:prefLabel in {language}, not {found}"


def test_everything_but_a_covariate_is_defined(part: tuple[str, Graph]) -> None:
    kind, graph = part
    for thing in set(graph.subjects()):
        if kind != "covariate":
            assert len(list(graph.objects(thing, SKOS.definition))) == 1, f"{thing}: give one skos:definition"


def test_no_synonym_repeats_a_preferred_label(part: tuple[str, Graph]) -> None:
    _, graph = part
    for thing, label in graph.subject_objects(SKOS.altLabel):
        assert isinstance(thing, URIRef)
        assert isinstance(label, Literal)
        assert str(label) == str(label).strip()
        preferred = texts(graph, thing, SKOS.prefLabel, str(label.language))
        assert str(label).casefold() not in [text.casefold() for text in preferred], thing


@pytest.mark.parametrize("kind", sorted(FILES.values()))
def test_no_label_stands_for_two_things_of_a_kind(ontology: Graph, kind: str) -> None:
    shared = {label: things for label, things in bearers(ontology, kind, "en", "nl").items() if len(things) > 1}
    assert {label for label in shared if label not in SHARED} == set(), shared


@pytest.mark.parametrize(("kind", "other"), list(combinations(("substance", "condition", "gene", "process"), 2)))
def test_no_label_stands_for_things_of_two_kinds(ontology: Graph, kind: str, other: str) -> None:
    ones, others = (bearers(ontology, each, "en", "nl") for each in (kind, other))
    assert set(ones) & set(others) - set(SHARED) == set()


def test_symbols_are_unique_and_no_synonyms(ontology: Graph) -> None:
    symbols = [str(symbol) for symbol in ontology.objects(None, MGKG.symbol)]
    assert len(symbols) > 25
    assert sorted(set(symbols)) == sorted(symbols)
    assert {symbol.casefold() for symbol in symbols} & set(bearers(ontology, "substance", "en", "nl")) == set()


def test_what_stands_above_a_thing_is_of_its_kind_and_there(ontology: Graph) -> None:
    for thing, above in ontology.subject_objects(SKOS.broader):
        assert names.kind_of(str(thing)) == names.kind_of(str(above)), thing
        assert ontology.value(above, SKOS.prefLabel, any=True) is not None, f"{thing}: {above} is not in the ontology"


def test_the_hierarchy_has_no_cycle_and_no_needless_step(ontology: Graph) -> None:
    direct: dict[str, set[str]] = defaultdict(set)
    for thing, above in ontology.subject_objects(SKOS.broader):
        direct[str(thing)].add(str(above))
    reached: dict[str, set[str]] = {}
    for name in TopologicalSorter(direct).static_order():
        beyond: set[str] = set().union(*(reached[above] for above in direct[name]))
        reached[name] = direct[name] | beyond
        assert direct[name] & beyond == set(), f"{name}: leave out what its broader terms already lead to"


def test_a_variant_stands_below_its_gene(ontology: Graph) -> None:
    variants = set(ontology.subjects(RDF.type, MGKG.GeneVariant))
    assert len(variants) > 5
    for variant in variants:
        genes = set(ontology.objects(variant, MGKG.variantOf))
        assert len(genes) == 1, f"{variant}: give one mgkg:variantOf"
        assert set(ontology.objects(variant, SKOS.broader)) == genes, f"{variant}: give its gene as skos:broader"


def test_what_a_gene_or_process_concerns_is_there(ontology: Graph) -> None:
    for predicate, kind in ((MGKG.concernsSubstance, "substance"), (MGKG.concernsGene, "gene")):
        concerned = set(ontology.objects(None, predicate))
        assert len(concerned) > 5
        for thing in concerned:
            assert names.kind_of(str(thing)) == kind, thing
            assert ontology.value(thing, SKOS.prefLabel, any=True) is not None, f"{thing} is not in the ontology"


def test_a_reference_matrix_has_its_source(ontology: Graph) -> None:
    chosen = set(ontology.subjects(MGKG.referenceMatrix))
    assert {names.iri(f"substance:{slug}") for slug in ("lead", "magnesium", "vitamin-d", "zinc")} <= {
        *map(str, chosen)
    }
    assert chosen == set(ontology.subjects(MGKG.referenceMatrixSource))
    for thing, source in ontology.subject_objects(MGKG.referenceMatrixSource):
        assert str(source).startswith("https://"), thing


def test_asperger_syndrome_is_kept_as_a_historical_label(ontology: Graph) -> None:
    asperger = URIRef(names.iri("condition:asperger-syndrome"))
    assert [names.curie(str(above)) for above in ontology.objects(asperger, SKOS.broader)] == [
        "condition:autism-spectrum-disorder"
    ]
    assert ontology.value(asperger, MGKG.formerIdentifier) == Literal("MONDO:0005259")
    assert ontology.value(asperger, MGKG.labelStatus) == URIRef(names.iri("label-status:historical"))
    assert (asperger, SKOS.closeMatch, URIRef(names.iri("MONDO:0100610"))) in ontology


def test_the_plain_word_autism_means_the_spectrum(ontology: Graph) -> None:
    found = bearers(ontology, "condition", "en", "nl")
    for word in ("autism", "autisme", "autistic", "asd", "ass"):
        assert found[word] == {"condition:autism-spectrum-disorder"}
    assert found["autistic disorder"] == found["autistische stoornis"] == {"condition:autism"}


def test_lead_is_below_heavy_metals_and_never_above(ontology: Graph) -> None:
    lead, heavy = (URIRef(names.iri(f"substance:{slug}")) for slug in ("lead", "heavy-metal"))
    assert heavy in set(ontology.transitive_objects(lead, SKOS.broader))
    assert lead not in set(ontology.transitive_objects(heavy, SKOS.broader))


def test_a_mapping_starts_at_a_term_of_ours_and_ends_at_one_of_others(ontology: Graph, mappings: Graph) -> None:
    ours = ontology - mappings
    for thing, match, other in mappings:
        assert match in MATCHES, f"{thing}: {match} claims too much; use one of the skos matches"
        assert (thing, None, None) in ours, f"{thing} is mapped but not in the ontology"
        assert names.curie(str(other)).partition(":")[0] in names.FOREIGN, other
    assert list(ontology.subject_objects(OWL.equivalentClass)) == []
    assert list(ontology.subject_objects(OWL.sameAs)) == []


def test_no_mapping_uses_a_forbidden_identifier(mappings: Graph) -> None:
    assert {names.curie(str(other)) for other in mappings.objects()} & set(FORBIDDEN) == set()


def test_an_exact_match_belongs_to_one_term(mappings: Graph) -> None:
    for other in set(mappings.objects(None, SKOS.exactMatch)):
        assert len(list(mappings.subjects(SKOS.exactMatch, other))) == 1, other


def test_one_pair_of_terms_has_one_mapping(mappings: Graph) -> None:
    pairs = [(thing, other) for thing, _, other in mappings]
    assert len(pairs) == len(set(pairs))


def test_terms_without_a_mapping_are_the_listed_ones(ontology: Graph, mappings: Graph) -> None:
    mapped = {str(thing) for thing in mappings.subjects()}
    kinds = ("substance", "condition", "gene", "process")
    curated = {str(thing) for thing in ontology.subjects(SKOS.prefLabel) if names.kind_of(str(thing)) in kinds}
    assert {names.curie(thing) for thing in curated - mapped} == UNMAPPED


@pytest.mark.cases("vocabulary")
def test_every_name_of_a_sheet_leads_to_one_term(ontology: Graph, case: Path) -> None:
    known = {column: bearers(ontology, kind, "en") for column, kind in COLUMNS.items()}
    expected = {(row["column"], row["name"]): row["terms"] for row in rows(case / "expect.tsv")}
    found = {}
    for row in rows(case / "given.tsv"):
        column, name = row["column"], row["name"]
        answers = [known[column].get(component.casefold(), set()) for component in components(column, name)]
        assert [len(answer) for answer in answers] == [1] * len(answers), f"{column} '{name}' leads to {answers}"
        found[column, name] = " + ".join(answer.pop() for answer in map(set, answers))
    assert found == expected


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def components(column: str, name: str) -> list[str]:
    """Return what a name joins: the parts of a combination and the two sides of a ratio."""
    if column != "exposure":
        return [name]
    parts = name.split(" + ")
    return [side for part in parts for side in (part.removesuffix(" ratio").split("/") if " ratio" in part else [part])]
