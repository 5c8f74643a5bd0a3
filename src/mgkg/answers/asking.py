"""Asking: from a question in words and a store to an answer."""

from __future__ import annotations

from mgkg.answers import counting, statements, wording
from mgkg.answers import summary as summaries
from mgkg.answers.gaps import gaps
from mgkg.answers.naming import Voice
from mgkg.answers.records import Answer
from mgkg.answers.scope import scope
from mgkg.answers.selection import read, select
from mgkg.answers.sources import sources
from mgkg.recogniser import Question, understand
from mgkg.recogniser.vocabulary import Vocabulary, vocabulary
from mgkg.store import Store


def answer(store: Store, text: str, *, language: str | None = None) -> Answer:
    """Return what the graph holds on a question in English or Dutch; its language is told from its words if not given.

    Raises NotUnderstood where it names nothing that the graph knows, and what the store raises.
    """
    names = vocabulary(store)
    return answered(store, understand(text, names, language=language), names)


def answered(store: Store, question: Question, names: Vocabulary) -> Answer:
    """Return what the graph holds on a question that was understood by a vocabulary of the same store."""
    reach = scope(store, question)
    material = read(store, reach)
    selection = select(material, reach)
    hypotheses, claims = statements.read(store, reach)
    direct = (piece for piece in selection.findings if piece.directness != "broader")
    tallies = counting.tallies(direct, matrix=question.matrix, first=summaries.side(reach) or "higher")
    voice = Voice(language=question.language, vocabulary=names)
    return Answer(
        question=question,
        form=reach.form,
        summary=summaries.summary(voice, reach, selection, tallies),
        selection=selection,
        lines=counting.lines((*selection.findings, *selection.adverse_effects)),
        tallies=tallies if reach.form == "group" else (),
        gaps=gaps(voice, reach, material, selection),
        hypotheses=hypotheses,
        claims=claims,
        sources=sources(selection, (*hypotheses, *claims)),
        notice=wording.phrase(question.language, "notice"),
        labels={term: names.label(term, question.language) for term in names.labels},
    )
