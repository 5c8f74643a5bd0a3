"""Assessments: what the evidence on the families and conditions of a question amounts to, read from the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

import pyoxigraph as ox

from mgkg import names, queries
from mgkg.model import Assessment, Label, PooledEstimate, Rating
from mgkg.names import Iri
from mgkg.queries import Row
from mgkg.store import Store

#: The domains in the order of the rule.
_DOMAINS = (
    "start",
    "risk-of-bias",
    "inconsistency",
    "indirectness",
    "imprecision",
    "publication-bias",
    "overlap",
    "large-effect",
    "dose-response",
    "cap",
)


def read(store: Store, families: Iterable[Iri], conditions: Iterable[Iri]) -> tuple[Assessment, ...]:
    """Return the assessments of some families and conditions; none where the store was built without assessing."""
    wanted = {"family": _nodes(families), "condition": _nodes(conditions)}
    if not all(wanted.values()):
        return ()
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in queries.records(store, "assessments", wanted):
        grouped[row["assessment"]].append(row)
    if not grouped:
        return ()
    reasons, ratings = _reasons(store, grouped)
    pooled = _pooled(store, grouped)
    return tuple(
        _assessment(rows, reasons[name], ratings[name], pooled[name]) for name, rows in sorted(grouped.items())
    )


def _nodes(given: Iterable[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(name) for name in sorted(set(given))]


def _assessment(
    rows: Sequence[Row], reason: Sequence[Label], ratings: Sequence[Rating], pooled: Sequence[PooledEstimate]
) -> Assessment:
    row = rows[0]
    return Assessment(
        iri=Iri(row["assessment"]),
        proposition=Iri(row["proposition"]),
        family=Iri(row["family"]),
        condition=Iri(row["condition"]),
        aspect=Iri(row["aspect"]),
        matrix=_name(row, "matrix"),
        conclusion=Iri(row["conclusion"]),
        basis=Iri(row["basis"]),
        certainty=Iri(row["certainty"]),
        reason=tuple(reason),
        rule_version=row["version"],
        studies=int(row["studies"]),
        participants=int(row["participants"]) if "participants" in row else None,
        counted=tuple(Iri(one["finding"]) for one in rows),
        ratings=tuple(sorted(ratings, key=_place)),
        pooled=tuple(pooled),
    )


def _place(rating: Rating) -> int:
    slug = names.local_name(rating.domain)
    return _DOMAINS.index(slug) if slug in _DOMAINS else len(_DOMAINS)


def _reasons(store: Store, wanted: Iterable[str]) -> tuple[dict[str, list[Label]], dict[str, list[Rating]]]:
    reasons: dict[str, list[Label]] = defaultdict(list)
    by_rating: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in queries.records(store, "assessment-reasons", {"assessment": _nodes(wanted)}):
        if "rating" in row:
            by_rating[row["assessment"], row["rating"]].append(row)
        else:
            reasons[row["assessment"]].append(Label(text=row["reason"], language=row["language"]))
    ratings: dict[str, list[Rating]] = defaultdict(list)
    for (assessment, name), rows in by_rating.items():
        said = tuple(Label(text=row["reason"], language=row["language"]) for row in rows)
        ratings[assessment].append(
            Rating(
                iri=Iri(name),
                domain=Iri(rows[0]["domain"]),
                level=Iri(rows[0]["level"]),
                steps=int(rows[0]["steps"]),
                reason=said,
            )
        )
    return reasons, ratings


def _pooled(store: Store, wanted: Iterable[str]) -> dict[str, list[PooledEstimate]]:
    by_pool: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in queries.records(store, "pooled-estimates", {"assessment": _nodes(wanted)}):
        by_pool[row["assessment"], row["pooled"]].append(row)
    found: dict[str, list[PooledEstimate]] = defaultdict(list)
    for (assessment, _), rows in by_pool.items():
        found[assessment].append(_pool(rows))
    return found


def _pool(rows: Sequence[Row]) -> PooledEstimate:
    row = rows[0]
    return PooledEstimate(
        iri=Iri(row["pooled"]),
        measure=Iri(row["measure"]),
        method=Iri(row["method"]),
        contrast_class=Iri(row["contrast"]),
        matrix=_name(row, "matrix"),
        increment_unit=row.get("unit"),
        studies=int(row["studies"]),
        value=Decimal(row["value"]),
        lower=Decimal(row["lower"]),
        upper=Decimal(row["upper"]),
        level=Decimal(row["level"]),
        hartung_knapp_lower=_decimal(row, "hkLower"),
        hartung_knapp_upper=_decimal(row, "hkUpper"),
        prediction_lower=_decimal(row, "predictionLower"),
        prediction_upper=_decimal(row, "predictionUpper"),
        i_squared=_decimal(row, "iSquared"),
        tau_squared=_decimal(row, "tauSquared"),
        q=_decimal(row, "q"),
        q_p=row.get("p"),
        findings=tuple(Iri(one["finding"]) for one in rows),
    )


def _name(row: Row, column: str) -> Iri | None:
    return Iri(row[column]) if column in row else None


def _decimal(row: Row, column: str) -> Decimal | None:
    return Decimal(row[column]) if column in row else None
