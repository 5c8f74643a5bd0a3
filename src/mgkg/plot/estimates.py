"""The estimates behind a forest plot: read from the store, turned to more of the substance, on a scale with bands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from mgkg import queries
from mgkg.answers import reading
from mgkg.answers.records import Answer, Piece
from mgkg.names import Iri, iri
from mgkg.queries import Row
from mgkg.store import Store

_BANDS = {iri("mgkg:NarrowBand"): "narrow", iri("mgkg:WideBand"): "wide"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """An estimate, turned to more of the substance and more harm, with the evidence that it is of."""

    piece: Piece
    measure: Iri
    value: float
    lower: float | None
    upper: float | None
    #: Whether it is printed the other way round.
    turned: bool
    #: Percent.
    level: float | None
    #: Percent of the pool that it is in; None outside of pools.
    weight: float | None = None
    #: Whether it was brought to one unit of the exposure.
    rescaled: bool = False
    #: What it stands among within its family and aspect, in words, and the place of these.
    part: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale of measures, with its bands."""

    iri: Iri
    bands: Mapping[str, tuple[float, float]]


def numbers(store: Store, answer: Answer) -> list[Number]:
    """Return the estimates on people and on the condition itself, as the stored query for forest plots gives them."""
    pieces = {
        piece.evidence.finding.iri: piece
        for piece in (*answer.selection.findings, *answer.selection.adverse_effects)
        if piece.directness in ("exact", "narrower") and not piece.combined and piece.evidence.exposure.family
    }
    given: dict[str, set[Iri | None]] = {
        "family": {one.evidence.exposure.family for one in pieces.values()},
        "condition": set(answer.question.conditions),
        "measure": {number.measure for one in pieces.values() for number in one.evidence.finding.estimates},
    }
    terms = {name: [ox.NamedNode(value) for value in sorted(filter(None, values))] for name, values in given.items()}
    if not all(terms.values()):
        return []
    found = queries.rows(store, "rows-for-forest-plot", terms)
    cells = [dict(zip(found.variables, (getattr(term, "value", None) for term in row), strict=True)) for row in found]
    return [_number(row, pieces[Iri(row["finding"])]) for row in _distinct(cells) if row["finding"] in pieces]


def _distinct(cells: Iterable[dict[str, str | None]]) -> Iterable[dict[str, str]]:
    """Yield rows without what is unbound, each once though its outcome is narrower than two conditions asked about."""
    seen = set()
    for row in cells:
        bound = {name: value for name, value in row.items() if value is not None}
        key = tuple(sorted((name, value) for name, value in bound.items() if name != "condition"))
        if key not in seen:
            seen.add(key)
            yield bound


def _number(row: Mapping[str, str], piece: Piece) -> Number:
    value = row.get("orientedValue", row["value"])
    return Number(
        piece=piece,
        measure=Iri(row["measure"]),
        value=float(value),
        lower=_float(row.get("orientedLower", row.get("lower"))),
        upper=_float(row.get("orientedUpper", row.get("upper"))),
        turned=float(value) != float(row["value"]),
        level=_float(row.get("level")),
    )


def _float(text: str | None) -> float | None:
    return None if text is None else float(text)


def scales(store: Store, measures: Iterable[Iri]) -> dict[Iri, Scale]:
    """Return the scale of each measure, with the bands that the ontology gives it."""
    grouped: dict[Iri, list[Row]] = {}
    for row in reading.rows(store, "bands", "measure", measures):
        grouped.setdefault(Iri(row["measure"]), []).append(row)
    return {
        measure: Scale(
            iri=Iri(several[0]["scale"]),
            bands={
                _BANDS[Iri(row["width"])]: (float(row["lower"]), float(row["upper"]))
                for row in several
                if "width" in row
            },
        )
        for measure, several in grouped.items()
    }
