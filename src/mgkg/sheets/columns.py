"""The columns of an evidence sheet: their names, in order, and what a cell of each may hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Holds(Enum):
    """What a cell holds, and so how it is checked."""

    TEXT = "text"
    YEAR = "a year"
    COUNT = "a whole number"
    NUMBER = "a number"
    PERCENT = "a percentage"
    DATE = "a year or a date"
    DOI = "a DOI"
    PMID = "a PubMed identifier"
    PMCID = "a PubMed Central identifier"
    PAGE = "a web address"
    COUNTRIES = "country codes"
    CODE = "a code"
    CONDITION = "a condition"
    EXPOSURE = "a substance, several of them, or a ratio"
    COVARIATES = "covariates"
    THINGS = "names of things"
    TERMS = "an exposure in terms"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its cells hold, and of which class or kinds."""

    name: str
    holds: Holds = Holds.TEXT
    #: The class of the codes, or the kinds of things, that a cell may name.
    of: tuple[str, ...] = ()
    required: bool = False
    #: Whether a message shows the shortest word of each code (RR) instead of its slug (risk ratio).
    short: bool = False
    #: Whether a cell may name any number of things.
    many: bool = False


#: The columns that every sheet has, in this order.
COLUMNS = (
    Column("study_key", required=True),
    Column("title"),
    Column("first_author"),
    Column("year", Holds.YEAR),
    Column("journal"),
    Column("doi", Holds.DOI),
    Column("pmid", Holds.PMID),
    Column("pmcid", Holds.PMCID),
    Column("design", Holds.CODE, ("Design",), required=True),
    Column("population"),
    Column("country", Holds.COUNTRIES),
    Column("n_total", Holds.COUNT),
    Column("n_cases", Holds.COUNT),
    Column("n_controls", Holds.COUNT),
    Column("sex", Holds.CODE, ("Sex",)),
    Column("age"),
    Column("follow_up_years", Holds.NUMBER),
    Column("exposure", Holds.EXPOSURE, required=True),
    Column("exposure_kind", Holds.CODE, ("ExposureKind",), required=True),
    Column("matrix", Holds.CODE, ("Matrix",)),
    Column("contrast"),
    Column("condition", Holds.CONDITION),
    Column("outcome_kind", Holds.CODE, ("Aspect",), required=True),
    Column("outcome_detail"),
    Column("effect_measure", Holds.CODE, ("Measure",), short=True),
    Column("effect_value", Holds.NUMBER),
    Column("ci_low", Holds.NUMBER),
    Column("ci_high", Holds.NUMBER),
    Column("ci_level", Holds.PERCENT),
    Column("p_value"),
    Column("k_studies", Holds.COUNT),
    Column("i2", Holds.PERCENT),
    Column("direction", Holds.CODE, ("Direction",)),
    Column("subgroup"),
    Column("adjusted_for", Holds.COVARIATES),
    Column("modifier"),
    Column("reported_certainty"),
    Column("note"),
    Column("source_url", Holds.PAGE),
)

#: The columns that a sheet may have besides, any of them, in any order.
EXTENSIONS = (
    Column("index_group", Holds.CODE, ("Amount",)),
    Column("contrast_class", Holds.CODE, ("ContrastClass",)),
    Column("increment", Holds.NUMBER),
    Column("increment_unit"),
    Column("bearer", Holds.CODE, ("Bearer",)),
    Column("exposure_timing", Holds.CODE, ("ExposureTiming",)),
    Column("scale_better_when", Holds.CODE, ("Polarity",)),
    Column("outcome", Holds.THINGS, ("condition", "process", "factor")),
    Column("exposure_terms", Holds.TERMS),
    Column("modifier_terms", Holds.THINGS, ("substance", "factor", "condition", "gene", "process"), many=True),
    Column("modification", Holds.CODE, ("Modification",)),
    Column("interaction_p"),
    Column("mechanism", Holds.CODE, ("MechanismKind",)),
    Column("acts_on", Holds.THINGS, ("substance", "factor", "condition", "gene", "process"), many=True),
    Column("species", Holds.CODE, ("Species",)),
    Column("with_condition", Holds.THINGS, ("condition",), many=True),
    Column("exposed_to", Holds.THINGS, ("substance",), many=True),
    Column("dose"),
    Column("series"),
    Column("rank", Holds.COUNT),
    Column("member_dois", Holds.NAMES, many=True),
    Column("publication_status", Holds.CODE, ("PublicationStatus",)),
    Column("retracted_on", Holds.DATE),
    Column("source_tier", Holds.CODE, ("SourceTier",)),
    Column("language"),
    Column("cohorts", Holds.NAMES, many=True),
    Column("twin"),
)

#: Set by the project's tables alone: why a row is not imported.
EXCLUDE = "exclude"

#: In a table of wordings, free text for the people who check it.
WHY = "why"

BY_NAME = {column.name: column for column in (*COLUMNS, *EXTENSIONS)}
