"""Assessment: what counts, what a body amounts to by each branch of the rule, and how sure that makes us."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mgkg import files, phrases
from mgkg.assessment.assessing import Assessed, assess
from mgkg.assessment.bodies import Hierarchy, Key, bodies, body
from mgkg.assessment.certainty import LEVELS
from mgkg.assessment.reasons import LANGUAGES, PACKAGE, reason
from mgkg.assessment.results import Number, Result, Rules, StudyFacts
from mgkg.assessment.votes import vote
from mgkg.evidence.results import rules as rules_of
from mgkg.names import Iri, iri
from mgkg.store import EmbeddedStore

FAMILY, OUTCOME, RISK = iri("family:a-intake"), iri("condition:a"), iri("aspect:risk")
KEY = Key(family=FAMILY, outcome=OUTCOME, aspect=RISK)
NOTHING_ABOVE = Hierarchy(above={}, reference={})
RULES = rules_of(EmbeddedStore.in_memory([files.folder("ontology") / name for name in ("mgkg.ttl", "codes.ttl")]))


def facts(study: str, **more: object) -> StudyFacts:
    usual: dict[str, Any] = {"study": iri(f"study:{study}"), "design": "cohort", "year": 2010, "participants": 1000}
    return StudyFacts(**usual | more)


def words(study: str, verdict: str, *, about: StudyFacts | None = None, **more: object) -> Result:
    """Return a result of a study whose authors' words gave the verdict."""
    given: dict[str, Any] = {
        "finding": iri(f"finding:{study}"),
        "facts": about or facts(study),
        "family": FAMILY,
        "outcome": OUTCOME,
        "aspect": RISK,
        "verdict": verdict,
        "basis": "words",
        "timing": "before-onset",
    }
    return Result(**given | more)


def ratio(study: str, verdict: str, value: float, limits: tuple[float, float], **more: object) -> Result:
    """Return a result whose interval, of a risk ratio, gave the verdict; each has a contrast of its own."""
    number = Number(
        measure="risk-ratio", scale="risk-ratio-scale", value=value, lower=limits[0], upper=limits[1], level=95
    )
    given: dict[str, Any] = {"basis": "interval", "number": number, "contrast": "not-stated"}
    return words(study, verdict, **given | more)


def synthesis(study: str, k: int | None = 5, **more: object) -> StudyFacts:
    given: dict[str, Any] = {"design": "meta-analysis", "k": k}
    return facts(study, **given | more)


def one(*results: Result) -> Assessed:
    """Return the assessment of results on one question."""
    (found,) = assess(results, NOTHING_ABOVE, RULES)
    return found


def concluded(*results: Result) -> tuple[str, str]:
    conclusion = one(*results).conclusion
    return conclusion.slug, conclusion.basis


def rated(assessed: Assessed, domain: str) -> tuple[str, int, str]:
    (found,) = (rating for rating in assessed.certainty.ratings if rating.domain == domain)
    return found.rating, found.steps, found.reason


WIDE_ENOUGH = (0.88, 1.31)


@pytest.mark.parametrize(
    ("reason_", "result"),
    [
        ("not-human", words("a", "higher-unquantified", about=facts("a", is_human=False))),
        ("not-human", words("a", "higher-unquantified", about=facts("a", design="animal-experiment"))),
        ("retracted", words("a", "higher-unquantified", about=facts("a", publication_status="retracted"))),
        ("no-comparison", words("a", "descriptive")),
        ("unsystematic", words("a", "higher-unquantified", about=facts("a", design="narrative-review"))),
    ],
)
def test_what_does_not_count_is_left_out_with_the_reason(reason_: str, result: Result) -> None:
    found = body(KEY, [result, words("b", "null-unquantified")])

    assert [left.reason for left in found.left_out] == [reason_]
    assert [counted.facts.study for counted in found.counted] == [iri("study:b")]


def test_a_part_counts_only_where_its_whole_does_not_stand_beside_it() -> None:
    whole = words("a", "null-unquantified")
    men = words("a", "higher-unquantified", finding=iri("finding:a-men"), is_part=True)

    assert [left.reason for left in body(KEY, [whole, men]).left_out] == ["part-of-another"]
    assert body(KEY, [men]).left_out == ()


