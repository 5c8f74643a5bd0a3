"""Pooled sheets as data: a JSON object, and a table in CSV with a row for each body."""

from __future__ import annotations

import csv
import io
from typing import Any

from mgkg import names
from mgkg.pooled.records import NotPooled, PooledSheets, Pooling, analysed_estimate, estimate, key
from mgkg.pooled.remainder import place

#: What is told of each body, in this order.
COLUMNS = (
    "key", "k", "measure", "method", "value", "se", "lower", "upper", "hkLower", "hkUpper", "predictionLower",
    "predictionUpper", "q", "qP", "i2", "tau2", "printedValue", "printedLower", "printedUpper", "family", "condition",
    "aspect", "contrast", "unit", "matrix", "outcomeScale", "findings",
)  # fmt: skip


def to_json(sheets: PooledSheets) -> dict[str, Any]:
    """Return pooled sheets as an object that json can write; value and bounds are on the scale of analysis."""
    return {
        "method": sheets.method,
        "level": sheets.level,
        "bodies": [_body(one, sheets.method) for one in sheets.bodies],
        "notPooled": [_not_pooled(one) for one in sheets.not_pooled],
    }


def to_csv(sheets: PooledSheets) -> str:
    """Return the bodies of pooled sheets as CSV, a row for each; what is not known is an empty cell."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sheets.bodies:
        told = _body(one, sheets.method)
        writer.writerow([*(told[name] for name in COLUMNS[:-1]), "; ".join(told["findings"])])
    return stream.getvalue()


def _body(one: Pooling, method: str) -> dict[str, Any]:
    kind = one.pool.kind
    return {
        "key": key(one),
        "k": one.pool.random.k,
        "measure": names.camel(kind.measure),
        "method": method if one.pool.random.k > 1 else None,
        **_numbers(one),
        "family": names.curie(one.family),
        "condition": names.curie(one.condition),
        "aspect": names.camel(one.aspect),
        "contrast": names.camel(kind.contrast),
        "unit": kind.unit or None,
        "matrix": names.curie(kind.matrix) if kind.matrix else None,
        "outcomeScale": kind.outcome_scale or None,
        "findings": [names.curie(result.finding) for entry in one.pool.entries for result in entry.results],
    }


def _numbers(one: Pooling) -> dict[str, float | None]:
    pooled = one.pool.random
    value, lower, upper = analysed_estimate(one)
    return {
        "value": value,
        "se": pooled.se,
        "lower": lower,
        "upper": upper,
        "hkLower": pooled.hk_lower,
        "hkUpper": pooled.hk_upper,
        "predictionLower": pooled.prediction_lower,
        "predictionUpper": pooled.prediction_upper,
        "q": pooled.q,
        "qP": pooled.q_p,
        "i2": pooled.i2,
        "tau2": pooled.tau2,
        **dict(zip(("printedValue", "printedLower", "printedUpper"), estimate(one), strict=True)),
    }


def _not_pooled(one: NotPooled) -> dict[str, Any]:
    finding = names.curie(one.finding) if one.finding else None
    return {"finding": finding, "row": place(one), "reason": one.reason}
