"""A moment: what was known at the end of a year, with the sources that had not yet been retracted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mgkg.answers.records import Evidence
from mgkg.model import Publication
from mgkg.names import Iri, iri

_CURRENT = iri("publication-status:current")
_RETRACTED = iri("publication-status:retracted")


def known(evidence: Mapping[Iri, Evidence], as_of: int | None) -> dict[Iri, Evidence]:
    """Return the evidence published by the end of a year, all of it where none is given.

    A source that was retracted later stands, as it stood then. One without a year of publication is left out, as
    nobody can tell whether it was there.
    """
    if as_of is None:
        return dict(evidence)
    return {
        name: replace(one, publication=_as_it_stood(one.publication, as_of))
        for name, one in evidence.items()
        if _was_there(one.publication, as_of)
    }


def was_said(publications: Iterable[Publication], as_of: int | None) -> bool:
    """Return whether a statement had been made by the end of a year; always without a year or a publication."""
    given = list(publications)
    return as_of is None or not given or any(_was_there(publication, as_of) for publication in given)


def _was_there(publication: Publication, as_of: int) -> bool:
    return publication.year is not None and publication.year <= as_of


def _as_it_stood(publication: Publication, as_of: int) -> Publication:
    if publication.status != _RETRACTED or not publication.retracted_on:
        return publication
    later = int(publication.retracted_on[:4]) > as_of
    return replace(publication, status=_CURRENT, retracted_on=None) if later else publication
