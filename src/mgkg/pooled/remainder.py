"""The remainder: every finding that no body holds, and every row that is no finding, each with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePath

from mgkg import names
from mgkg.assessment.bodies import Body
from mgkg.assessment.comparable import placed
from mgkg.assessment.results import Result
from mgkg.assessment.scales import Reason
from mgkg.intake import Gathered
from mgkg.intake import entries as entry_of
from mgkg.intake.entries import Entry
from mgkg.names import Iri
from mgkg.pooled.records import NotPooled

_MECHANISM = names.iri("aspect:mechanism")


def remainder(
    gathered: Gathered,
    found: Sequence[Result],
    bodies: Sequence[Body],
    pooled: Collection[Iri],
    labels: Mapping[Iri, str],
) -> Iterator[NotPooled]:
    """Yield what is not pooled: findings, then rows that are no finding."""
    by_finding = {result.finding: result for result in found}
    out = dict(_left_out(bodies, labels))
    for finding, entry in gathered.entries.items():
        if finding not in pooled:
            row, reason = entry_of.lead(entry), out.get(finding) or _reason(entry, by_finding.get(finding))
            yield NotPooled(finding=finding, sheet=row.sheet, row=row.line, reason=reason)
    for left in gathered.excluded:
        yield NotPooled(finding=None, sheet=left.sheet, row=left.row, reason=f"left out: {left.reason}")


def place(one: NotPooled) -> str:
    """Return where a row stands, as in "als.tsv, row 7"."""
    return f"{PurePath(one.sheet).name}, row {one.row}"


def _left_out(bodies: Sequence[Body], labels: Mapping[Iri, str]) -> Iterator[tuple[Iri, str]]:
    """Yield what does not count for its own condition, with the reason as the ontology calls it."""
    for body in bodies:
        for left in (one for one in body.left_out if one.result.outcome == body.key.outcome):
            called = labels[names.iri(f"exclusion-reason:{left.reason}")]
            yield left.result.finding, f"{called}: {names.local_name(left.instead)}" if left.instead else called


def _reason(entry: Entry, result: Result | None) -> str:
    """Return why a finding that could count is in no pool."""
    if result is None:
        return "a mechanism" if entry_of.aspect(entry) == _MECHANISM else "the outcome is no condition"
    if result.number is None:
        return _without_number(entry)
    found = placed(result)
    if isinstance(found, Reason):
        return found.value
    if result.is_synthesis:
        return "a synthesis, which is not pooled with primary studies"
    return "another estimate of the same study is pooled"


def _without_number(entry: Entry) -> str:
    """Return why no number of a finding could be turned to more of the substance."""
    if entry_of.number(entry, "effect_value") is None:
        return "words only: no value is printed"
    if entry_of.thing(entry, "effect_measure") is None:
        return "a value without a measure"
    return "index_group is not stated: the number may speak for more of the substance or for less"