def test_of_a_series_the_extreme_counts() -> None:
    steps = [
        words("a", verdict, finding=iri(f"finding:a{rank}"), series="s", rank=rank)
        for rank, verdict in enumerate(("null-unquantified", "null-unquantified", "lower-unquantified"), start=1)
    ]
    found = body(KEY, steps)

    assert [left.reason for left in found.left_out] == ["middle-of-series"] * 2
    assert [vote(unit).outcome for unit in found.units] == ["lower"]


@pytest.mark.parametrize("tie", ["cohorts", "same_people"])
def test_the_same_people_count_once_and_the_larger_study_speaks(tie: str) -> None:
    ties: dict[str, Any] = {tie: frozenset({iri("cohort:nurses"), iri("study:b")})}
    small = words("a", "higher-unquantified", about=facts("a", participants=100, **ties))
    large = words(
        "b", "null-unquantified", about=facts("b", participants=9000, **{tie: frozenset({iri("cohort:nurses")})})
    )
    apart = words("c", "null-unquantified")
    found = body(KEY, [small, large, apart])

    assert [unit[0].facts.study for unit in found.units] == [iri("study:b"), iri("study:c")]
    assert [(left.reason, left.instead) for left in found.left_out] == [("same-people", iri("study:b"))]


def test_a_question_holds_what_is_narrower_and_keeps_matrices_apart() -> None:
    parent, serum, hair = iri("condition:parent"), iri("matrix:serum"), iri("matrix:hair")
    hierarchy = Hierarchy(above={OUTCOME: (OUTCOME, parent)}, reference={FAMILY: frozenset({serum})})
    in_serum, in_hair = (words(name, "lower-unquantified", matrix=m) for name, m in (("a", serum), ("b", hair)))
    unknown = words("c", "lower-unquantified")
    found = {
        (one.key.outcome, one.key.matrix): len(one.units) for one in bodies([in_serum, in_hair, unknown], hierarchy)
    }

    assert found == {
        (OUTCOME, None): 2,
        (OUTCOME, serum): 1,
        (OUTCOME, hair): 1,
        (parent, None): 2,
        (parent, serum): 1,
        (parent, hair): 1,
    }


def test_a_matrix_that_is_all_there_is_says_nothing_twice() -> None:
    only = words("a", "lower-unquantified", matrix=iri("matrix:hair"))
    assert [one.key.matrix for one in bodies([only], NOTHING_ABOVE)] == [None]


def test_a_study_has_one_vote_and_its_intervals_speak_before_its_words() -> None:
    by_interval = ratio("a", "no-large-effect", 1.07, WIDE_ENOUGH)
    by_words = [words("a", "higher-unquantified", finding=iri(f"finding:a{place}")) for place in range(3)]
    assert vote([*by_words, by_interval]).outcome == "none"
    assert vote([*by_words, by_interval]).is_bounded
    assert vote([by_words[0], words("a", "null-unquantified", finding=iri("finding:x"))]).outcome == "unclear"


