"""Weighing: the evidence in people, direct and broader apart, and what a finding is to the modifier asked about."""

from __future__ import annotations

from dataclasses import dataclass

from mgkg import names
from mgkg.answers.records import Piece, Selection
from mgkg.answers.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The evidence in people, by how directly it bears on the question, combinations left out."""

    direct: tuple[Piece, ...]
    broader: tuple[Piece, ...]


def weighed(selection: Selection, scope: Scope) -> Weighed:
    """Return the evidence in people on what was asked, and on what is broader."""
    pieces = [
        piece
        for piece in (*selection.findings, *selection.adverse_effects)
        if piece.directness != "animal" and not piece.combined
    ]
    conditions = scope.conditions
    above = {*conditions.above.values(), *conditions.asked}
    return Weighed(
        direct=tuple(piece for piece in pieces if piece.directness != "broader"),
        broader=tuple(
            piece
            for piece in pieces
            if piece.directness == "broader" and (piece.subject in above or not conditions.asked)
        ),
    )


def how(piece: Piece, scope: Scope) -> str:
    """Return how a finding bears on the modifier asked about: tested, proposed, or in people of that kind."""
    finding = piece.evidence.finding
    if any(scope.modifiers.directness(thing) for thing in finding.effect_modifiers):
        tested = finding.modification and names.local_name(finding.modification) != "proposed-only"
        return "tested" if tested else "proposed"
    return "in-people"
