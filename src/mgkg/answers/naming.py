"""Naming: what the subjects of a question and the families of a substance are called in its language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mgkg.answers import wording
from mgkg.answers.scope import Scope
from mgkg.names import Iri
from mgkg.recogniser.vocabulary import PLACE, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The language of an answer and the names that it uses."""

    language: str
    vocabulary: Vocabulary


def name(voice: Voice, term: str) -> str:
    """Return what a thing is called."""
    return voice.vocabulary.label(term, voice.language)


def named(voice: Voice, terms: Iterable[str], limit: int = 0) -> str:
    """Return what things are called, as one text."""
    return wording.listed(voice.language, (name(voice, term) for term in terms), limit)


def family(voice: Voice, kind: Iri, substances: Iterable[Iri]) -> str:
    """Return what the family of a kind is called for some substances, as in "magnesium status"."""
    template = voice.vocabulary.templates.get(kind, {}).get(voice.language, PLACE)
    return template.replace(PLACE, named(voice, substances))


def subject(voice: Voice, scope: Scope) -> str:
    """Return what a question is about, as in "Asperger syndrome and magnesium"."""
    return named(voice, (*scope.conditions.asked, *scope.substances.asked))
