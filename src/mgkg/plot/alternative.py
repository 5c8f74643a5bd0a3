"""The text that stands for a picture where it is not seen: what it shows, with numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mgkg.answers.wording import listed, plural
from mgkg.plot.numbers import alike, interval, number
from mgkg.plot.records import Forest, ForestRow, Lane, PooledRow, Timeline
from mgkg.plot.wording import phrase


def of_timeline(picture: Timeline) -> str:
    """Return a timeline in words."""
    language = picture.language
    years = [mark.year for lane in picture.lanes for mark in lane.marks]
    key = "alt.timeline" if min(years) < max(years) else "alt.timeline-year"
    said = [phrase(language, key, subject=picture.subject, first=min(years), last=max(years))]
    said += _band(picture, "direct", "alt.direct", "lanes")
    said += _counts(picture)
    said += _band(picture, "combined", "alt.combined", "lanes")
    said += _band(picture, "broader", "alt.broader", "lanes")
    said += _band(picture, "animal", "alt.animal", "findings")
    return " ".join([*said, *_retractions(picture)])


def _band(picture: Timeline, band: str, key: str, what: str) -> list[str]:
    lanes = [lane for lane in picture.lanes if lane.band == band]
    if not lanes:
        return []
    number = sum(len(lane.marks) for lane in lanes)
    values = {"lanes": _lanes(picture.language, lanes), "findings": plural(picture.language, "finding", number)}
    return [phrase(picture.language, key, conditions=picture.broader, **{what: values[what]})]


def _lanes(language: str, lanes: Iterable[Lane]) -> str:
    return listed(language, (phrase(language, "alt.lane", lane=lane.label, n=len(lane.marks)) for lane in lanes))


def _counts(picture: Timeline) -> list[str]:
    if not picture.standings:
        return [phrase(picture.language, "note.unoccupied")]
    last = picture.standings[-1]
    key = "alt.counts-broader" if picture.counts_broader else "alt.counts"
    return [phrase(picture.language, key, year=last.year, counts=_outcomes(picture.language, last.counts))]


def _outcomes(language: str, counts: Mapping[str, int]) -> str:
    return listed(
        language,
        (phrase(language, "alt.outcome", n=n, outcome=phrase(language, f"verdict.{key}")) for key, n in counts.items()),
    )


def _retractions(picture: Timeline) -> list[str]:
    found = {
        phrase(picture.language, "alt.retraction", study=mark.study, year=mark.retracted): None
        for lane in picture.lanes
        for mark in lane.marks
        if mark.retracted is not None
    }
    return [phrase(picture.language, "alt.retracted", list=listed(picture.language, found))] if found else []


def of_forest(picture: Forest) -> str:
    """Return a forest plot in words."""
    language, rows = picture.language, picture.rows
    findings = plural(language, "finding", len(rows))
    said = [phrase(language, "alt.forest", findings=findings, subject=picture.subject, measures=picture.measures)]
    none = 1.0 if picture.ratio else 0.0
    sides = [_side(row, none) for row in rows]
    if rows:
        values = {key: plural(language, "finding", sides.count(key)) for key in ("higher", "lower", "holds", "without")}
        low, high = (number(end([row.value for row in rows])) for end in (min, max))
        said.append(phrase(language, "alt.range", low=low, high=high, **values))
    if picture.pooled:
        said.append(
            phrase(language, "alt.pooled", list=listed(language, (_pooled(language, p) for p in picture.pooled)))
        )
    return " ".join(said)


def _side(row: ForestRow, none: float) -> str:
    if row.lower is None or row.upper is None:
        return "without"
    if row.lower <= none <= row.upper:
        return "holds"
    return "higher" if row.value > none else "lower"


def _pooled(language: str, row: PooledRow) -> str:
    text = interval(language, row.value, row.lower, row.upper)
    said = phrase(language, "alt.pooled-row", label=row.label, text=text)
    if row.detail:
        said = phrase(language, "alt.pooled-detail", group=row.group, text=said, detail=row.detail)
    if row.prediction:
        low, high = alike(*row.prediction)
        said = phrase(language, "alt.pooled-prediction", text=said, lower=low, upper=high)
    return said
