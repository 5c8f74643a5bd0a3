"""Linking: running text in which what has a page of its own becomes a link."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Text in parts, each with the path that it leads to, empty for none.
Linked = tuple[tuple[str, str], ...]


def linked(text: str, targets: Mapping[str, str]) -> Linked:
    """Return a text in which the first mention of each name leads to its path; longer names go first.

    >>> linked("zinc and zinc status; zinc", {"zinc": "/z", "zinc status": "/s"})
    (('zinc', '/z'), (' and ', ''), ('zinc status', '/s'), ('; zinc', ''))
    """
    known = [name for name in sorted(targets, key=len, reverse=True) if name]
    if not known or not text:
        return ((text, ""),) if text else ()
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")
    parts: list[tuple[str, str]] = []
    seen: set[str] = set()
    place = 0
    for found in pattern.finditer(text):
        if found[0] in seen:
            continue
        seen.add(found[0])
        if found.start() > place:
            parts.append((text[place : found.start()], ""))
        parts.append((found[0], targets[found[0]]))
        place = found.end()
    return (*parts, (text[place:], "")) if place < len(text) else tuple(parts)
