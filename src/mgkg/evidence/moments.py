"""Moments: what the findings of a store amounted to at the end of a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mgkg.assessment.assessing import assess
from mgkg.assessment.results import Result
from mgkg.evidence.recording import record
from mgkg.evidence.results import hierarchy, results, rules
from mgkg.model import Assessment
from mgkg.names import Iri
from mgkg.store import Store


def assessed_at(
    store: Store, year: int, *, families: Iterable[Iri], conditions: Iterable[Iri]
) -> tuple[Assessment, ...]:
    """Return what the findings published by the end of a year amounted to, on some families and conditions.

    A source that was retracted later still counts, as it stood then; one without a year does not, as nobody can tell
    whether it was there.
    """
    asked, wanted = set(families), set(conditions)
    then = [_as_it_stood(one, year) for one in results(store) if one.family in asked and _was_there(one, year)]
    found = assess(then, hierarchy(store), rules(store))
    return tuple(record(one) for one in found if one.body.key.outcome in wanted)


def _was_there(result: Result, year: int) -> bool:
    return result.facts.year is not None and result.facts.year <= year


def _as_it_stood(result: Result, year: int) -> Result:
    retracted = result.facts.retracted_in
    if retracted is None or retracted <= year:
        return result
    return replace(result, facts=replace(result.facts, publication_status="current"))
