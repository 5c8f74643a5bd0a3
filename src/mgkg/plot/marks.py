"""What a picture takes from a piece of evidence: its verdict in short, what gave it, and its place among families."""

from __future__ import annotations

from mgkg.answers import counting
from mgkg.answers.records import Evidence
from mgkg.names import Iri, iri
from mgkg.plot.records import UNCOUNTED

#: The kinds of families, from top to bottom.
KINDS = ("status", "intake", "supplementation", "exposure", "chelation", "genetic-proxy", "genotype")

_INTERVAL = iri("basis:interval")
_SYNTHESES = frozenset({iri("design:meta-analysis"), iri("design:systematic-review"), iri("design:narrative-review")})
_OUTCOME_OF = {iri(f"verdict:{slug}"): outcome for outcome, slugs in counting.OUTCOMES.items() for slug in slugs}


def outcome(evidence: Evidence) -> str:
    """Return the verdict in short: higher, lower, none or unclear; uncounted where there is nothing to compare with."""
    return _OUTCOME_OF.get(evidence.verdict or Iri(""), UNCOUNTED)


def by_interval(evidence: Evidence) -> bool:
    """Return whether the interval gave the verdict, not the authors' words."""
    return evidence.basis == _INTERVAL


def is_synthesis(evidence: Evidence) -> bool:
    """Return whether a finding is from a review or meta-analysis."""
    return evidence.study.design in _SYNTHESES


def retracted(evidence: Evidence) -> int | None:
    """Return the year of a retraction; where it is not known, that of the publication, so that it never counts."""
    publication = evidence.publication
    if publication.status != counting.RETRACTED:
        return None
    return int(publication.retracted_on[:4]) if publication.retracted_on else publication.year
