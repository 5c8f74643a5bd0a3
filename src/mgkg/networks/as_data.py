"""Paths as data: one JSON object, or a row for each finding on each step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mgkg import names
from mgkg.networks.evidence import Citation, Observation
from mgkg.networks.paths import Path, Paths
from mgkg.networks.steps import Link, Step
from mgkg.networks.telling import by_setting, tally
from mgkg.networks.wording import label, phrase

#: The columns of the rows.
COLUMNS = (
    "path", "step", "from", "to", "relation", "rests on", "setting", "found", "finding", "study", "citation", "year",
    "doi",
)  # fmt: skip


def to_json(paths: Paths, language: str) -> dict[str, Any]:
    """Return paths as an object that json can write: names compact, what is not known null or empty."""
    return {
        "from": _thing(paths, paths.start, language),
        "to": _thing(paths, paths.end, language),
        "maxSteps": paths.max_steps,
        "paths": [_path(paths, path, language) for path in paths.paths],
        "more": paths.more,
        "notice": phrase(language, "paths", "caution"),
    }


def to_rows(paths: Paths) -> Iterator[tuple[str, ...]]:
    """Yield the cells of a row for each finding on each step of each path, and one for a step that rests on none."""
    for number, path in enumerate(paths.paths, start=1):
        for place, step in enumerate(path.steps, start=1):
            for link in step.links:
                head = (str(number), str(place), link.start, link.end, link.property or link.kind, link.standing)
                rows = [_cells(one) for one in link.observations] or [("",) * (len(COLUMNS) - len(head))]
                yield from ((*head, *row) for row in rows)


def _cells(one: Observation) -> tuple[str, ...]:
    cited = one.citation
    return (one.setting, one.found, one.finding, cited.study, cited.label, str(cited.year or ""), cited.doi or "")


def _thing(paths: Paths, thing: str, language: str) -> dict[str, str]:
    return {"name": thing, "label": label(paths.labels, thing, language)}


def _path(paths: Paths, path: Path, language: str) -> dict[str, Any]:
    return {
        "nodes": [_thing(paths, node, language) for node in path.nodes],
        "peopleThroughout": all(step.best.standing in ("people", "disputed") for step in path.steps),
        "steps": [_step(step) for step in path.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {"restsOn": step.best.standing, "links": [_link(link) for link in step.links]}


def _link(link: Link) -> dict[str, Any]:
    studies = {one.citation.study: one.citation for one in link.observations}
    return {
        "from": link.start,
        "to": link.end,
        "kind": link.kind,
        "property": link.property,
        "restsOn": link.standing,
        "found": {setting: tally(several) for setting, several in by_setting(link).items()},
        "studies": [_study(cited, link) for cited in studies.values()],
    }


def _study(cited: Citation, link: Link) -> dict[str, Any]:
    return {
        "study": cited.study,
        "label": cited.label,
        "year": cited.year,
        "doi": cited.doi,
        "design": names.camel(cited.design) if cited.design else None,
        "findings": [_finding(one) for one in link.observations if one.citation == cited],
    }


def _finding(one: Observation) -> dict[str, Any]:
    return {
        "finding": one.finding,
        "exposure": one.exposure,
        "outcome": one.outcome,
        "aspect": names.camel(one.aspect),
        "setting": one.setting,
        "species": names.camel(one.species),
        "found": one.found,
        "verdict": names.camel(one.verdict) if one.verdict else None,
        "signPerMore": one.sign,
        "mechanism": names.camel(one.mechanism) if one.mechanism else None,
        "directness": one.directness,
    }
