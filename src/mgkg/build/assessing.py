"""The stage that assesses: what the findings of a store amount to, as triples of a named graph of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mgkg import triples
from mgkg.assessment.assessing import assess_bodies
from mgkg.assessment.bodies import bodies
from mgkg.build.known import Known, by_question, marked
from mgkg.evidence.naming import proposition
from mgkg.evidence.recording import record
from mgkg.evidence.results import hierarchy, results, rules
from mgkg.store import EmbeddedStore, Store


def assessed(store: Store, previous: EmbeddedStore | None = None) -> Iterator[ox.Triple]:
    """Yield the triples of what the findings of a store amount to.

    What a previous store concluded on a question is taken over where nothing it was made from has changed.
    """
    rule = rules(store)
    questions = by_question(one for one in bodies(results(store), hierarchy(store)) if one.counted)
    marks = marked(questions, rule)
    known = Known.of(previous)
    for question, mark in marks.items():
        key = questions[question][0].key
        yield from triples.of_proposition(question, family=key.family, condition=key.outcome, aspect=key.aspect)
        yield from known.triples(question, mark)
    changed = {question for question, mark in marks.items() if not known.has(question, mark)}
    found = [one for question in sorted(changed) for one in questions[question]]
    for one in assess_bodies(found, rule):
        yield from triples.of_assessment(record(one, marks[proposition(one.body.key)]))