@pytest.mark.parametrize(
    ("expected", "results"),
    [
        # the newest synthesis with an interval
        (
            ("higher", "synthesis-interval"),
            [
                ratio("old", "lower", 0.5, (0.3, 0.8), facts=synthesis("old", year=2001)),
                ratio("new", "higher", 1.5, (1.1, 2.0), facts=synthesis("new", year=2020)),
            ],
        ),
        (
            ("no-link-found", "synthesis-interval"),
            [ratio("new", "no-large-effect", 1.07, WIDE_ENOUGH, facts=synthesis("new"))],
        ),
        (
            ("insufficient", "synthesis-interval"),
            [ratio("new", "inconclusive", 1.2, (0.4, 3.4), facts=synthesis("new"))],
        ),
        # results of one synthesis on several scales that disagree
        (
            ("insufficient", "synthesis-interval"),
            [
                ratio("s", "lower", 0.5, (0.3, 0.8), facts=synthesis("s"), finding=iri("finding:s-one-scale")),
                words("s", "inconclusive-unquantified", about=synthesis("s"), finding=iri("finding:s-another")),
            ],
        ),
        # a pool of our own that is newer
        (
            ("higher", "own-pool"),
            [
                ratio("old", "no-large-effect", 1.0, (0.8, 1.25), facts=synthesis("old", year=2001)),
                ratio("a", "higher", 1.5, (1.2, 1.9), contrast="any-vs-none"),
                ratio("b", "higher", 1.6, (1.3, 2.0), contrast="any-vs-none"),
            ],
        ),
        # a pool that is neither newer nor larger leaves the synthesis its say
        (
            ("no-link-found", "synthesis-interval"),
            [
                ratio("s", "no-large-effect", 1.0, (0.8, 1.25), facts=synthesis("s", year=2020)),
                ratio("a", "higher", 1.5, (1.2, 1.9), contrast="any-vs-none"),
                ratio("b", "higher", 1.6, (1.3, 2.0), contrast="any-vs-none"),
            ],
        ),
        # the words of a synthesis of three studies or more
        (("lower", "synthesis-words"), [words("s", "lower-unquantified", about=synthesis("s", 3))]),
        (("insufficient", "synthesis-words"), [words("s", "inconclusive-unquantified", about=synthesis("s", 3))]),
        (("insufficient", "too-little"), [words("s", "lower-unquantified", about=synthesis("s", 2))]),
        (("insufficient", "too-little"), [words("s", "null-unquantified", about=synthesis("s", 9))]),
        # a mixed synthesis leaves it to the votes
        (
            ("higher", "votes-by-words"),
            [
                words("s", "mixed", about=synthesis("s", 9)),
                *(words(name, "higher-unquantified") for name in "abc"),
            ],
        ),
        # votes
        (
            ("higher", "votes-by-interval"),
            [ratio(name, "higher", 1.5, (1.1, 2.0)) for name in "ab"],
        ),
        (("insufficient", "too-little"), [words(name, "higher-unquantified") for name in "ab"]),
        (
            ("insufficient", "too-little"),
            [*(words(name, "higher-unquantified") for name in "abc"), *(words(n, "null-unquantified") for n in "de")],
        ),
        (
            ("conflicting", "votes"),
            [*(words(name, "higher-unquantified") for name in "ab"), *(words(n, "lower-unquantified") for n in "cd")],
        ),
        (("no-link-found", "votes-by-interval"), [ratio("fondell", "no-large-effect", 1.07, WIDE_ENOUGH)]),
        (("insufficient", "too-little"), [words(name, "null-unquantified") for name in "abcdef"]),
        (
            ("insufficient", "too-little"),
            [ratio("a", "no-large-effect", 1.07, WIDE_ENOUGH), words("b", "higher-unquantified")],
        ),
    ],
)
def test_each_branch_of_the_rule(expected: tuple[str, str], results: list[Result]) -> None:
    assert concluded(*results) == expected


def test_nulls_in_words_alone_never_give_no_link() -> None:
    assert concluded(*(words(str(place), "null-unquantified") for place in range(40)))[0] == "insufficient"


def test_where_nothing_counts_there_is_no_assessment() -> None:
    assert assess([words("a", "descriptive")], NOTHING_ABOVE, RULES) == ()
    assert assess([], NOTHING_ABOVE, RULES) == ()


@pytest.mark.parametrize(
    ("level", "results"),
    [
        ("high", [ratio("s", "higher", 1.5, (1.2, 1.9), facts=facts("s", design="randomized-trial"))] * 1),
        ("low", [ratio("fondell", "no-large-effect", 1.07, WIDE_ENOUGH)]),
        ("very-low", [words("s", "lower-unquantified", about=synthesis("s", 3))]),
        ("very-low", [words("a", "null-unquantified")]),
    ],
)
def test_levels_start_by_design_and_words_cap_them(level: str, results: list[Result]) -> None:
    trials = [
        replace(one, facts=replace(one.facts, study=Iri(f"{one.facts.study}{n}"))) for one in results for n in "12"
    ]
    given = trials if level == "high" else results
    assert one(*given).certainty.level == level


