"""Conclusions: what a body amounts to, by which branch of the rule, and on which results it rests.

The rule is that of docs/assessment.md: a systematic synthesis or a pool of our own with an interval comes first, then
what a synthesis says in words, then the votes of primary studies. Its thresholds are data of the ontology.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mgkg.assessment.bodies import Body
from mgkg.assessment.comparable import Pool, largest
from mgkg.assessment.results import Result, Rules
from mgkg.assessment.scales import SCALES, as_printed
from mgkg.assessment.votes import Vote, outcome, tally, votes
from mgkg.names import Iri

#: A value in a reason: a number or a word that stands in a sentence.
Said = int | float | str

#: The contrasts of a synthesis by how well each stands for its question, best first.
_CONTRASTS = (
    "any-vs-none",
    "treatment-vs-control",
    "cases-vs-controls",
    "extreme-quantiles",
    "categories",
    "before-after",
    "areas-or-periods",
    "correlation",
    "per-increment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What a body amounts to: the slug of the conclusion, of the branch that gave it, and the numbers it used."""

    #: higher, lower, no-link-found, conflicting or insufficient.
    slug: str
    #: synthesis-interval, own-pool, synthesis-words, votes or too-little.
    basis: str
    #: The findings that decided.
    decided_by: tuple[Iri, ...]
    #: The key of the sentence that gives the reason, and what fills it.
    reason: str
    said: Mapping[str, Said] = field(default_factory=dict)
    #: The result of the synthesis or the pool that decided, where one did.
    synthesis: Result | None = None
    pool: Pool | None = None

    @property
    def is_from_words(self) -> bool:
        """Return whether no interval decided."""
        return self.basis in ("synthesis-words", "votes-by-words")


def conclude(body: Body, pools: Sequence[Pool], rules: Rules) -> Conclusion:
    """Return the conclusion on a body whose pools were computed."""
    given = votes(body.units)
    return (
        _by_interval(body, pools, rules)
        or _by_words_of_synthesis(body, rules)
        or _by_votes(given, rules)
        or _too_little(body, given)
    )


def _by_interval(body: Body, pools: Sequence[Pool], rules: Rules) -> Conclusion | None:
    """Return what the newest synthesis with an interval says, or a pool of our own that is newer or larger."""
    synthesis = _newest([one for one in body.syntheses if one.basis == "interval" and _is_decisive(one)])
    own = largest(pools, int(rules["pool-minimum"]))
    if own is not None and (synthesis is None or _outweighs(own, synthesis)):
        return _of_pool(own, rules)
    return None if synthesis is None else _of_synthesis(synthesis, body)


def _is_decisive(result: Result) -> bool:
    """Return whether an interval tells anything: one per step that holds no effect does not, unless it is rescaled."""
    return result.verdict not in ("null-per-increment", "mixed")


def _newest(several: Sequence[Result]) -> Result | None:
    return min(several, key=_place, default=None)


def _place(result: Result) -> tuple[int, int, int, int, str]:
    contrast = _CONTRASTS.index(result.contrast) if result.contrast in _CONTRASTS else len(_CONTRASTS)
    return (-(result.facts.year or 0), contrast, -_k(result), -result.size, result.finding)


def _k(result: Result) -> int:
    return result.k or result.facts.k or 0


def _outweighs(pool: Pool, synthesis: Result) -> bool:
    return pool.newest > (synthesis.facts.year or 0) or len(pool.entries) > _k(synthesis)


def _of_synthesis(result: Result, body: Body) -> Conclusion:
    """Return what a synthesis says; too little, where its results on several scales say different things."""
    of_it = [one for one in body.syntheses if one.facts.study == result.facts.study and one.contrast == result.contrast]
    outcomes = {outcome(one.verdict) for one in of_it}
    if len(outcomes) > 1:
        return Conclusion(
            slug="insufficient",
            basis="synthesis-interval",
            decided_by=tuple(sorted(one.finding for one in of_it)),
            reason="synthesis-disagrees",
            said={"year": result.facts.year or 0, "n": len(of_it)},
            synthesis=result,
        )
    came_to = outcome(result.verdict)
    slug = {"none": "no-link-found", "unclear": "insufficient"}.get(came_to, came_to)
    number = result.number
    limits = (number.lower, number.upper) if number else (None, None)
    return Conclusion(
        slug=slug,
        basis="synthesis-interval",
        decided_by=(result.finding,),
        reason="synthesis-interval" if _k(result) else "synthesis-interval-of-unknown",
        said={
            "year": result.facts.year or 0,
            "k": _k(result),
            "lower": limits[0] if limits[0] is not None else "",
            "upper": limits[1] if limits[1] is not None else "",
        },
        synthesis=result,
    )


