"""Statements: the hypotheses and claims that speak of what a question asks about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mgkg.answers import moment, reading
from mgkg.answers.records import Statement
from mgkg.answers.scope import Reach, Scope
from mgkg.model import Publication
from mgkg.names import Iri
from mgkg.queries import Row
from mgkg.store import Store

_DIRECTNESS = ("exact", "narrower", "broader")


def read(
    store: Store, scope: Scope, *, as_of: int | None = None
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Return the hypotheses and the claims on the substances and conditions of a question, the most direct first.

    Where a year is given, those made by its end.
    """
    grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
    reaches = (scope.substances, scope.conditions)
    named = [concept for reach in reaches for concept in (*reach.within, *reach.above)]
    for row in reading.rows(store, "statements", "concept", named):
        if row.get("language") == scope.question.language:
            grouped[row["role"], row["statement"]].append(row)
    publications = reading.publications(
        store, (row["publication"] for rows in grouped.values() for row in rows if "publication" in row)
    )
    found: dict[str, list[Statement]] = {"hypothesis": [], "claim": []}
    for (role, name), rows in grouped.items():
        directness = _directness(rows, scope)
        statement = _statement(name, rows, publications, directness or "")
        if directness and moment.was_said(statement.publications, as_of):
            found[role].append(statement)
    return tuple(sorted(found["hypothesis"], key=_place)), tuple(sorted(found["claim"], key=_place))


def _place(statement: Statement) -> tuple[int, bool, bool, str]:
    return (_DIRECTNESS.index(statement.directness), statement.combined, not statement.modifiers, statement.iri)


def _directness(rows: Iterable[Row], scope: Scope) -> str | None:
    """Return how directly a statement bears on a question; None where it misses its substance or its condition."""
    concepts = {row["concept"] for row in rows}
    degrees = [_nearest(reach, concepts) for reach in (scope.substances, scope.conditions) if reach.asked]
    if None in degrees:
        return None
    return max((degree for degree in degrees if degree), key=_DIRECTNESS.index)


def _nearest(reach: Reach, concepts: Iterable[str]) -> str | None:
    degrees = {degree for concept in concepts if (degree := reach.directness(concept))}
    return min(degrees, key=_DIRECTNESS.index, default=None)


def _statement(name: str, rows: list[Row], publications: Mapping[str, Publication], directness: str) -> Statement:
    first = rows[0]
    cited = sorted({row["publication"] for row in rows if row.get("publication") in publications})
    return Statement(
        iri=Iri(name),
        text=first["text"],
        directness=directness,
        combined=any(row.get("through") == "component" for row in rows),
        publications=tuple(publications[one] for one in cited),
        modifiers=_several(rows, "modifier"),
        expected_sign=int(first["sign"]) if "sign" in first else None,
        status=Iri(first["status"]) if "status" in first else None,
        tests=int(first.get("tests", 0)),
        strength=Iri(first["strength"]) if "strength" in first else None,
        support=_several(rows, "support"),
        rests_on=_several(rows, "restsOn"),
    )


def _several(rows: Iterable[Row], column: str) -> tuple[Iri, ...]:
    return tuple(sorted({Iri(row[column]) for row in rows if column in row}))
