"""Asking for a picture: a question, or the names of a substance and a condition, to an answer on the two."""

from __future__ import annotations

from mgkg import entities
from mgkg.answers import asking, wording
from mgkg.answers.records import Answer
from mgkg.errors import UsageError
from mgkg.names import iri
from mgkg.recogniser import Question, understand
from mgkg.recogniser.vocabulary import Vocabulary, vocabulary
from mgkg.store import Store

#: The forms of question that are on substances and a condition.
_FORMS = ("pair", "group")


def ask(store: Store, text: str, *, language: str | None = None) -> Answer:
    """Return the answer to a question on a substance and a condition, in the question's language unless told otherwise.

    Raises NotUnderstood where nothing in it is recognised, UsageError where it names no substance or no condition.
    """
    names = vocabulary(store)
    question = understand(text, names, language=language)
    found = asking.answered(store, question, names)
    if found.form not in _FORMS:
        missing = "condition" if question.substances or question.genes else "substance"
        raise UsageError(f"'{text}' names no {missing}; a picture is of a substance and a condition, so name both")
    return found


def pair(store: Store, substance: str, condition: str, *, language: str | None = None) -> Answer:
    """Return the answer on a substance (or gene) and a condition, each by any of its names.

    Raises UnknownName where a name is not known.
    """
    names = vocabulary(store)
    return asking.answered(store, _question(store, names, substance, condition, language or "en"), names)


def _question(store: Store, names: Vocabulary, substance: str, condition: str, language: str) -> Question:
    """Return the question that two names ask."""
    of, on = entities.resolve(store, substance), entities.resolve(store, condition, "mgkg:Condition")
    is_gene = of.startswith(iri("gene:"))
    if not is_gene:
        of = entities.resolve(store, substance, "mgkg:Substance")
    return Question(
        text=f"{names.label(of, language)}, {names.label(on, language)}",
        language=language,
        substances=() if is_gene else (of,),
        genes=(of,) if is_gene else (),
        conditions=(on,),
    )


def subject(answer: Answer) -> str:
    """Return what an answer is on, as a title says it."""
    question = answer.question
    first = wording.listed(
        question.language, (wording.label(answer.labels, term) for term in (*question.substances, *question.genes))
    )
    second = wording.listed(question.language, (wording.label(answer.labels, term) for term in question.conditions))
    return wording.listed(question.language, (first, second))
