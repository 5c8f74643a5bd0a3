"""Pooled sheets as a forest plot: the largest body, and those of its measure, each with its studies and its diamond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mgkg import names, plot
from mgkg.assessment.comparable import Entry
from mgkg.assessment.pooling import shares
from mgkg.assessment.scales import Scale, as_printed
from mgkg.assessment.votes import outcome
from mgkg.errors import UsageError
from mgkg.pooled.as_text import body_title, kind_of, number
from mgkg.pooled.records import PooledSheets, Pooling, estimate, of_study, scale


def forest(sheets: PooledSheets) -> plot.Forest:
    """Return the forest plot of pooled sheets; raises UsageError where no two of their numbers can be pooled.

    Bodies of other measures than the largest one's have an axis of their own and are named in a note.
    """
    bodies = [one for one in sheets.bodies if len(one.pool.entries) > 1]
    if not bodies:
        raise UsageError("nothing to draw: no two numbers of these sheets can be pooled; --format text tells why")
    measure = bodies[0].pool.kind.measure
    drawn = [one for one in bodies if one.pool.kind.measure == measure]
    ratio = scale(bodies[0]) is Scale.LOG
    called = sheets.labels[names.iri(f"measure:{measure}")]
    title = body_title(sheets, bodies[0]) if len(drawn) == 1 else f"Pooled evidence sheets: {called}"
    left = len(bodies) - len(drawn)
    return plot.Forest(
        language="en",
        subject=title,
        title=title,
        measures=called,
        result=f"{called} ({sheets.level:g} % interval)",
        ratio=ratio,
        rows=tuple(row for one in drawn for row in _rows(sheets, one, _group(sheets, one, drawn))),
        pooled=tuple(_pooled(sheets, one, _group(sheets, one, drawn)) for one in drawn),
        sides=("← lower with more of it", "higher with more of it →"),
        notes=(
            "Numbers are turned to more of the substance, more harm.",
            *([f"{left} pooled {'body' if left == 1 else 'bodies'} of another measure not drawn."] if left else []),
        ),
    )


def _group(sheets: PooledSheets, one: Pooling, drawn: Sequence[Pooling]) -> str:
    """Return what stands above the rows of a body: what its estimates share, and among others what it is on."""
    kind = kind_of(sheets, one)
    return kind[0].upper() + kind[1:] if len(drawn) == 1 else f"{body_title(sheets, one)} ({kind})"


def _rows(sheets: PooledSheets, one: Pooling, group: str) -> Iterator[plot.ForestRow]:
    effects = [entry.effect for entry in one.pool.entries]
    tau2 = one.pool.random.tau2 or 0.0
    weights = shares([effect.value for effect in effects], [effect.se for effect in effects], tau2)
    for entry, weight in zip(one.pool.entries, weights, strict=True):
        yield replace(_row(sheets, one, entry), weight=100 * weight, group=group)


def _row(sheets: PooledSheets, one: Pooling, entry: Entry) -> plot.ForestRow:
    value, lower, upper = of_study(one, entry)
    return plot.ForestRow(
        label=sheets.studies[entry.result.finding],
        year=entry.result.facts.year,
        n=entry.size or None,
        value=value,
        lower=lower,
        upper=upper,
        verdict=outcome(entry.result.verdict),
        by_interval=entry.result.basis == "interval",
    )


def _pooled(sheets: PooledSheets, one: Pooling, group: str) -> plot.PooledRow:
    pooled, on = one.pool.random, scale(one)
    value, lower, upper = estimate(one)
    between = (pooled.prediction_lower, pooled.prediction_upper)
    prediction = None
    if between[0] is not None and between[1] is not None:
        prediction = (as_printed(between[0], on), as_printed(between[1], on))
    return plot.PooledRow(
        label=f"{sheets.method}, {pooled.k} studies",
        value=value,
        lower=lower,
        upper=upper,
        prediction=prediction,
        detail=f"I² {pooled.i2 or 0.0:.0f} %, tau² {number(pooled.tau2 or 0.0)}",
        group=group,
    )
