"""Certainty: how sure a body makes us of its conclusion, after GRADE, with a rating and its reason for each domain.

The rule is that of docs/assessment.md. Source of the domains and steps: GRADE guidelines, as in the Cochrane Handbook
5.1 (2011), section 12.2. What the data do not tell is rated "not assessed", which lowers nothing and passes nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mgkg.assessment.bodies import Body
from mgkg.assessment.comparable import Pool
from mgkg.assessment.conclusion import Conclusion, Said, bounds
from mgkg.assessment.results import Result, Rules
from mgkg.assessment.votes import tally, votes

#: The levels of certainty, the lowest first.
LEVELS = ("very-low", "low", "moderate", "high")
#: The family of designs that each design belongs to; what is not named is observational.
_FAMILIES = {
    "randomized-trial": "randomized",
    "crossover-trial": "randomized",
    "mendelian-randomization": "mendelian",
    "case-report": "uncontrolled",
}
_AFTER = frozenset({"after-onset", "at-diagnosis"})
_BEFORE = frozenset({"before-onset", "prenatal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The rating of one domain: by how many steps it moves the certainty, and why."""

    domain: str
    #: not-serious, serious, very-serious, not-assessed, raised, not-raised or start.
    rating: str
    steps: int
    #: The key of the sentence that gives the reason, and what fills it.
    reason: str
    said: Mapping[str, Said] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure a body makes us: the slug of the level, and the rating of each domain in the order of the rule."""

    level: str
    ratings: tuple[Rated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the domains are rated on."""

    body: Body
    conclusion: Conclusion
    #: The pool of the body with most studies, whether it decided or not.
    pool: Pool | None
    #: Other bodies on the same question in other matrices, by what each concluded.
    other_matrices: Mapping[str, str]
    rules: Rules

    @property
    def deciding(self) -> tuple[Result, ...]:
        """Return the results that decided, or all that count where none did."""
        wanted = set(self.conclusion.decided_by)
        return tuple(result for result in self.body.counted if result.finding in wanted) or self.body.counted

    @property
    def interval(self) -> tuple[float, float, str] | None:
        """Return the limits that decided, as papers print them, with their scale; None where words did."""
        if self.conclusion.pool is not None:
            of = self.conclusion.pool.entries[0].result.number
            return (*bounds(self.conclusion.pool, self.rules), of.scale if of else "")
        by_interval = [one for one in self.deciding if one.basis == "interval"]
        numbers = [one.number for one in sorted(by_interval, key=lambda one: -one.size) if one.number]
        for number in numbers:
            if number.lower is not None and number.upper is not None:
                return number.lower, number.upper, number.scale
        return None


def rate(case: Case) -> Certainty:
    """Return how sure a body makes us of its conclusion."""
    start = _start(case)
    lowering = [domain(case) for domain in _LOWERING]
    lowered = sum(rated.steps for rated in lowering)
    raising = [domain(case, start, lowered) for domain in _RAISING]
    # what was never assessed for bias is raised by one level at most
    total = start.steps + lowered + min(1, sum(rated.steps for rated in raising))
    level = LEVELS[min(max(total, 1), len(LEVELS)) - 1]
    cap = _cap(case)
    ratings = (start, *lowering, *raising, *([cap] if cap else []))
    return Certainty(level=LEVELS[0] if cap else level, ratings=ratings)


def _start(case: Case) -> Rated:
    """Return the level from which a body starts: that of its most frequent design."""
    primary = [result for unit in case.body.units for result in unit]
    if case.conclusion.synthesis is not None and not primary:
        family, reason = "observational", "start.synthesis"
    else:
        deciding = [one for one in case.deciding if not one.is_synthesis] or primary
        family, reason = _family(deciding), "start.design"
    steps = int(case.rules[f"start-{family}"])
    return Rated(domain="start", rating="start", steps=steps, reason=f"{reason}.{family}", said={})


def _family(results: Iterable[Result]) -> str:
    families = Counter(
        "uncontrolled" if one.contrast == "before-after" else _FAMILIES.get(one.facts.design, "observational")
        for one in results
    )
    return min(families, key=lambda one: (-families[one], one), default="observational")


def _not_serious(domain: str, reason: str, **said: Said) -> Rated:
    return Rated(domain=domain, rating="not-serious", steps=0, reason=reason, said=said)


def _not_assessed(domain: str, reason: str, **said: Said) -> Rated:
    return Rated(domain=domain, rating="not-assessed", steps=0, reason=reason, said=said)


def _serious(domain: str, reason: str, **said: Said) -> Rated:
    return Rated(domain=domain, rating="serious", steps=-1, reason=reason, said=said)


