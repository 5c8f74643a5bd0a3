"""What is known: the assessments of a previous build, taken over as long as what they were made from stays the same."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyoxigraph as ox

from mgkg import names
from mgkg.assessment.bodies import Body
from mgkg.assessment.results import Result, Rules
from mgkg.errors import UnavailableError
from mgkg.evidence.naming import proposition
from mgkg.names import Iri
from mgkg.store import EmbeddedStore, folders

#: The named graph of what findings amount to.
GRAPH = names.iri("graph:assessed")
#: How many hexadecimal digits of a hash are a mark.
_DIGITS = 16
_MARK, _OF = names.iri("mgkg:inputsMark"), names.iri("mgkg:ofProposition")
#: The properties that lead from an assessment to its parts.
_PARTS = tuple(names.iri(f"mgkg:{name}") for name in ("hasExclusion", "hasPooledEstimate", "hasRating"))


def by_question(bodies: Iterable[Body]) -> dict[Iri, list[Body]]:
    """Return bodies by their question: that of the family and those of its matrices together."""
    found: dict[Iri, list[Body]] = defaultdict(list)
    for body in bodies:
        found[proposition(body.key)].append(body)
    return dict(found)


def marked(questions: Mapping[Iri, Sequence[Body]], rules: Rules) -> dict[Iri, str]:
    """Return the mark of each question: a hash of its results, of the thresholds and of the code that assesses."""
    start = f"{rules!r} {sorted(rules.thresholds.items())} {rules.wide} {rules.narrow} {rules.no_effect} {_code()}"
    marks: dict[Iri, str] = {}
    written: dict[Iri, str] = {}
    for question, bodies in questions.items():
        whole = hashlib.sha256(start.encode())
        for body in bodies:
            whole.update(f"{body.key!r}".encode())
            for result in sorted(_results(body), key=lambda one: one.finding):
                text = written.setdefault(result.finding, json.dumps(asdict(result), default=sorted, sort_keys=True))
                whole.update(text.encode())
        marks[question] = whole.hexdigest()[:_DIGITS]
    return marks


def _results(body: Body) -> Iterator[Result]:
    yield from body.counted
    yield from (left.result for left in body.left_out)


def _code() -> str:
    """Return a hash of the code and the words that make an assessment."""
    package = Path(__file__).resolve().parent.parent
    whole = hashlib.sha256()
    for place in ("assessment", "build", "evidence", "triples"):
        for path in sorted((package / place).rglob("*.*")):
            if path.suffix in (".py", ".toml"):
                whole.update(path.read_bytes())
    return whole.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The assessments of a previous store: the marks and the triples of each question."""

    marks: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[str, Sequence[ox.Triple]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, store: EmbeddedStore | None) -> Known:
        """Return what a previous store knows; nothing where there is none."""
        if store is None:
            return cls()
        by_subject: dict[str, list[ox.Triple]] = defaultdict(list)
        for quad in store.quads(graph=GRAPH):
            by_subject[getattr(quad.subject, "value", "")].append(quad.triple)
        marks: dict[str, str] = {}
        found: dict[str, list[ox.Triple]] = defaultdict(list)
        for subject, said in by_subject.items():
            values = {triple.predicate.value: triple.object for triple in said}
            if _OF in values:
                question = str(getattr(values[_OF], "value", ""))
                marks[question] = str(getattr(values.get(_MARK), "value", ""))
                found[question] += [triple for name in _names(subject, said) for triple in by_subject.get(name, ())]
        return cls(marks=marks, found={question: [*several, *_edges(several)] for question, several in found.items()})

    def has(self, question: Iri, mark: str) -> bool:
        """Return whether the assessments of a question were made from the same."""
        return self.marks.get(question) == mark

    def triples(self, question: Iri, mark: str) -> Sequence[ox.Triple]:
        """Return the triples of the assessments of a question that were made from the same, else none."""
        return self.found.get(question, ()) if self.has(question, mark) else ()


def _names(subject: str, said: Iterable[ox.Triple]) -> Iterator[str]:
    """Yield the names that an assessment is made up of: its own, its edge's, and those of its parts."""
    yield subject
    yield names.iri(f"edge:{names.local_name(subject)}")
    for triple in said:
        if triple.predicate.value in _PARTS:
            yield str(getattr(triple.object, "value", ""))


def _edges(several: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return the edges that rdf:Statements among some triples speak of."""
    by_subject: dict[str, dict[str, ox.NamedNode]] = defaultdict(dict)
    for triple in several:
        part = triple.predicate.value.removeprefix(names.PREFIXES["rdf"])
        if part in ("subject", "predicate", "object") and isinstance(triple.object, ox.NamedNode):
            by_subject[getattr(triple.subject, "value", "")][part] = triple.object
    return [ox.Triple(one["subject"], one["predicate"], one["object"]) for one in by_subject.values()]


@contextmanager
def previous(out: Path) -> Iterator[EmbeddedStore | None]:
    """Give the store of a folder's current build to read, or None where there is none."""
    try:
        build, held = folders.hold_current(out)
    except UnavailableError:
        yield None
        return
    with EmbeddedStore.read_only(build / folders.STORE, held=held) as store:
        yield store
