"""The recogniser: every case is understood as expected, every name of the ontology is known, ordinary words are not."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgkg import files, names
from mgkg.errors import NotUnderstood
from mgkg.recogniser import Mention, Question, Vocabulary, forms, understand, vocabulary
from mgkg.recogniser.mentions import find
from mgkg.recogniser.tokens import key, tokens
from mgkg.recogniser.vocabulary import SUBJECTS, Entry
from mgkg.recogniser.words import LANGUAGES, empty_words, function_words, ordinary_words
from mgkg.store import EmbeddedStore

CASES = Path(__file__).parent / "cases" / "recogniser"
HOWS = ("label", "synonym", "symbol", "inflection", "spelling")
#: Questions for what must hold of any: those of the cases.
QUESTIONS = sorted(
    path.read_text(encoding="utf-8").removesuffix("\n") for path in CASES.glob("*/given.txt") if path.stat().st_size > 1
)
#: Words of both languages that look like names of the vocabulary, or like forms of them, and a few that do not.
ORDINARY = (CASES / "ordinary.txt").read_text(encoding="utf-8").split()
#: Pieces of questions that change their sense beside each other.
PIECES = (CASES / "pieces.txt").read_text(encoding="utf-8").split()


@cache
def known() -> Vocabulary:
    """Return the vocabulary of the ontology."""
    return vocabulary(EmbeddedStore.in_memory(sorted(files.folder("ontology").glob("*.ttl"))))


def told(question: Question) -> dict[str, Any]:
    """Return what a question was understood to say, in compact names, without what is empty."""
    one = ("kind", "matrix", "modifier", "direction", "aspect")
    many = ("substances", "conditions", "genes")
    said = {
        "language": question.language,
        **{name: [names.curie(term) for term in getattr(question, name)] for name in many},
        **{name: names.curie(getattr(question, name)) for name in one if getattr(question, name)},
        "taken": [[mention.text, names.curie(mention.term), mention.how] for mention in question.taken],
        "notUnderstood": list(question.not_understood),
    }
    return {name: value for name, value in said.items() if value}


def subjects(text: str) -> set[str]:
    """Return what a text is about, as far as it is understood."""
    try:
        question = understand(text, known())
    except NotUnderstood:
        return set()
    modifier = {question.modifier} if question.modifier else set()
    return {*question.substances, *question.conditions, *question.genes, *modifier}


def entries(*roles: str) -> list[Entry]:
    """Return the names of subjects in some roles."""
    indexed = [entry for found in known().index.values() for entry in found]
    everything = [*indexed, *known().symbols.values()]
    return [entry for entry in everything if entry.kind in SUBJECTS and entry.role in roles]


@pytest.mark.cases("recogniser")
def test_understands_a_question_as_expected(case: Path) -> None:
    text = (case / "given.txt").read_text(encoding="utf-8").removesuffix("\n")
    expected = json.loads((case / "expect.json").read_text(encoding="utf-8"))
    if not expected:
        with pytest.raises(NotUnderstood):
            understand(text, known())
        return

    assert told(understand(text, known())) == expected


@pytest.mark.parametrize("roles", [("label",), ("synonym",), ("wording",), ("symbol",)], ids=lambda roles: roles[0])
def test_every_name_by_itself_is_recognised(roles: tuple[str, ...]) -> None:
    missed = []
    for entry in entries(*roles):
        shared = {other.term for other in known().index.get(key(entry.text), ()) if other.kind in SUBJECTS}
        found = subjects(entry.text)
        if not found or not found <= shared | {entry.term}:
            missed.append((entry.text, names.curie(entry.term), sorted(map(names.curie, found))))

    assert missed == []


@pytest.mark.parametrize("role", ["label", "synonym"])
def test_every_name_of_several_words_is_recognised_whole(role: str) -> None:
    parted = [
        entry.text
        for entry in entries(role)
        if len(key(entry.text)) > 1 and len(understand(entry.text, known()).taken) != 1
    ]

    assert parted == []


@pytest.mark.parametrize("text", ["magnesium and {}", "lood bij {} en autisme"])
def test_every_label_is_recognised_within_a_question(text: str) -> None:
    missed = []
    for entry in entries("label"):
        shared = {other.term for other in known().index[key(entry.text)]}
        if not subjects(text.format(entry.text)) & shared:
            missed.append(entry.text)

    assert missed == []


@pytest.mark.parametrize("word", ORDINARY)
def test_ordinary_words_are_taken_for_nothing(word: str) -> None:
    assert subjects(word) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_function_words_are_taken_for_nothing_in_a_sentence(language: str) -> None:
    rest = {"en": "should I take magnesium {} this with that", "nl": "moet ik magnesium {} hebben en dat dan ook"}
    taken = [
        word
        for word in sorted(function_words(language))
        if word != "lead" and subjects(rest[language].format(word)) != {names.iri("substance:magnesium")}
    ]

    assert taken == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("magnesum", "substance:magnesium"),
        ("magnezium", "substance:magnesium"),
        ("mangesium", "substance:magnesium"),
        ("magnesiun", "substance:magnesium"),
        ("mercurry", "substance:mercury"),
        ("seleniun", "substance:selenium"),
        ("cadmiun", "substance:cadmium"),
        ("foliumzuurr", "substance:folic-acid"),
        ("autsim", "condition:autism-spectrum-disorder"),
        ("autisem", "condition:autism-spectrum-disorder"),
        ("aspberger", "condition:asperger-syndrome"),
        ("altzheimer", "condition:alzheimer-disease"),
        ("parkisons", "condition:parkinson-disease"),
        ("epilespy", "condition:epilepsy"),
    ],
)
def test_a_misspelt_name_says_what_it_was_taken_for(word: str, meant: str) -> None:
    question = understand(f"{word}?", known())

    assert [Mention(text=word, start=0, end=len(word), term=names.iri(meant), how="spelling")] == list(question.taken)


def test_what_is_equally_near_to_two_names_is_taken_for_neither() -> None:
    two = [
        Entry(term=names.iri(f"substance:{name}"), kind="substance", role="label", language="en", text=name)
        for name in ("thalline", "thallide")
    ]
    few = Vocabulary(index={key(entry.text): [entry] for entry in two})

    assert forms.spelt("thallipe", few) is None
    assert forms.spelt("thaline", few) == two[0]


def test_a_letter_alone_is_no_label() -> None:
    carbon = Entry(term=names.iri("substance:carbon"), kind="substance", role="label", language="en", text="c")

    assert find("vitamin c", Vocabulary(index={("c",): [carbon]}))[0] == ()


def test_a_store_without_names_understands_nothing() -> None:
    empty = vocabulary(EmbeddedStore.in_memory())

    assert find("magnesium", empty)[0] == ()
    with pytest.raises(NotUnderstood) as caught:
        understand("magnesium", empty)
    assert caught.value.question == "magnesium"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_can_be_given(language: str) -> None:
    assert understand("magnesium", known(), language=language).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("magnesium ALS", "en"),
        ("autisme", "nl"),
        ("zinc", "en"),
        ("zink", "nl"),
        ("magnesum", "en"),
        ("kinderen magnesium", "nl"),
        ("children magnesium", "en"),
    ],
)
def test_the_language_is_told_from_words_and_names(text: str, language: str) -> None:
    assert understand(text, known()).language == language


def test_labels_are_spoken_in_a_language_or_the_next_best() -> None:
    lead = names.iri("substance:lead")

    assert (known().label(lead, "nl"), known().label(lead, "fr")) == ("lood", "lead")
    assert known().label(names.iri("substance:no-such-thing"), "en") == "no such thing"


def test_word_lists_do_not_hide_the_vocabulary() -> None:
    allowed = {"lead", "ad", "add", "als", "as", "al", "haar", "i", "na", "u"}
    single = {entry.text.lower() for entry in entries("label", "synonym", "symbol")}

    assert single & ordinary_words() <= allowed
    assert empty_words() <= ordinary_words()


def test_no_word_stands_twice_in_a_list() -> None:
    folder = Path(forms.__file__).parent / "words"
    doubled = {
        path.name: sorted({word for word in words if words.count(word) > 1})
        for path in sorted(folder.glob("*.txt"))
        if path.name != "markers.txt"
        for words in [path.read_text(encoding="utf-8").split()]
    }

    assert {name: words for name, words in doubled.items() if words} == {}


def test_a_plain_question_loads_neither_stemmer_nor_speller() -> None:
    script = (
        "import sys; from mgkg import files; from mgkg.store import EmbeddedStore; from mgkg.recogniser import *;"
        "store = EmbeddedStore.in_memory(sorted(files.folder('ontology').glob('*.ttl')));"
        "understand('Is magnesium deficiency connected to ALS?', vocabulary(store));"
        "print([name for name in ('rapidfuzz', 'snowballstemmer', 'yaml', 'rdflib') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


questions = st.one_of(st.sampled_from(QUESTIONS), st.text(max_size=60))
pieces = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)


@settings(deadline=None)
@given(st.one_of(questions, pieces))
def test_a_mention_is_a_piece_of_the_question(text: str) -> None:
    try:
        question = understand(text, known())
    except NotUnderstood:
        return
    starts = [mention.start for mention in question.taken]

    assert [text[mention.start : mention.end] for mention in question.taken] == [one.text for one in question.taken]
    assert starts == sorted(starts)
    assert {mention.how for mention in question.taken} <= set(HOWS)
    assert all(word in text for word in question.not_understood)
    assert question.modifier not in {*question.substances, *question.conditions, *question.genes}


@settings(deadline=None)
@given(
    st.sampled_from(QUESTIONS), st.sampled_from([" ", "\t", "  ", "\n"]), st.sampled_from(["", "?", "!", " ??", "."])
)
def test_space_and_final_signs_change_nothing(text: str, space: str, sign: str) -> None:
    plain = text.rstrip("?!. ")

    assert subjects(plain) == subjects(f"{space}{space.join(plain.split(' '))}{sign}{space}")


@settings(deadline=None)
@given(st.sampled_from(QUESTIONS))
def test_case_changes_nothing_but_symbols_and_function_words(text: str) -> None:
    cased = set(known().symbols) | {"ALS", "als"}
    if cased.isdisjoint(word.text for word in tokens(text)):
        assert subjects(text) == subjects(text.upper()) == subjects(text.lower())


@settings(deadline=None)
@given(st.text())
def test_tokens_lie_in_the_text_and_their_keys_look_labels_up(text: str) -> None:
    found = tokens(text)

    assert [text[token.start : token.end] for token in found] == [token.text for token in found]
    assert all(one.end <= other.start for one, other in pairwise(found))
