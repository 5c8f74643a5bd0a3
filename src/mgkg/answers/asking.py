"""Asking: from a question in words and a store to an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mgkg import names
from mgkg.answers import assessments, counting, moment, statements, wording
from mgkg.answers import summary as summaries
from mgkg.answers.gaps import gaps
from mgkg.answers.naming import Voice
from mgkg.answers.records import Answer, Gap, Line, Selection
from mgkg.answers.scope import Scope, scope
from mgkg.answers.selection import read, select
from mgkg.answers.sources import sources
from mgkg.model import Assessment
from mgkg.names import Iri
from mgkg.recogniser import Question, understand
from mgkg.recogniser.vocabulary import Vocabulary, vocabulary
from mgkg.store import Store


def answer(store: Store, text: str, *, language: str | None = None, as_of: int | None = None) -> Answer:
    """Return what the graph holds on a question in English or Dutch; its language is told from its words if not given.

    With a year, what was published by its end, with sources retracted later still standing. Raises NotUnderstood where
    it names nothing that the graph knows, and what the store raises.
    """
    known = vocabulary(store)
    return answered(store, understand(text, known, language=language), known, as_of=as_of)


def answered(store: Store, question: Question, known: Vocabulary, *, as_of: int | None = None) -> Answer:
    """Return what the graph holds on a question that was understood by a vocabulary of the same store."""
    reach = scope(store, question)
    everything = read(store, reach)
    material = replace(everything, evidence=moment.known(everything.evidence, as_of))
    selection = select(material, reach)
    hypotheses, claims = statements.read(store, reach, as_of=as_of)
    voice = Voice(language=question.language, vocabulary=known)
    missing = gaps(voice, reach, material, selection)
    lines = _lines(store, reach, selection, missing, as_of=as_of)
    direct = (piece for piece in selection.findings if piece.directness != "broader")
    tallies = counting.tallies(direct, matrix=question.matrix, first=summaries.side(reach) or "higher")
    later = len(select(everything, reach).findings) - len(selection.findings)
    return Answer(
        question=question,
        as_of=as_of,
        form=reach.form,
        summary=(
            *summaries.moment(voice, as_of, later),
            *summaries.summary(voice, reach, selection, summaries.Told(tallies, lines, hypotheses)),
        ),
        selection=selection,
        lines=lines,
        tallies=tallies if reach.form == "group" else (),
        gaps=missing,
        hypotheses=hypotheses,
        claims=claims,
        sources=sources(selection, (*hypotheses, *claims)),
        notice=wording.phrase(question.language, "notice"),
        labels={term: known.label(term, question.language) for term in known.labels},
    )


def _lines(
    store: Store, scope: Scope, selection: Selection, missing: Iterable[Gap], *, as_of: int | None
) -> tuple[Line, ...]:
    """Return what is counted and concluded, with a line for each family whose risk nobody studied."""
    pieces = [*selection.findings, *selection.adverse_effects]
    families = {piece.evidence.exposure.family for piece in pieces if piece.evidence.exposure.family}
    subjects = {piece.subject for piece in pieces}
    found = counting.lines(pieces, _assessed(store, families, subjects, as_of))
    unstudied = [
        counting.not_studied(gap.family, gap.condition, same_kind=_is_same_kind(scope, gap.family))
        for gap in missing
        if gap.family and gap.condition
    ]
    ordered = counting.in_order([*found, *unstudied])
    asked = set(scope.substances.asked)
    together = {
        piece.evidence.exposure.family
        for piece in pieces
        if len(asked) > 1 and asked <= {scope.substances.subject(name) for name in piece.evidence.exposure.substances}
    }
    # who asks about several substances at once asks about them together
    return tuple(sorted(ordered, key=lambda line: line.family not in together))


def _assessed(
    store: Store, families: Iterable[Iri], conditions: Iterable[Iri], as_of: int | None
) -> tuple[Assessment, ...]:
    """Return what is concluded: as it stands in the store, or worked out for the end of a year."""
    if as_of is None:
        return assessments.read(store, families, conditions)
    from mgkg.evidence.moments import assessed_at

    return assessed_at(store, as_of, families=families, conditions=conditions)


def _is_same_kind(scope: Scope, family: Iri) -> bool:
    kind = names.local_name(scope.family_kind) if scope.family_kind else ""
    return names.local_name(family).endswith(kind)
