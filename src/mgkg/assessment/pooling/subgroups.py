"""Subgroups: the studies of a body parted by a trait, each part pooled by itself, and whether the parts differ."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from mgkg.assessment.pooling.bodies import Floats, Ints, Numbers, by_id
from mgkg.assessment.pooling.heterogeneity import heterogeneity
from mgkg.assessment.pooling.models import Method, Pooled, pool
from mgkg.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subgroups:
    """Bodies parted into subgroups, each with a tau² of its own, and the test of their difference."""

    #: The identifiers of the bodies.
    bodies: tuple[Hashable, ...]
    #: The subgroups, and the place of the body of each.
    groups: tuple[Hashable, ...]
    owner: Ints
    pooled: Pooled
    #: Q between the subgroups of each body, its degrees of freedom and its p; NaN with fewer than two subgroups.
    q: Floats
    df: Ints
    p: Floats


def subgroups(
    values: Numbers,
    errors: Numbers,
    ids: Sequence[Hashable],
    traits: Sequence[Hashable],
    method: Method = Method.RESTRICTED_LIKELIHOOD,
    *,
    level: float = 95.0,
) -> Subgroups:
    """Return bodies parted by a trait of their studies, each part pooled by itself, and Q between the parts.

    Every part has its own tau². Q between is Cochran's Q of the pooled parts. Parts without a usable study have no say.
    Source: Cochrane Handbook 5.1 (2011), section 9.6.3.1.

    >>> found = subgroups([0.1, 0.5, 0.6], [0.1, 0.1, 0.1], ["lead"] * 3, ["men", "women", "women"])
    >>> found.groups, found.q.round(2).tolist(), found.df.tolist()
    (('men', 'women'), [13.5], [1])
    """
    if len(ids) != len(traits):
        raise UsageError(f"there are {len(ids)} identifiers and {len(traits)} traits: give each study one of both")
    parts, keys = by_id(values, errors, list(zip(ids, traits, strict=True)))
    pairs: list[tuple[Hashable, Hashable]] = [key for key in keys if isinstance(key, tuple)]
    pooled = pool(parts, method, level=level)
    whole, names = by_id(pooled.estimate, pooled.se, [body for body, _ in pairs])
    tested = heterogeneity(whole, level=level)
    places = {name: place for place, name in enumerate(names)}
    return Subgroups(
        bodies=tuple(names),
        groups=tuple(trait for _, trait in pairs),
        owner=np.array([places[body] for body, _ in pairs], dtype=np.int64),
        pooled=pooled,
        q=tested.q,
        df=tested.df,
        p=tested.p,
    )