def test_a_large_effect_before_onset_raises_by_one_level_at_most() -> None:
    huge = [ratio(name, "higher", 8.0, (5.5, 11.0)) for name in "ab"]
    raised = one(*huge)
    after = one(*(replace(result, timing="not-reported") for result in huge))

    assert rated(raised, "large-effect") == ("raised", 2, "large-effect.ratio")
    assert raised.certainty.level == "moderate"
    assert rated(after, "large-effect") == ("not-raised", 0, "large-effect.not-considered")
    assert after.certainty.level == "low"


def test_a_series_that_rises_with_each_step_raises() -> None:
    steps = [
        ratio("a", "higher", value, (value - 0.2, value + 0.4), finding=iri(f"finding:a{rank}"), series="s", rank=rank)
        for rank, value in enumerate((1.3, 1.5, 1.9), start=1)
    ]
    rising = one(*steps, ratio("b", "higher", 1.6, (1.2, 2.1)))
    assert rated(rising, "dose-response") == ("raised", 1, "dose-response.monotone")
    assert rising.certainty.level == "moderate"


@pytest.mark.parametrize(
    ("domain", "expected", "results"),
    [
        (
            "risk-of-bias",
            ("serious", -1, "risk-of-bias.recalled"),
            [ratio(name, "higher", 1.5, (1.1, 2.0), timing="recalled") for name in "ab"],
        ),
        (
            "indirectness",
            ("serious", -1, "indirectness.after-onset"),
            [ratio(name, "higher", 1.5, (1.1, 2.0), timing="after-onset") for name in "ab"],
        ),
        (
            "indirectness",
            ("serious", -1, "indirectness.ecological"),
            [ratio(name, "higher", 1.5, (1.1, 2.0), facts=facts(name, design="ecological")) for name in "ab"],
        ),
        (
            "imprecision",
            ("very-serious", -2, "imprecision.beyond-wide"),
            [ratio("s", "inconclusive", 1.2, (0.4, 3.4), facts=synthesis("s"))],
        ),
        (
            "imprecision",
            ("serious", -1, "imprecision.few-people"),
            [ratio("s", "higher", 1.5, (1.1, 2.0), facts=synthesis("s", participants=90))],
        ),
        (
            "imprecision",
            ("not-serious", 0, "imprecision.within-wide"),
            [ratio("fondell", "no-large-effect", 1.07, WIDE_ENOUGH)],
        ),
        (
            "inconsistency",
            ("serious", -1, "inconsistency.votes"),
            [ratio("a", "no-large-effect", 1.07, WIDE_ENOUGH), words("b", "inconclusive-unquantified")],
        ),
        (
            "overlap",
            ("not-assessed", 0, "overlap.members-unknown"),
            [ratio("s", "higher", 1.5, (1.1, 2.0), facts=synthesis("s"))],
        ),
        ("overlap", ("not-serious", 0, "overlap.none-known"), [words("a", "null-unquantified")]),
        (
            "overlap",
            ("not-serious", 0, "overlap.left-out"),
            [words(name, "null-unquantified", about=facts(name, cohorts=frozenset({"x"}))) for name in "ab"],
        ),
        ("inconsistency", ("not-assessed", 0, "inconsistency.single"), [words("a", "null-unquantified")]),
    ],
)
def test_each_domain_has_its_reason(domain: str, expected: tuple[str, int, str], results: list[Result]) -> None:
    assert rated(one(*results), domain) == expected


@pytest.mark.parametrize(("i2", "expected"), [(40, 0), (50, -1), (74, -1), (75, -2)])
def test_heterogeneity_as_a_synthesis_prints_it_lowers(i2: float, expected: int) -> None:
    result = ratio("s", "higher", 1.5, (1.1, 2.0), facts=synthesis("s"))
    assert result.number is not None
    given = replace(result, number=replace(result.number, i_squared=i2))
    assert rated(one(given), "inconsistency")[1] == expected


def test_matrices_that_disagree_lower() -> None:
    serum, hair = iri("matrix:serum"), iri("matrix:hair")
    hierarchy = Hierarchy(above={}, reference={FAMILY: frozenset({serum})})
    lower = [ratio(name, "lower", 0.5, (0.3, 0.8), matrix=serum) for name in "ab"]
    higher = [ratio(name, "higher", 1.5, (1.1, 2.0), matrix=hair) for name in "cd"]
    found = {one.body.key.matrix: one for one in assess([*lower, *higher], hierarchy, RULES)}

    assert rated(found[None], "inconsistency") == ("serious", -1, "inconsistency.matrices")
    assert rated(found[hair], "inconsistency")[2] == "inconsistency.votes-agree"


