"""Slugs of findings: as short as tells them apart, fixed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mgkg import names
from mgkg.intake.keys import Identity

#: A slug is cut to about this many characters where it still tells one finding from another.
LIMIT = 120

#: Words that a slug that was cut does not end in.
_OPEN = frozenset(
    {"a", "above", "and", "at", "below", "by", "for", "in", "of", "on", "or", "per", "the", "to", "vs", "with"}
)

#: What is added to a slug, as far as needed, the first that tells all apart.
_STEPS: tuple[tuple[str, ...], ...] = (
    ("subgroup",),
    ("outcome_detail",),
    ("contrast",),
    ("outcome_detail", "subgroup"),
    ("contrast", "subgroup"),
    ("outcome_detail", "contrast"),
    ("outcome_detail", "contrast", "subgroup"),
    ("figures",),
    ("outcome_detail", "contrast", "subgroup", "dose"),
    ("outcome_detail", "contrast", "subgroup", "dose", "population", "sex", "age"),
    ("outcome_detail", "contrast", "subgroup", "dose", "population", "sex", "age", "modifier", "adjusted_for"),
    (
        "outcome_detail",
        "contrast",
        "subgroup",
        "dose",
        "population",
        "sex",
        "age",
        "modifier",
        "adjusted_for",
        "figures",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """A finding that needs a slug: what it starts with, and what may be added."""

    key: Identity
    stem: str
    more: Mapping[str, str] = field(default_factory=dict)


def name_all(
    findings: Iterable[Unnamed], fixed: Mapping[Identity, str], others: Iterable[str] = ()
) -> dict[Identity, str]:
    """Return the slug of each finding: the fixed one, else the shortest that no other has.

    >>> one = Unnamed(key=("a",), stem="x-2013-risk", more={"subgroup": "Men"})
    >>> two = Unnamed(key=("b",), stem="x-2013-risk")
    >>> sorted(name_all([one, two], {}).values())
    ['x-2013-risk', 'x-2013-risk-men']
    """
    taken = {*fixed.values(), *others}
    named: dict[Identity, str] = {}
    waiting: dict[str, list[Unnamed]] = defaultdict(list)
    for finding in findings:
        if finding.key in fixed:
            named[finding.key] = fixed[finding.key]
        else:
            waiting[finding.stem].append(finding)
    for stem in sorted(waiting):
        for finding, slug in zip(waiting[stem], _apart(stem, waiting[stem], taken), strict=True):
            named[finding.key] = slug
            taken.add(slug)
    return named


def _apart(stem: str, group: Sequence[Unnamed], taken: set[str]) -> list[str]:
    """Return a slug for each finding of a group that has one stem."""
    for slugs in _tries(stem, group):
        if len(set(slugs)) == len(slugs) and not taken.intersection(slugs):
            return slugs
    return _counted(list(_tries(stem, group))[-1], taken)


def _tries(stem: str, group: Sequence[Unnamed]) -> Iterator[list[str]]:
    yield [stem] * len(group)
    for step in _STEPS:
        added = [_words(finding, step) for finding in group]
        yield [_cut(stem, words) for words in _without_shared(added)]
        yield ["-".join((stem, *words)) for words in added]


def _words(finding: Unnamed, step: Iterable[str]) -> list[str]:
    """Return the words that a step adds; figures are one word."""
    if tuple(step) == ("figures",):
        return [names.slug(finding.more.get("figures", ""))]
    return [word for name in step for word in names.slug(finding.more.get(name, "")).split("-") if word]


def _without_shared(added: list[list[str]]) -> list[list[str]]:
    """Return words without the first ones where all share them and the whole would be too long otherwise."""
    if not added or max(len("-".join(words)) for words in added) < LIMIT // 3:
        return added
    filled = [words for words in added if words]
    shared = 0
    while len(filled) > 1 and all(len(words) > shared + 1 and words[shared] == filled[0][shared] for words in filled):
        shared += 1
    return [words[shared:] for words in added]


def _cut(stem: str, words: Sequence[str]) -> str:
    """Return stem and words, without the last words where the whole is too long; one word stays."""
    kept = list(words)
    while len(kept) > 1 and (len("-".join((stem, *kept))) > LIMIT or (len(kept) < len(words) and kept[-1] in _OPEN)):
        kept.pop()
    return "-".join((stem, *kept))


def _counted(slugs: Sequence[str], taken: set[str]) -> list[str]:
    """Return slugs with a number behind those that are taken."""
    counted: list[str] = []
    for slug in slugs:
        number, free = 2, slug
        while free in taken or free in counted:
            free, number = f"{slug}-{number}", number + 1
        counted.append(free)
    return counted
