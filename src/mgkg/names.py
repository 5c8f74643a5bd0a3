"""The names of things: IRIs, the prefixes that shorten them, and the slugs they end in."""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

Iri = NewType("Iri", str)

#: Everything of the project stands under this.
BASE = "https://w3id.org/mgkg/"
#: Classes and properties.
ONTOLOGY = f"{BASE}ontology#"

#: The kinds of things, each with a prefix of the same name.
KINDS = (
    "amount", "aspect", "assessment", "band", "basis", "bearer", "certainty", "certainty-domain", "claim",
    "claim-strength", "claim-support", "cohort", "conclusion", "conclusion-basis", "condition", "contrast-class",
    "covariate", "design", "direction", "edge", "estimate", "exclusion", "exclusion-reason", "exposure-kind",
    "exposure-timing", "factor", "family", "family-kind", "finding", "gene", "graph", "hypothesis",
    "hypothesis-status", "label-status", "matrix", "measure", "measure-scale", "mechanism", "modification",
    "polarity", "pooled", "pooling-method", "population", "process", "proposition", "publication",
    "publication-status", "query", "rating", "rating-level", "search", "sex", "shape", "source-tier", "species",
    "study", "substance", "threshold", "verdict",
)  # fmt: skip

#: Vocabularies of others that the project uses, by their customary prefix.
FOREIGN = {
    "CDNO": "http://purl.obolibrary.org/obo/CDNO_",
    "CHEBI": "http://purl.obolibrary.org/obo/CHEBI_",
    "CL": "http://purl.obolibrary.org/obo/CL_",
    "DOID": "http://purl.obolibrary.org/obo/DOID_",
    "ECO": "http://purl.obolibrary.org/obo/ECO_",
    "ECTO": "http://purl.obolibrary.org/obo/ECTO_",
    "EFO": "http://www.ebi.ac.uk/efo/EFO_",
    "ENVO": "http://purl.obolibrary.org/obo/ENVO_",
    "ExO": "http://purl.obolibrary.org/obo/ExO_",
    "HGNC": "http://identifiers.org/hgnc/",
    "HP": "http://purl.obolibrary.org/obo/HP_",
    "IAO": "http://purl.obolibrary.org/obo/IAO_",
    "MONDO": "http://purl.obolibrary.org/obo/MONDO_",
    "NCIT": "http://purl.obolibrary.org/obo/NCIT_",
    "OBCS": "http://purl.obolibrary.org/obo/OBCS_",
    "OBI": "http://purl.obolibrary.org/obo/OBI_",
    "ONS": "http://purl.obolibrary.org/obo/ONS_",
    "RO": "http://purl.obolibrary.org/obo/RO_",
    "SEPIO": "http://purl.obolibrary.org/obo/SEPIO_",
    "SEVCO": "http://fevir.net/sevco/",
    "STATO": "http://purl.obolibrary.org/obo/STATO_",
    "UBERON": "http://purl.obolibrary.org/obo/UBERON_",
    "bibo": "http://purl.org/ontology/bibo/",
    "biolink": "https://w3id.org/biolink/vocab/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "sio": "http://semanticscience.org/resource/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: Every prefix with its namespace.
PREFIXES: dict[str, str] = {"mgkg": ONTOLOGY, **{kind: f"{BASE}{kind}/" for kind in KINDS}, **FOREIGN}

_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: (-len(item[1]), item[0]))
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "µ": "u", "μ": "u", "ß": "ss", "ø": "o"})


def iri(curie: str) -> Iri:
    """Return the IRI of a compact name, or the text itself where it is an IRI already.

    >>> iri("substance:magnesium")
    'https://w3id.org/mgkg/substance/magnesium'

    Raises ValueError for a prefix that the project does not know.
    """
    prefix, colon, local = curie.partition(":")
    if colon and prefix in PREFIXES:
        return Iri(PREFIXES[prefix] + local)
    if local.startswith("//") or prefix == "urn":
        return Iri(curie)
    raise ValueError(f"'{curie}' is neither an IRI nor a name with a known prefix; write it as substance:magnesium")


def curie(name: str) -> str:
    """Return the compact name of an IRI, or the IRI itself where no prefix fits.

    >>> curie("https://w3id.org/mgkg/ontology#Finding")
    'mgkg:Finding'
    """
    for prefix, namespace in _BY_LENGTH:
        if name.startswith(namespace) and _LOCAL.fullmatch(name[len(namespace) :]):
            return f"{prefix}:{name[len(namespace) :]}"
    return name


def local_name(name: str) -> str:
    """Return what stands behind the last slash, hash or colon of a name.

    >>> local_name("verdict:no-large-effect")
    'no-large-effect'
    """
    return re.split(r"[/#:]", name)[-1]


def kind_of(name: str) -> str:
    """Return the kind of one of the project's things, or the empty text.

    >>> kind_of("https://w3id.org/mgkg/substance/lead")
    'substance'
    """
    head, _, tail = name.removeprefix(BASE).partition("/")
    return head if name.startswith(BASE) and tail and head in KINDS else ""


def slug(text: str) -> str:
    """Return a text in lower-case letters, digits and hyphens.

    >>> slug("Fondell2013"), slug("β-carotene (µg/L)"), slug("TRPM7 T1482I")
    ('fondell2013', 'beta-carotene-ug-l', 'trpm7-t1482i')
    """
    plain = unicodedata.normalize("NFKD", text.translate(_GREEK)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def study_slug(key: str) -> str:
    """Return the slug of a study key: name and year parted.

    >>> study_slug("Fondell2013"), study_slug("Saghazadeh2017a"), study_slug("NutrStatusASDmeta")
    ('fondell-2013', 'saghazadeh-2017a', 'nutrstatusasdmeta')
    """
    return slug(re.sub(r"(?<=[^\W\d])(?=(?:1[5-9]|20)\d\d)", "-", key))


def camel(name: str) -> str:
    """Return the name of a code as Python and JSON write it.

    >>> camel("verdict:no-large-effect")
    'noLargeEffect'
    """
    first, *rest = local_name(name).split("-")
    return first + "".join(word.capitalize() for word in rest)
