"""Asking: from a question in words and a store to an answer."""

from __future__ import annotations

from dataclasses import replace

from mgkg.answers import counting, moment, statements, wording
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


def answer(store: Store, text: str, *, language: str | None = None, as_of: int | None = None) -> Answer:
    """Return what the graph holds on a question in English or Dutch; its language is told from its words if not given.

    With a year, what was published by its end, with sources retracted later still standing. Raises NotUnderstood where
    it names nothing that the graph knows, and what the store raises.
    """
    names = vocabulary(store)
    return answered(store, understand(text, names, language=language), names, as_of=as_of)


def answered(store: Store, question: Question, names: Vocabulary, *, as_of: int | None = None) -> Answer:
    """Return what the graph holds on a question that was understood by a vocabulary of the same store."""
    reach = scope(store, question)
    everything = read(store, reach)
    material = replace(everything, evidence=moment.known(everything.evidence, as_of))
    selection = select(material, reach)
    hypotheses, claims = statements.read(store, reach, as_of=as_of)
    direct = (piece for piece in selection.findings if piece.directness != "broader")
    tallies = counting.tallies(direct, matrix=question.matrix, first=summaries.side(reach) or "higher")
    voice = Voice(language=question.language, vocabulary=names)
    return Answer(
        question=question,
        as_of=as_of,
        form=reach.form,
        summary=(
            *summaries.moment(voice, as_of, len(select(everything, reach).findings) - len(selection.findings)),
            *summaries.summary(voice, reach, selection, tallies, hypotheses),
        ),
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
