"""Bodies of evidence as arrays: the effects and standard errors of their usable studies, one body after the other."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mgkg.errors import UsageError

#: Numbers, one a study or one a body; NaN where there is none.
Floats = npt.NDArray[np.float64]
#: Counts or positions.
Ints = npt.NDArray[np.int64]
#: What is taken for numbers: None and NaN are missing.
Numbers = Sequence[float | None] | Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bodies:
    """Bodies of evidence; the studies of body i are those from offsets[i] up to offsets[i + 1]."""

    #: Effects on the scale of analysis.
    values: Floats
    #: Their standard errors, each above zero.
    errors: Floats
    #: One more than there are bodies.
    offsets: Ints
    #: How many studies of each body are left out, for want of a value or of a standard error above zero.
    left_out: Ints
    #: Where each study stood in what was given.
    rows: Ints


def counts(bodies: Bodies) -> Ints:
    """Return how many usable studies each body has."""
    return np.diff(bodies.offsets)


def one_body(values: Numbers, errors: Numbers) -> Bodies:
    """Return one body from the effects and standard errors of its studies.

    >>> one_body([0.1, None, 0.3], [0.1, 0.2, 0.3]).left_out.tolist()
    [1]
    """
    return by_offset(values, errors, [0, len(values)])


def by_offset(values: Numbers, errors: Numbers, offsets: Sequence[int] | Ints) -> Bodies:
    """Return the bodies of studies that lie body by body, from where each body starts, and where the last one ends.

    A study without a value, or without a standard error above zero, is left out and counted: a standard error of zero
    is a rounding, and would outweigh everything. Refused are standard errors below zero, and offsets that do not fit.

    >>> by_offset([0.1, 0.2, 0.3], [0.1, 0.0, 0.1], [0, 2, 3]).offsets.tolist()
    [0, 1, 2]
    """
    effects, spreads = _numbers(values, errors)
    ends = np.asarray(offsets, dtype=np.int64)
    if ends.ndim != 1 or len(ends) == 0 or ends[0] != 0 or ends[-1] != len(effects) or (np.diff(ends) < 0).any():
        raise UsageError(f"offsets must rise from 0 to the number of studies, {len(effects)}")
    usable = np.isfinite(effects) & np.isfinite(spreads) & (spreads > 0)
    before = np.concatenate([[0], np.cumsum(usable)])
    return Bodies(
        values=effects[usable],
        errors=spreads[usable],
        offsets=before[ends],
        left_out=np.diff(ends) - np.diff(before[ends]),
        rows=np.flatnonzero(usable),
    )


def by_id(
    values: Numbers, errors: Numbers, ids: Sequence[Hashable] | npt.NDArray[np.generic]
) -> tuple[Bodies, list[Hashable]]:
    """Return the bodies of studies that lie in any order, with the identifier of each body, first seen first.

    >>> bodies, names = by_id([1.0, 2.0, 3.0], [0.1, 0.1, 0.2], ["zinc", "lead", "zinc"])
    >>> names, bodies.values.tolist(), bodies.rows.tolist()
    (['zinc', 'lead'], [1.0, 3.0, 2.0], [0, 2, 1])
    """
    effects, spreads = _numbers(values, errors)
    names = ids.tolist() if isinstance(ids, np.ndarray) else list(ids)
    if len(names) != len(effects):
        raise UsageError(f"there are {len(effects)} studies and {len(names)} identifiers: give each study one")
    places: dict[Hashable, int] = {}
    place = np.array([places.setdefault(name, len(places)) for name in names], dtype=np.int64)
    order = np.argsort(place, kind="stable")
    offsets = np.concatenate([[0], np.cumsum(np.bincount(place, minlength=len(places)))]).astype(np.int64)
    found = by_offset(effects[order], spreads[order], offsets)
    return (
        Bodies(
            values=found.values,
            errors=found.errors,
            offsets=found.offsets,
            left_out=found.left_out,
            rows=order[found.rows].astype(np.int64),
        ),
        list(places),
    )


def _numbers(values: Numbers, errors: Numbers) -> tuple[Floats, Floats]:
    """Return effects and standard errors as arrays, NaN where there is none."""
    effects = np.asarray(values, dtype=np.float64)
    spreads = np.asarray(errors, dtype=np.float64)
    if effects.ndim != 1 or effects.shape != spreads.shape:
        raise UsageError(
            f"{effects.size} effects and {spreads.size} standard errors do not match: give one of each a study"
        )
    if (spreads < 0).any():
        raise UsageError("a standard error is below zero: give it as it is, or None where there is none")
    return effects, spreads