def test_ten_studies_are_tested_for_small_study_effects() -> None:
    effects = [(1.1 + 0.12 * place, 0.05 + 0.06 * place) for place in range(12)]
    skewed = [
        ratio(
            f"s{place}",
            "higher",
            value,
            (value * 2.718281828 ** (-1.96 * se), value * 2.718281828 ** (1.96 * se)),
            contrast="any-vs-none",
        )
        for place, (value, se) in enumerate(effects)
    ]
    assert rated(one(*skewed), "publication-bias")[2] == "publication-bias.egger"
    assert rated(one(*skewed[:9]), "publication-bias")[2] == "publication-bias.unknown"


def test_estimates_per_step_are_brought_to_one_step_before_they_are_pooled() -> None:
    per_step: dict[str, Any] = {"contrast": "per-increment", "unit": "mg/d"}
    given = [
        ratio("a", "higher", 1.1, (1.02, 1.19), increment=10.0, **per_step),
        ratio("b", "higher", 1.21, (1.05, 1.39), increment=20.0, **per_step),
        ratio("c", "higher", 1.21, (1.05, 1.39), increment=20.0, contrast="per-increment", unit="ug/d"),
    ]
    pools = one(*given).pools

    assert [(pool.kind.unit, len(pool.entries)) for pool in pools] == [("mg/d", 2), ("ug/d", 1)]
    assert pools[0].random.estimate == pytest.approx(0.00953, abs=1e-5)  # ln 1.1 / 10 = ln 1.21 / 20, by hand


def test_men_and_women_of_one_study_are_one_estimate() -> None:
    men = ratio("a", "higher", 2.0, (1.0001, 4.0), contrast="any-vs-none", sex="male")
    women = ratio("a", "inconclusive", 1.0, (0.5, 2.0), contrast="any-vs-none", sex="female", finding=iri("finding:w"))
    other = ratio("b", "higher", 2.0, (1.0001, 4.0), contrast="any-vs-none")
    (pooled,) = one(men, women, other).pools

    assert [(entry.result.facts.study, len(entry.others)) for entry in pooled.entries] == [
        (iri("study:a"), 1),
        (iri("study:b"), 0),
    ]
    # two equal errors: the mean of ln 2 and ln 1, its error smaller by the root of two, by hand
    assert pooled.entries[0].effect.value == pytest.approx(0.34657, abs=1e-3)
    assert pooled.entries[0].effect.se == pytest.approx(pooled.entries[1].effect.se / 2**0.5, rel=1e-3)


def test_every_rating_and_conclusion_has_words_in_each_language() -> None:
    for assessed in assess(
        [
            *(words(name, "higher-unquantified") for name in "abc"),
            ratio("s", "higher", 1.5, (1.1, 2.0), facts=synthesis("s", k=None)),
        ],
        NOTHING_ABOVE,
        RULES,
    ):
        assert assessed.certainty.level in LEVELS
        for rating in assessed.certainty.ratings:
            assert [label.language for label in reason(rating.reason, rating.said)] == list(LANGUAGES)
        said = reason(f"conclusion.{assessed.conclusion.reason}", assessed.conclusion.said)
        assert all("{" not in label.text and label.text for label in said)


def test_the_languages_have_the_same_reasons() -> None:
    def keys(table: object, before: str = "") -> set[str]:
        if not isinstance(table, dict):
            return {before}
        return {key for name, value in table.items() for key in keys(value, f"{before}.{name}")}

    assert keys(phrases.texts(PACKAGE, "en")) == keys(phrases.texts(PACKAGE, "nl"))


def test_the_rule_stands_in_the_ontology() -> None:
    assert isinstance(RULES, Rules)
    assert RULES["votes-share"] == 0.75
    assert RULES.wide["risk-ratio-scale"] == (0.5, 2.0)
    with pytest.raises(KeyError):
        RULES["no-such-threshold"]
