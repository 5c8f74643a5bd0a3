"""The competency questions of docs/questions.md: each line of its tables, asked of the curated graph on both stores."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import pytest

from mgkg import answers, build, entities, queries
from mgkg.names import Iri
from mgkg.store import Store, folders, open_store

PAGE = Path(__file__).parent.parent / "docs" / "questions.md"
TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = re.split(r"^## (\d+)\n", TEXT, flags=re.MULTILINE)[1:]
QUESTIONS = {int(number): body for number, body in zip(SECTIONS[::2], SECTIONS[1::2], strict=True)}
LINES = [
    (number, shlex.split(command), gives)
    for number, body in QUESTIONS.items()
    for command, gives in re.findall(r"^\| `mgkg (.+?)` \| (.+) \|$", body, flags=re.MULTILINE)
]
each = pytest.mark.parametrize(
    ("words", "gives"),
    [(words, gives) for _, words, gives in LINES],
    ids=[f"{number}-{words[-1] if words[0] == 'ask' else ' '.join(words[2:])}" for number, words, _ in LINES],
)


@pytest.fixture(scope="module", params=["embedded", "remote"])
def store(request: pytest.FixtureRequest, serve: Callable[[Path], str]) -> Iterator[Store]:
    """Return the curated graph in this process, and at a real endpoint."""
    place = build.curated() / folders.STORE
    opened = open_store(place if request.param == "embedded" else serve(place))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def resolve(store: Store) -> Callable[[str, str | None], Iri]:
    """Return what finds the thing that a name stands for; it looks each name up once."""
    return lru_cache(maxsize=None)(partial(entities.resolve, store))


def parameters(words: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the parameters of a line, each with all the values that it is given."""
    given: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for word in words:
        name, _, value = word.partition("=")
        given[name] += (value,)
    return dict(given)


@each
def test_a_line_gives_what_the_page_says(
    store: Store, resolve: Callable[[str, str | None], Iri], words: list[str], gives: str
) -> None:
    if words[0] == "ask":
        assert gives == "an answer"
        assert answers.answer(store, words[1]).summary
        return
    assert words[:2] == ["query", "run"]
    assert gives == "rows" or gives.startswith("none: "), "a line says 'rows', or 'none: ' and why"
    query = queries.get(words[2])
    found = len(list(queries.rows(store, query, queries.terms(query, parameters(words[3:]), resolve))))
    assert (found > 0) == (gives == "rows"), f"{found} rows were found"


def test_a_level_in_people_who_already_have_it_is_never_told_as_a_risk(store: Store) -> None:
    answer = answers.answer(store, "Is mercury connected to ALS?")
    said = " ".join(answer.summary)

    assert "higher odds of having it with more of it, measured in people who already have it" in said
    assert "a higher risk" not in said
    assert "too little to tell on mercury intake (risk)" in said


def test_the_page_holds_all_questions_in_both_languages() -> None:
    assert list(QUESTIONS) == list(range(1, 35))
    for body in QUESTIONS.values():
        assert re.search(r"^> .+\? \(en\)  \n> .+\? \(nl\)$", body, flags=re.MULTILINE)


def test_a_question_without_a_line_says_why() -> None:
    without = {number for number in QUESTIONS if number not in {line[0] for line in LINES}}
    assert all("Not answered yet: " in QUESTIONS[number] for number in without)


def test_the_queries_of_the_page_exist() -> None:
    named = {words[2] for _, words, _ in LINES if words[0] == "query"} | {"hypotheses-on-condition"}
    assert named <= {query.name for query in queries.catalogue()}
