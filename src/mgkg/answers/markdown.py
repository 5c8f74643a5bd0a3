"""An answer as Markdown, for pages and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mgkg.answers.page import Page, Section, Table, page
from mgkg.answers.records import Answer
from mgkg.answers.rows import Cell

#: What has a meaning in Markdown where it stands in running text.
_SPECIAL = re.compile(r"([\\`*_|<>#])")


def to_markdown(answer: Answer) -> str:
    """Return an answer as Markdown with tables."""
    return "\n\n".join(_blocks(page(answer))) + "\n"


def _blocks(laid: Page) -> Iterator[str]:
    yield f"# {_plain(laid.title)}"
    yield _plain(" ".join(laid.summary))
    for section in laid.sections:
        yield from _section(section)
    yield f"*{_plain(laid.notice)}*"


def _section(section: Section) -> Iterator[str]:
    yield f"## {_plain(section.title)}"
    if section.first:
        yield _plain(" ".join(section.first))
    if section.items:
        yield "\n".join(f"- {_plain(item)}" for item in section.items)
    if section.table:
        yield "\n".join(_table(section.table))
    if section.last:
        yield _plain(" ".join(section.last))


def _table(table: Table) -> Iterator[str]:
    yield _row(_plain(column) for column in table.columns)
    yield _row("---" if place < table.texts else "--:" for place in range(len(table.columns)))
    for cells in table.rows:
        yield _row(_cell(cell) for cell in cells)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(_plain(line) for line in cell if line)


def _plain(text: str) -> str:
    r"""Return a text in which nothing is read as Markdown, except addresses, which stay whole.

    >>> print(_plain("p <0.001 | a_b https://doi.org/10.1/a_b"))
    p \<0.001 \| a\_b <https://doi.org/10.1/a_b>
    """
    return " ".join(_word(word) for word in text.split())


def _word(word: str) -> str:
    return f"<{word}>" if word.startswith(("http://", "https://")) else _SPECIAL.sub(r"\\\1", word)
