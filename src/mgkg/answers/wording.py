"""The wording of answers: phrases of a language, names of things, numbers as they were printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from mgkg import names, phrases
from mgkg.model import Estimate

#: The languages in which answers are given.
LANGUAGES = ("en", "nl")
_PACKAGE = "mgkg.answers"


def texts(language: str) -> Mapping[str, Any]:
    """Return the phrases of a language, in nested tables.

    >>> texts("nl")["and"]
    'en'
    """
    return phrases.texts(_PACKAGE, language)


def phrase(language: str, key: str, **values: object) -> str:
    """Return the phrase of a key, its tables joined by dots, with values set in.

    >>> phrase("en", "clause.risk", counts="1 higher")
    'risk with more of it (1 higher)'
    """
    return phrases.phrase(_PACKAGE, language, key, values)


def has(language: str, key: str) -> bool:
    """Return whether there is a phrase of a key.

    >>> has("en", "verdict.risk.higher"), has("en", "verdict.risk.mixed")
    (True, False)
    """
    found: Any = texts(language)
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            return False
        found = found[part]
    return isinstance(found, str)


def plural(language: str, key: str, number: int, **values: object) -> str:
    """Return the phrase of a key for one or for many.

    >>> plural("en", "finding", 1), plural("en", "finding", 1200)
    ('1 finding', '1,200 findings')
    """
    form = "one" if number == 1 else "many"
    return phrase(language, f"{key}.{form}", n=whole(language, number), **values)


def whole(language: str, number: int) -> str:
    """Return a whole number with its thousands apart.

    >>> whole("nl", 1050000)
    '1.050.000'
    """
    return f"{number:,}".replace(",", phrase(language, "thousands"))


def listed(language: str, items: Iterable[str], limit: int = 0) -> str:
    """Return items as one text; those beyond a limit are only counted.

    >>> listed("en", ["zinc", "iron", "lead"]), listed("en", ["zinc", "iron", "lead"], 2)
    ('zinc, iron and lead', 'zinc, iron and 1 more')
    """
    given = list(items)
    shown = given[:limit] if limit else given
    if len(given) > len(shown):
        shown.append(phrase(language, "more-in-list", n=len(given) - len(shown)))
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {phrase(language, 'and')} {shown[-1]}"


def label(labels: Mapping[str, str], term: str) -> str:
    """Return what a thing is called; the end of its name where it has no label.

    >>> label({}, "https://w3id.org/mgkg/factor/magnesium-intake")
    'magnesium intake'
    """
    return labels.get(term) or names.local_name(term).replace("-", " ")


def verdict(language: str, code: str, aspect: str) -> str:
    """Return a verdict in words, as they fit an aspect.

    >>> verdict("en", "verdict:higher-unquantified", "aspect:severity")
    'more severe with more of it'
    >>> verdict("en", "verdict:null-unquantified", "aspect:level-difference")
    'no difference found in people who already have it'
    """
    slug, of = names.local_name(code), names.local_name(aspect)
    plain = slug.removesuffix("-unquantified")
    own = f"verdict.{of}.{plain}"
    if has(language, own):
        return phrase(language, own)
    text = phrase(language, f"verdict.{slug}")
    if has(language, f"verdict.{of}.none"):
        return text.replace(phrase(language, "verdict.null-unquantified"), phrase(language, f"verdict.{of}.none"))
    return text


def numbers(language: str, estimate: Estimate) -> str:
    """Return an estimate with its interval as printed: value and limits with as many decimals as the longest has.

    >>> from mgkg.names import iri
    >>> numbers("en", Estimate(iri=iri("estimate:a"), measure=iri("measure:risk-ratio"), value=Decimal("1.1"),
    ...     lower=Decimal("0.88"), upper=Decimal("1.31"), level=Decimal("95")))
    'RR 1.10 (0.88 to 1.31)'
    """
    parts: list[str] = []
    if estimate.value is not None:
        parts += [phrase(language, f"measure.{names.local_name(estimate.measure)}")] if estimate.measure else []
        parts.append(_aligned(estimate)[0])
    if estimate.lower is not None and estimate.upper is not None:
        parts.append(_interval(language, estimate))
    if estimate.p is not None and len(parts) < 3:
        parts.append(phrase(language, "estimate.p", p=_compared(estimate.p)))
    return " ".join(parts)


def _interval(language: str, estimate: Estimate) -> str:
    _, lower, upper = _aligned(estimate)
    level = estimate.level
    if level is None or level == 95:
        return phrase(language, "estimate.interval", lower=lower, upper=upper)
    return phrase(language, "estimate.other-level", level=f"{level.normalize():f}", lower=lower, upper=upper)


def _aligned(estimate: Estimate) -> list[str]:
    given = (estimate.value, estimate.lower, estimate.upper)
    places = max((_decimals(number) for number in given if number is not None), default=0)
    return ["" if number is None else f"{number:.{places}f}" for number in given]


def _decimals(number: Decimal) -> int:
    """Return how many decimals a number needs, zeros at its end aside: an engine may have added or dropped those."""
    return max(0, -int(number.normalize().as_tuple().exponent))


def _compared(p: str) -> str:
    return f"{p[0]} {p[1:].strip()}" if p[:1] in "<>=≤≥" else f"= {p}"
