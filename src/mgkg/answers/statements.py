"""Statements: the hypotheses and claims that speak of what a question asks about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mgkg.answers import reading
from mgkg.answers.records import Selection, Statement
from mgkg.answers.scope import Scope
from mgkg.model import Publication
from mgkg.names import Iri, iri
from mgkg.store import Store


def read(store: Store, scope: Scope) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Return the hypotheses and the claims on the substances and conditions of a question."""
    grouped: dict[tuple[str, str], list[reading.Row]] = defaultdict(list)
    named = [*scope.substances.within, *scope.conditions.within]
    for row in reading.rows(store, "statements", "concept", named):
        if row.get("language") == scope.question.language:
            grouped[row["role"], row["statement"]].append(row)
    publications = reading.publications(
        store, (row["publication"] for rows in grouped.values() for row in rows if "publication" in row)
    )
    found: dict[str, list[Statement]] = {"hypothesis": [], "claim": []}
    for (role, name), rows in sorted(grouped.items()):
        if _fits(rows, scope):
            cited = sorted({row["publication"] for row in rows if row.get("publication") in publications})
            found[role].append(_statement(name, rows, [publications[one] for one in cited]))
    return tuple(found["hypothesis"]), tuple(found["claim"])


def _fits(rows: Iterable[reading.Row], scope: Scope) -> bool:
    """Return whether a statement speaks of a substance and of a condition where a question names both."""
    concepts = {row["concept"] for row in rows}
    return all(
        not reach.asked or any(concept in reach.within for concept in concepts)
        for reach in (scope.substances, scope.conditions)
    )


def _statement(name: str, rows: list[reading.Row], publications: Iterable[Publication]) -> Statement:
    first = rows[0]
    return Statement(
        iri=Iri(name),
        text=first["text"],
        publications=tuple(publications),
        modifier=Iri(first["modifier"]) if "modifier" in first else None,
        expected_sign=int(first["sign"]) if "sign" in first else None,
        rests_on=tuple(sorted({Iri(row["restsOn"]) for row in rows if "restsOn" in row})),
    )


def status(statement: Statement, selection: Selection) -> str | None:
    """Return whether a hypothesis on a modifier was tested: tested or untested; None where it is on something else."""
    if statement.modifier is None:
        return None
    tested = any(
        statement.modifier in piece.evidence.finding.effect_modifiers
        and piece.evidence.finding.modification
        in (iri("modification:tested-present"), iri("modification:tested-absent"))
        for piece in selection.modified
    )
    return "tested" if tested else "untested"