def _very_serious(domain: str, reason: str, **said: Said) -> Rated:
    return Rated(domain=domain, rating="very-serious", steps=-2, reason=reason, said=said)


def _risk_of_bias(case: Case) -> Rated:
    """Rate recall of the exposure by people who knew what they had; nothing else of bias is in the data."""
    given = [one for one in case.deciding if not one.is_synthesis]
    recalled = sum(one.timing == "recalled" for one in given)
    if given and recalled >= case.rules["recalled-share"] * len(given):
        return _serious("risk-of-bias", "risk-of-bias.recalled", n=recalled, total=len(given))
    return _not_assessed("risk-of-bias", "risk-of-bias.unknown")


def _inconsistency(case: Case) -> Rated:
    """Rate how far results disagree: by I² where it is known, else by the votes; matrices that disagree count too."""
    other = sorted(matrix for matrix, said in case.other_matrices.items() if _disagrees(said, case.conclusion.slug))
    if other:
        return _serious("inconsistency", "inconsistency.matrices", matrices=", ".join(other))
    i2 = _i_squared(case)
    if i2 is not None:
        for rated, name in ((_very_serious, "i2-very-serious"), (_serious, "i2-serious")):
            if i2 >= case.rules[name]:
                return rated("inconsistency", "inconsistency.i2", i2=round(i2))
        return _not_serious("inconsistency", "inconsistency.i2-low", i2=round(i2))
    counts = tally(votes(case.body.units))
    total = sum(counts.values())
    if total < 2:
        return _not_assessed("inconsistency", "inconsistency.single")
    most = max(counts.values())
    if most < case.rules["votes-share"] * total:
        return _serious("inconsistency", "inconsistency.votes", most=most, total=total)
    return _not_serious("inconsistency", "inconsistency.votes-agree", most=most, total=total)


def _disagrees(one: str, other: str) -> bool:
    return {one, other} in ({"higher", "lower"}, {"higher", "no-link-found"}, {"lower", "no-link-found"})


def _i_squared(case: Case) -> float | None:
    """Return the heterogeneity of what decided, in percent: of the pool, or as the synthesis prints it."""
    if case.conclusion.pool is not None:
        return case.conclusion.pool.random.i2
    synthesis = case.conclusion.synthesis
    return synthesis.number.i_squared if synthesis is not None and synthesis.number else None


def _indirectness(case: Case) -> Rated:
    """Rate whether what was studied is what the question is on."""
    given = case.deciding
    if case.body.key.aspect.endswith("/risk"):
        after = sum(one.timing in _AFTER for one in given)
        if given and after >= case.rules["after-onset-share"] * len(given):
            return _serious("indirectness", "indirectness.after-onset", n=after, total=len(given))
    areas = sum(one.facts.design == "ecological" for one in given)
    if given and areas == len(given):
        return _serious("indirectness", "indirectness.ecological", n=areas)
    return _not_serious("indirectness", "indirectness.direct")


def _imprecision(case: Case) -> Rated:
    """Rate the interval against no effect and the bands, and how many people there are."""
    interval = case.interval
    if interval is None:
        return _very_serious("imprecision", "imprecision.words")
    lower, upper, scale = interval
    none, wide = case.rules.no_effect.get(scale), case.rules.wide.get(scale)
    shown: dict[str, Said] = {"lower": f"{lower:.2f}", "upper": f"{upper:.2f}"}
    if none is not None and lower <= none <= upper:
        if wide and not (wide[0] <= lower and upper <= wide[1]):
            return _very_serious("imprecision", "imprecision.beyond-wide", **shown)
        if case.conclusion.slug == "no-link-found":
            return _not_serious("imprecision", "imprecision.within-wide", **shown)
    people = _people(case)
    if people and people < case.rules["participants-minimum"]:
        return _serious("imprecision", "imprecision.few-people", n=people, **shown)
    return _not_serious("imprecision", "imprecision.precise", **shown)


def _people(case: Case) -> int:
    if case.conclusion.pool is not None:
        return case.conclusion.pool.participants
    if case.conclusion.synthesis is not None:
        return case.conclusion.synthesis.size
    return sum({one.facts.study: one.size for one in case.deciding}.values())


def _publication_bias(case: Case) -> Rated:
    """Rate whether small studies with nulls seem to be missing, where there are studies enough to tell."""
    pool = case.conclusion.pool
    if pool is None or pool.small_study_p is None:
        return _not_assessed("publication-bias", "publication-bias.unknown")
    if pool.small_study_p < case.rules["small-study-p"]:
        return _serious("publication-bias", "publication-bias.egger", p=f"{pool.small_study_p:.2g}")
    return _not_serious("publication-bias", "publication-bias.egger-none", p=f"{pool.small_study_p:.2g}")


