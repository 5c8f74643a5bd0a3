"""Pooling: common and random effects of bodies of evidence, one or a million in a call.

>>> from mgkg.assessment.pooling import Method, pool_one
>>> pooled = pool_one([0.1, 0.3, 0.35], [0.1, 0.1, 0.2], method=Method.RESTRICTED_LIKELIHOOD)
>>> round(pooled.estimate, 3), pooled.k
(0.222, 3)
"""

from mgkg.assessment.pooling.bodies import Bodies, by_id, by_offset, one_body
from mgkg.assessment.pooling.heterogeneity import Heterogeneity, heterogeneity
from mgkg.assessment.pooling.influence import cumulative, leave_one_out
from mgkg.assessment.pooling.models import Method, Pooled, at_least_wald, pool
from mgkg.assessment.pooling.single import PooledBody, pool_one, shares, single
from mgkg.assessment.pooling.small_studies import SmallStudies, small_study_test
from mgkg.assessment.pooling.subgroups import Subgroups, subgroups

__all__ = [
    "Bodies",
    "Heterogeneity",
    "Method",
    "Pooled",
    "PooledBody",
    "SmallStudies",
    "Subgroups",
    "at_least_wald",
    "by_id",
    "by_offset",
    "cumulative",
    "heterogeneity",
    "leave_one_out",
    "one_body",
    "pool",
    "pool_one",
    "shares",
    "single",
    "small_study_test",
    "subgroups",
]
