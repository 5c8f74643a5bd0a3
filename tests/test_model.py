"""The records: frozen, told apart by what they hold, nothing reported unless it is said."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from mgkg import model, names
from mgkg.model import Estimate, Finding

RECORDS = [each for each in vars(model).values() if isinstance(each, type) and is_dataclass(each)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_records_are_frozen_and_have_no_behaviour(record: type) -> None:
    own = {name for name in vars(record) if not name.startswith("_")}
    assert own == {field.name for field in fields(record)}
    assert getattr(record, "__dataclass_params__").frozen  # noqa: B009 - the attribute is not typed


def test_nothing_is_reported_unless_it_is_said() -> None:
    estimate = Estimate(iri=names.iri("estimate:a"))
    assert estimate.value is None
    with pytest.raises(FrozenInstanceError):
        estimate.p = "0.05"  # type: ignore[misc] # shows that it cannot be set


def test_findings_are_equal_that_say_the_same() -> None:
    thing = names.iri("factor:a")
    one, two = (
        Finding(iri=thing, study=thing, exposure=thing, outcome=thing, aspect=thing, population=thing) for _ in "ab"
    )
    assert one == two
