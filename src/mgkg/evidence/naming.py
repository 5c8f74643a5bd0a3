"""Naming: what the questions are called that bodies of evidence are on."""

from __future__ import annotations

from mgkg import names
from mgkg.assessment.bodies import Key
from mgkg.names import Iri, iri


def proposition(key: Key) -> Iri:
    """Return the name of the question that a body is on."""
    return iri("proposition:" + "--".join(names.local_name(part) for part in (key.family, key.outcome, key.aspect)))
