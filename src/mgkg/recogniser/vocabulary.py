"""The vocabulary: every name in the store, ready to be looked up by its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from mgkg import files, names, queries
from mgkg.names import Iri
from mgkg.recogniser.tokens import key
from mgkg.store import Store

#: The kinds of things that a question can name, best first where one word names several.
KINDS = ("substance", "condition", "gene", "process", "exposure-kind", "matrix", "aspect", "direction")
#: The kinds that a question can be about.
SUBJECTS = ("substance", "condition", "gene", "process")
#: The roles of a name, best first.
ROLES = ("label", "synonym", "wording")
#: What stands for the name of a substance in a pattern, such as "low {substance}".
PLACE = "{substance}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name of a thing: what it names, in what role and language."""

    term: Iri
    kind: str
    role: str
    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Words around the name of a substance that tell the kind of exposure, as in "low magnesium"."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All names: preferred labels and patterns of labels for speaking, an index for recognising."""

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    templates: dict[str, dict[str, str]] = field(default_factory=dict)
    index: dict[tuple[str, ...], list[Entry]] = field(default_factory=dict)
    symbols: dict[str, Entry] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)

    def label(self, term: str, language: str) -> str:
        """Return the name of a thing in a language, else in English, else its compact name."""
        texts = self.labels.get(term, {})
        return texts.get(language) or texts.get("en") or names.local_name(term).replace("-", " ")


def vocabulary(store: Store) -> Vocabulary:
    """Return the vocabulary of a store, read by one query."""
    found = Vocabulary()
    for term, role, text, language in _rows(store):
        if role == "template":
            found.templates.setdefault(term, {})[language] = text
            continue
        if role == "label":
            found.labels.setdefault(term, {})[language] = text
        kind = names.kind_of(term)
        if kind in KINDS:
            _enter(found, Entry(term=Iri(term), kind=kind, role=role, language=language, text=text))
    return found


def _rows(store: Store) -> Iterator[tuple[str, str, str, str]]:
    rows = store.select(queries.text("names", files.folder("queries") / "records"))
    for thing, role, label in rows:
        if isinstance(thing, ox.NamedNode) and isinstance(role, ox.Literal) and isinstance(label, ox.Literal):
            yield thing.value, role.value, label.value, label.language or ""


def _enter(found: Vocabulary, entry: Entry) -> None:
    if entry.role == "symbol":
        found.symbols[entry.text] = entry
    elif PLACE in entry.text:
        before, _, after = entry.text.partition(PLACE)
        found.patterns.append(Pattern(before=key(before), after=key(after), entry=entry))
    elif entry.kind != "direction" or entry.role == "wording":
        found.index.setdefault(key(entry.text), []).append(entry)


def best(entries: Iterable[Entry], *, language: str | None = None) -> Entry:
    """Return the entry that a word most likely means: by role, by language, by kind."""
    return min(
        entries,
        key=lambda entry: (
            KINDS.index(entry.kind),
            ROLES.index(entry.role),
            entry.language != language,
            entry.term,
        ),
    )
