"""Concluding: the sentences that say what the evidence amounts to, and how sure that makes us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mgkg import names
from mgkg.answers import counting, naming, wording
from mgkg.answers.naming import Voice
from mgkg.answers.records import Line
from mgkg.answers.scope import Scope
from mgkg.names import iri

_LEVELS = iri("aspect:level-difference")
_GIVEN = "-supplementation"
#: How many conclusions a sentence holds before the rest stand in the section alone.
_MOST = 4


def sentences(voice: Voice, scope: Scope, lines: Sequence[Line]) -> list[str]:
    """Return the sentences with the conclusions of a question: on the kind asked about, then on others.

    Where there is no direct evidence, those on what is broader, said to be so. None where nothing was assessed.
    """
    assessed = [line for line in lines if line.assessment or not line.is_studied]
    if not any(line.assessment for line in assessed):
        return []
    told = [line for line in assessed if not line.combined]
    direct = _heads([line for line in told if line.directness != "broader"])
    broader = _heads([line for line in told if line.directness == "broader"])
    found = _direct(voice, scope, direct)
    if broader and not any(line.is_studied for line in direct):
        parents = naming.named(voice, dict.fromkeys(line.subject for line in broader))
        found.append(wording.phrase(voice.language, "conclude.broader", parents=parents, said=_said(voice, broader)))
    return [
        *found,
        *_combined(voice, [line for line in assessed if line.combined]),
        *(marker(voice, told) if len(scope.substances.asked) == 1 else []),
    ]


def marker(voice: Voice, lines: Sequence[Line]) -> list[str]:
    """Return the sentence that says a level may be a sign and no cause: mostly lower, and giving it did nothing."""
    for substance, several in _by_substance(line for line in lines if line.is_studied).items():
        levels = _counted(line for line in several if line.aspect == _LEVELS)
        given = _counted(line for line in several if names.local_name(line.family).endswith(_GIVEN))
        mostly_lower = levels["lower"] > levels["higher"] + levels["none"]
        if mostly_lower and given["none"] and not given["higher"] + given["lower"]:
            name = naming.name(voice, substance)
            numbers = {"lower": levels["lower"], "all": sum(levels.values()), "n": given["none"]}
            said = wording.phrase(voice.language, "conclude.marker", substance=name, **numbers)
            return [said[0].upper() + said[1:]]
    return []


def _by_substance(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Return lines by the substance of their family, those of the person alone."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        slug, _, kind = names.local_name(line.family).rpartition("-")
        if kind in ("status", "supplementation"):
            found.setdefault(iri(f"substance:{slug}"), []).append(line)
    return found


def _counted(lines: Iterable[Line]) -> Counter[str]:
    """Return findings by what they came to; a line over several matrices repeats theirs, so it is left out."""
    given = list(lines)
    apart = [line for line in given if line.matrix is not None]
    return sum((Counter(counting.in_short(line.counts)) for line in apart or given), Counter())


def _combined(voice: Voice, lines: Sequence[Line]) -> list[str]:
    """Return the sentence on combinations, which are other exposures: the direct ones where there are any."""
    heads = _heads([line for line in lines if line.directness != "broader"] or lines)
    return [wording.phrase(voice.language, "conclude.combined", said=_said(voice, heads))] if heads else []


def _heads(lines: Iterable[Line]) -> list[Line]:
    """Return one line for each family, outcome and aspect: over all matrices where there is one, else each matrix."""
    given = list(lines)
    whole = {(line.family, line.subject, line.aspect) for line in given if line.matrix is None}
    return [line for line in given if line.matrix is None or (line.family, line.subject, line.aspect) not in whole]


def _direct(voice: Voice, scope: Scope, lines: Sequence[Line]) -> list[str]:
    studied = [line for line in lines if line.is_studied]
    if scope.family_kind is None:
        return [wording.phrase(voice.language, "conclude.all", said=_said(voice, studied))] if studied else []
    same = [line for line in lines if line.same_kind]
    others = [line for line in studied if not line.same_kind]
    return [
        wording.phrase(voice.language, f"conclude.{key}", said=_said(voice, several))
        for key, several in (("asked", same), ("others", others))
        if several
    ]


def _said(voice: Voice, lines: Sequence[Line]) -> str:
    """Return what lines amount to: decided ones in full, then what was not studied, then where there is too little."""
    decided = [line for line in lines if line.assessment and not is_open(line)]
    items = [item(voice, line) for line in decided[:_MOST]]
    if len(decided) > _MOST:
        items.append(wording.phrase(voice.language, "conclude.more", n=len(decided) - _MOST))
    items += [item(voice, line) for line in lines if not line.is_studied]
    open_ = [_topic(voice, line) for line in lines if is_open(line)]
    if open_:
        topics = wording.listed(voice.language, dict.fromkeys(open_), _MOST)
        items.append(wording.phrase(voice.language, "conclude.open", topics=topics))
    return "; ".join(items)


def is_open(line: Line) -> bool:
    """Return whether the evidence of a line is too little to tell."""
    return line.assessment is not None and names.local_name(line.assessment.conclusion) == "insufficient"


def _topic(voice: Voice, line: Line) -> str:
    aspect = wording.phrase(voice.language, f"aspect.{counting.aspect_of(line)}")
    return wording.phrase(voice.language, "conclude.topic", family=naming.name(voice, line.family), aspect=aspect)


def item(voice: Voice, line: Line) -> str:
    """Return what one line amounts to, in words, with how sure that makes us."""
    what = naming.name(voice, line.family)
    if line.matrix is not None:
        matrix = naming.name(voice, line.matrix)
        what = wording.phrase(voice.language, "line.matrix", text=what, matrix=matrix)
    said = conclusion(voice.language, line)
    if line.assessment is None:
        return f"{what}: {said}"
    certainty = wording.phrase(voice.language, f"certainty.{names.local_name(line.assessment.certainty)}")
    return f"{what}: {said} ({certainty})"


def conclusion(language: str, line: Line) -> str:
    """Return a conclusion in words as they fit its aspect."""
    slug = names.local_name(line.assessment.conclusion) if line.assessment else "not-studied"
    return wording.phrase(language, f"conclusion.{counting.aspect_of(line)}.{slug}")
