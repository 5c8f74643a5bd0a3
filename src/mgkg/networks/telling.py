"""Telling: paths in words, each path, each step on them once, and the studies behind them once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mgkg.networks.evidence import SETTINGS, WORDS, Citation, Observation
from mgkg.networks.paths import Path, Paths
from mgkg.networks.steps import Link, Step
from mgkg.networks.wording import counted, label, phrase

#: What a path is marked with, worst first; a path without one is shown in people at every step.
_MARKS = ("nothing", "contrary", "animals", "unclear", "disputed", "hierarchy", "definition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Paths in words: a heading, each path with its marks, each link with its lines, each study with its number."""

    heading: str
    notes: tuple[str, ...]
    paths: tuple[tuple[str, str], ...]
    steps_heading: str
    links: tuple[tuple[str, tuple[str, ...]], ...]
    studies_heading: str
    studies: tuple[str, ...]


def tell(paths: Paths, language: str) -> Told:
    """Return paths in the words of a language; studies are numbered in the order in which the steps speak of them."""
    steps = dict.fromkeys(step for path in paths.paths for step in path.steps)
    links = [link for step in steps for link in step.links]
    numbers = {one.study: place for place, one in enumerate(_cited(links), start=1)}
    return Told(
        heading=_heading(paths, language),
        notes=_notes(paths, language),
        paths=tuple((road(paths, path, language), _marks(paths, path, language)) for path in paths.paths),
        steps_heading=phrase(language, "paths", "steps"),
        links=tuple((_title(paths, link, language), _lines(link, numbers, language)) for link in links),
        studies_heading=phrase(language, "paths", "studies"),
        studies=tuple(_study(one) for one in _cited(links)),
    )


def _heading(paths: Paths, language: str) -> str:
    count, steps = counted(language, "path", len(paths.paths)), counted(language, "step", paths.max_steps)
    ends = {name: label(paths.labels, end, language) for name, end in (("start", paths.start), ("end", paths.end))}
    if paths.paths:
        return phrase(language, "paths", "head", count=count, steps=steps, **ends)
    return phrase(language, "paths", "none", steps=steps, next=paths.max_steps + 1, **ends)


def _notes(paths: Paths, language: str) -> tuple[str, ...]:
    if not paths.paths:
        return ()
    keys = ["caution", "unmarked", *(["more"] if paths.more else [])]
    return tuple(phrase(language, "paths", key) for key in keys)


def road(paths: Paths, path: Path, language: str) -> str:
    """Return a path in one line: its things, with an arrow from what was studied as exposure to its outcome."""
    parts = [label(paths.labels, path.nodes[0], language)]
    for step, node in zip(path.steps, path.nodes[1:], strict=True):
        parts += [arrow(step, node), label(paths.labels, node, language)]
    return " ".join(parts)


def arrow(step: Step, end: str) -> str:
    """Return the sign of a step that leads to a thing: which way its findings go, or that there are none."""
    ways = {link.end for link in step.links if link.kind == "evidence"}
    if not ways:
        return "–"
    return "↔" if len(ways) > 1 else "→" if end in ways else "←"


def _marks(paths: Paths, path: Path, language: str) -> str:
    marks = []
    for standing in _MARKS:
        steps = [
            road(paths, Path(nodes=(start, end), steps=(step,), cost=0), language)
            for step, start, end in zip(path.steps, path.nodes, path.nodes[1:], strict=False)
            if step.best.standing == standing
        ]
        if steps:
            marks.append(phrase(language, "paths", "mark", standing, steps=", ".join(steps)))
    return "; ".join(marks)


def _title(paths: Paths, link: Link, language: str) -> str:
    start, end = (label(paths.labels, thing, language) for thing in (link.start, link.end))
    if link.property is None:
        return f"{start} → {end}"
    return phrase(language, "paths", "relation", link.property, start=start, end=end)


def _lines(link: Link, numbers: dict[str, int], language: str) -> tuple[str, ...]:
    """Return a line for each setting in which a link was studied: studies, findings, and what they found."""
    lines = []
    for setting, several in by_setting(link).items():
        studies = sorted({numbers[one.citation.study] for one in several})
        findings, of = counted(language, "finding", len(several)), counted(language, "study", len(studies))
        words = ", ".join(phrase(language, "found", word, n=number) for word, number in tally(several).items())
        where = phrase(language, "setting", setting)
        lines.append(f"{where}, {of}, {findings}: {words} [{', '.join(map(str, studies))}]")
    return tuple(lines)


def by_setting(link: Link) -> dict[str, list[Observation]]:
    """Return the findings of a link by where they come from, people first."""
    found = {setting: [one for one in link.observations if one.setting == setting] for setting in SETTINGS}
    return {setting: several for setting, several in found.items() if several}


def tally(several: Iterable[Observation]) -> dict[str, int]:
    """Return how many findings came to each word, those that none came to left out."""
    counts = Counter(one.found for one in several)
    return {word: counts[word] for word in WORDS if counts[word]}


def _cited(links: Iterable[Link]) -> list[Citation]:
    """Return the studies behind links, in the order of the links, people first, the newest first."""
    return list({one.study: one for link in links for one in _of_link(link)}.values())


def _of_link(link: Link) -> Iterator[Citation]:
    for several in by_setting(link).values():
        yield from sorted((one.citation for one in several), key=lambda one: (-(one.year or 0), one.study))


def _study(citation: Citation) -> str:
    return (
        f"{citation.label}  https://doi.org/{citation.doi}" if citation.doi else f"{citation.label}  {citation.study}"
    )