def bounds(pool: Pool, rules: Rules) -> tuple[float, float]:
    """Return the limits of a pool that decide, as papers print them: Hartung and Knapp's from a number of studies on.

    With fewer, their interval is so wide that it tells nothing, so the normal one stands in.
    """
    pooled = pool.random
    hk = len(pool.entries) >= rules["hartung-knapp-minimum"] and pooled.hk_lower is not None
    lower, upper = (pooled.hk_lower, pooled.hk_upper) if hk else (pooled.lower, pooled.upper)
    scale = SCALES[pool.kind.measure]
    return as_printed(lower or 0.0, scale), as_printed(upper or 0.0, scale)


def _of_pool(pool: Pool, rules: Rules) -> Conclusion:
    lower, upper = bounds(pool, rules)
    of = pool.entries[0].result.number
    scale = of.scale if of else ""
    none = rules.no_effect.get(scale, 0.0)
    wide = rules.wide.get(scale)
    if lower > none or upper < none:
        slug = "higher" if lower > none else "lower"
    elif wide and wide[0] <= lower and upper <= wide[1] and not pool.kind.unit:
        slug = "no-link-found"
    else:
        slug = "insufficient"
    return Conclusion(
        slug=slug,
        basis="own-pool",
        decided_by=tuple(one.finding for entry in pool.entries for one in entry.results),
        reason="own-pool",
        said={"k": len(pool.entries), "lower": lower, "upper": upper},
        pool=pool,
    )


def _by_words_of_synthesis(body: Body, rules: Rules) -> Conclusion | None:
    """Return the sign that the newest synthesis states in words; an inconclusive one leaves it open."""
    fit = [one for one in body.syntheses if one.basis == "words" and _k(one) >= rules["synthesis-minimum"]]
    newest = _newest(fit)
    if newest is None:
        return None
    came_to = outcome(newest.verdict)
    slug = came_to if came_to in ("higher", "lower") else "insufficient"
    if came_to == "none" or newest.verdict == "mixed":
        return None
    return Conclusion(
        slug=slug,
        basis="synthesis-words",
        decided_by=(newest.finding,),
        reason="synthesis-words",
        said={"year": newest.facts.year or 0, "k": _k(newest)},
        synthesis=newest,
    )


def _by_votes(given: Sequence[Vote], rules: Rules) -> Conclusion | None:
    """Return what the primary studies come to, one vote each; None where they are too few or say too little."""
    counts, total = tally(given), len(given)
    for way, other in (("higher", "lower"), ("lower", "higher")):
        ours = [one for one in given if one.outcome == way]
        by_interval = sum(one.by_interval for one in ours)
        enough = by_interval >= rules["votes-by-interval"] or len(ours) >= rules["votes-by-words"]
        if enough and len(ours) >= rules["votes-share"] * total:
            basis = "votes-by-interval" if by_interval >= rules["votes-by-interval"] else "votes-by-words"
            return _of_votes(way, basis, ours, counts)
        if min(counts[way], counts[other]) >= rules["votes-on-each-side"]:
            signed = [one for one in given if one.outcome in (way, other)]
            if max(counts[way], counts[other]) < rules["votes-share"] * total:
                return _of_votes("conflicting", "votes", signed, counts)
    bounded = [one for one in given if one.is_bounded]
    if bounded and not counts["higher"] and not counts["lower"]:
        return _of_votes("no-link-found", "votes-by-interval", bounded, counts)
    return None


def _of_votes(slug: str, basis: str, deciding: Sequence[Vote], counts: Mapping[str, int]) -> Conclusion:
    return Conclusion(
        slug=slug,
        basis=basis,
        decided_by=tuple(sorted(one.result.finding for one in deciding)),
        reason=basis,
        said={key: counts.get(key, 0) for key in ("higher", "lower", "none", "unclear")},
    )


def _too_little(body: Body, given: Sequence[Vote]) -> Conclusion:
    counts = tally(given)
    return Conclusion(
        slug="insufficient",
        basis="too-little",
        decided_by=tuple(sorted(result.finding for result in body.counted)),
        reason="too-little",
        said={key: counts[key] for key in ("higher", "lower", "none", "unclear")},
    )
