"""The sources of an answer, numbered in the order in which it speaks of them."""

from __future__ import annotations

from collections.abc import Iterable

from mgkg.answers.records import Piece, Selection, Source, Statement
from mgkg.model import Publication
from mgkg.names import Iri


def sources(selection: Selection, statements: Iterable[Statement] = ()) -> tuple[Source, ...]:
    """Return the publications behind an answer: direct evidence first, statements last."""
    found: dict[Iri, Publication] = {}
    for piece in _in_order(selection):
        found.setdefault(piece.evidence.publication.iri, piece.evidence.publication)
    for statement in statements:
        for publication in statement.publications:
            found.setdefault(publication.iri, publication)
    return tuple(Source(number=place, publication=one) for place, one in enumerate(found.values(), start=1))


def _in_order(selection: Selection) -> list[Piece]:
    """Return evidence on what was asked before that on interactions, each direct first."""
    about = (*selection.findings, *selection.adverse_effects)
    return [*sorted(about, key=_place), *sorted(selection.interactions, key=_place)]


def _place(piece: Piece) -> int:
    return _ORDER.index(piece.directness)


_ORDER = ("exact", "narrower", "broader", "animal")


def url(publication: Publication) -> str | None:
    """Return where a publication is found: by its DOI, else at PubMed, else at the address that it gives.

    >>> from mgkg.names import iri
    >>> url(Publication(iri=iri("publication:a"), pmid="11918106"))
    'https://pubmed.ncbi.nlm.nih.gov/11918106/'
    """
    if publication.doi:
        return f"https://doi.org/{publication.doi}"
    if publication.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{publication.pmid}/"
    return publication.url