def _may_rise(case: Case, start: Rated, lowered: int) -> bool:
    """Return whether a certainty may be raised: nothing lowers it, and people had the exposure before they fell ill."""
    before = sum(one.timing in _BEFORE for one in case.deciding)
    return (
        case.conclusion.slug in ("higher", "lower")
        and lowered == 0
        and start.reason == "start.design.observational"
        and before > case.rules["before-onset-share"] * len(case.deciding)
    )


def _overlap(case: Case) -> Rated:
    """Say whether people may be counted twice; it moves nothing, as what is known to overlap is left out."""
    left = sum(one.reason == "same-people" for one in case.body.left_out)
    synthesis = case.conclusion.synthesis
    if synthesis is not None and not synthesis.facts.members:
        return _not_assessed("overlap", "overlap.members-unknown", k=_members(case))
    if left:
        return _not_serious("overlap", "overlap.left-out", n=left)
    return _not_serious("overlap", "overlap.none-known")


def _members(case: Case) -> int:
    return len({one.facts.study for one in case.body.syntheses})


def _large_effect(case: Case, start: Rated, lowered: int) -> Rated:
    """Rate whether an effect is so large that confounding alone would hardly give it; for ratios alone."""
    interval, value = case.interval, _value(case)
    if interval is None or value is None or case.conclusion.slug not in ("higher", "lower"):
        return Rated(domain="large-effect", rating="not-raised", steps=0, reason="large-effect.none")
    if not _may_rise(case, start, lowered):
        return Rated(domain="large-effect", rating="not-raised", steps=0, reason="large-effect.not-considered")
    if case.rules.no_effect.get(interval[2]) == 1:
        ratio = max(value, 1 / value)
        for steps, name in ((2, "ratio-very-large"), (1, "ratio-large")):
            if ratio >= case.rules[name]:
                said = {"value": f"{value:.2f}"}
                return Rated(
                    domain="large-effect", rating="raised", steps=steps, reason="large-effect.ratio", said=said
                )
    return Rated(domain="large-effect", rating="not-raised", steps=0, reason="large-effect.none")


def _value(case: Case) -> float | None:
    """Return the estimate that decided, as papers print it."""
    pool = case.conclusion.pool
    if pool is not None and pool.random.estimate is not None:
        number = pool.entries[0].result.number
        is_ratio = number is not None and case.rules.no_effect.get(number.scale) == 1
        return math.exp(pool.random.estimate) if is_ratio else pool.random.estimate
    numbers = [one.number.value for one in sorted(case.deciding, key=lambda one: -one.size) if one.number]
    return numbers[0] if numbers and numbers[0] > 0 else None


def _dose_response(case: Case, start: Rated, lowered: int) -> Rated:
    """Rate whether a series rises or falls with each step, in the direction of the conclusion."""
    if not _may_rise(case, start, lowered):
        return Rated(domain="dose-response", rating="not-raised", steps=0, reason="dose-response.not-considered")
    middle = [left.result for left in case.body.left_out if left.reason == "middle-of-series"]
    for series in _series([*case.body.counted, *middle]):
        values = [one.number.value for one in series if one.number]
        steps = list(pairwise(values))
        rises = all(one < other for one, other in steps)
        falls = all(one > other for one, other in steps)
        if len(values) >= case.rules["series-minimum"] and (rises if case.conclusion.slug == "higher" else falls):
            said: dict[str, Said] = {"n": len(values)}
            return Rated(domain="dose-response", rating="raised", steps=1, reason="dose-response.monotone", said=said)
    return Rated(domain="dose-response", rating="not-raised", steps=0, reason="dose-response.none")


def _series(results: Iterable[Result]) -> list[list[Result]]:
    named: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        if result.series is not None and result.rank is not None:
            named.setdefault((result.facts.study, result.series), []).append(result)
    return [sorted(several, key=lambda one: one.rank or 0) for _, several in sorted(named.items())]


def _cap(case: Case) -> Rated | None:
    """Return why a certainty cannot be more than very low: words alone decided, or nothing did."""
    if case.conclusion.slug in ("insufficient", "conflicting"):
        return Rated(domain="cap", rating="capped", steps=0, reason=f"cap.{case.conclusion.slug}")
    if case.conclusion.is_from_words:
        return Rated(domain="cap", rating="capped", steps=0, reason="cap.words")
    return None


_LOWERING: Sequence[Callable[[Case], Rated]] = (
    _risk_of_bias,
    _inconsistency,
    _indirectness,
    _imprecision,
    _publication_bias,
    _overlap,
)
_RAISING: Sequence[Callable[[Case, Rated, int], Rated]] = (_large_effect, _dose_response)
