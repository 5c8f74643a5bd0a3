"""Cells of a sheet: what each holds, as numbers and things, or what is wrong with it and what would be accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from mgkg import names
from mgkg.names import Iri
from mgkg.sheets import factor_names
from mgkg.sheets.columns import Column, Holds
from mgkg.sheets.vocabulary import Vocabulary, called, choices, find, nearest

#: What was found, and what would be accepted.
Wrong = tuple[str, str]

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)")
_PATTERNS = {
    Holds.YEAR: (re.compile(r"1[5-9]\d\d|20\d\d"), "write four digits, such as 2013"),
    Holds.DATE: (re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?"), "write 2013 or 2013-05-31"),
    Holds.DOI: (re.compile(r"10\.\d{4,9}/\S+"), "write it bare, such as 10.1000/182, without address or 'doi:'"),
    Holds.PMID: (re.compile(r"[1-9]\d{0,8}"), "write its digits, such as 23286756"),
    Holds.PMCID: (re.compile(r"PMC\d+"), "write it with PMC, such as PMC2077791"),
}
#: Characters that an address may hold as they are; others are percent-encoded, as blanks are.
_KEPT = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: a number, things, or neither, and what is wrong with it."""

    number: Decimal | None = None
    things: tuple[Iri, ...] = ()
    wrong: tuple[Wrong, ...] = ()


def check(column: Column, text: str, vocabulary: Vocabulary) -> Cell:
    """Return what a cell that is not empty holds.

    >>> from mgkg.sheets.columns import BY_NAME
    >>> from mgkg.sheets.vocabulary import of
    >>> check(BY_NAME["effect_value"], "1,07", of([])).wrong
    (("'1,07' is not a number", 'write digits with a point, such as 1.07'),)
    """
    return _CHECKS[column.holds](column, text, vocabulary)


def pieces(text: str) -> list[str]:
    """Return the parts of a cell that semicolons part.

    >>> pieces("age; sex;")
    ['age', 'sex']
    """
    return [piece.strip() for piece in text.split(";") if piece.strip()]


def page(text: str) -> Iri | None:
    """Return a web address as an IRI, blanks and other refused characters percent-encoded, or None.

    >>> page("https://example.org/a b")
    'https://example.org/a%20b'
    """
    encoded = quote(text, safe=_KEPT)
    return Iri(encoded) if re.fullmatch(r"https?://[^/?#\s]+\S*", encoded) else None


def _anything(_: Column, __: str, ___: Vocabulary) -> Cell:
    return Cell()


def _pattern(column: Column, text: str, _: Vocabulary) -> Cell:
    pattern, accepted = _PATTERNS[column.holds]
    if pattern.fullmatch(text):
        return Cell(number=Decimal(text)) if column.holds is Holds.YEAR else Cell()
    return Cell(wrong=((f"'{text}' is not {column.holds.value}", accepted),))


def _count(_: Column, text: str, __: Vocabulary) -> Cell:
    if text.isascii() and text.isdigit():
        return Cell(number=Decimal(text))
    return Cell(wrong=((f"'{text}' is not a whole number", "write digits alone, such as 1050"),))


def _number(_: Column, text: str, __: Vocabulary) -> Cell:
    if _NUMBER.fullmatch(text):
        return Cell(number=Decimal(text))
    return Cell(wrong=((f"'{text}' is not a number", "write digits with a point, such as 1.07"),))


def _percent(column: Column, text: str, vocabulary: Vocabulary) -> Cell:
    cell = _number(column, text, vocabulary)
    if cell.number is None or 0 <= cell.number <= 100:
        return cell
    return Cell(wrong=((f"'{text}' is not a percentage", "write a number from 0 to 100"),))


def _page(_: Column, text: str, __: Vocabulary) -> Cell:
    address = page(text)
    if address is None:
        return Cell(wrong=((f"'{text}' is not a web address", "write all of it, from https:// on"),))
    return Cell(things=(address,))


def _countries(_: Column, text: str, __: Vocabulary) -> Cell:
    odd = [piece for piece in pieces(text) if not re.fullmatch("[A-Z]{2}", piece)]
    accepted = "write ISO 3166 codes of two letters, parted by ';', such as FR;US"
    return Cell(wrong=tuple((f"'{piece}' is not a country code", accepted) for piece in odd))


def _code(column: Column, text: str, vocabulary: Vocabulary) -> Cell:
    thing = find(vocabulary, column.of[0], text)
    if thing is not None:
        return Cell(things=(thing,))
    words = ", ".join(choices(vocabulary, column.of[0], short=column.short))
    return Cell(wrong=((f"'{text}' is not {_article(column.of[0])}", f"use one of {words}"),))


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'AEIOU' else 'a'} {word}"


def _condition(_: Column, text: str, vocabulary: Vocabulary) -> Cell:
    thing = find(vocabulary, "condition", text)
    return Cell(things=(thing,)) if thing else Cell(wrong=(_unknown("condition", text, vocabulary),))


def _covariates(_: Column, text: str, vocabulary: Vocabulary) -> Cell:
    found = {piece: find(vocabulary, "covariate", piece) for piece in pieces(text)}
    wrong = tuple(_unknown("covariate", piece, vocabulary) for piece, thing in found.items() if thing is None)
    return Cell(things=tuple(dict.fromkeys(thing for thing in found.values() if thing)), wrong=wrong)


def _exposure(_: Column, text: str, vocabulary: Vocabulary) -> Cell:
    """Return the substances that an exposure names: one, several parted by ' + ', or two in a ratio."""
    whole = find(vocabulary, "substance", text)
    if whole is not None:
        return Cell(things=(whole,))
    found = {part: find(vocabulary, "substance", part) for part in exposure_parts(text)}
    wrong = tuple(_unknown("substance", part, vocabulary) for part, thing in found.items() if thing is None)
    return Cell(things=tuple(thing for thing in found.values() if thing), wrong=wrong)


def exposure_parts(text: str) -> list[str]:
    """Return the names that an exposure joins.

    >>> exposure_parts("vitamin B6 + magnesium"), exposure_parts("zinc/iron ratio"), exposure_parts("gene:a")
    (['vitamin B6', 'magnesium'], ['zinc', 'iron'], ['gene:a'])
    """
    mark = "/" if is_ratio(text) else " + "
    return [part.strip() for part in text.removesuffix(" ratio").split(mark)]


def is_ratio(text: str) -> bool:
    """Return whether an exposure is written as the ratio of two things.

    >>> is_ratio("zinc/iron ratio"), is_ratio("substance:zinc / substance:iron"), is_ratio("zinc + iron")
    (True, True, False)
    """
    return " / " in text or ("/" in text and text.endswith(" ratio"))


def _terms(_: Column, text: str, vocabulary: Vocabulary) -> Cell:
    found = [_thing(part, ("substance", "gene"), vocabulary) for part in exposure_parts(text)]
    wrong = [each for each in found if isinstance(each, tuple)]
    things = tuple(each for each in found if not isinstance(each, tuple))
    if len(things) > 1 and any(names.kind_of(thing) == "gene" for thing in things):
        wrong.append((f"'{text}' joins a gene with something else", "name one gene, or substances alone"))
    if is_ratio(text) and len(found) != 2:
        wrong.append((f"'{text}' is not a ratio of two", "write substance:zinc / substance:iron"))
    return Cell(things=things, wrong=tuple(wrong))


def _things(column: Column, text: str, vocabulary: Vocabulary) -> Cell:
    found = [_thing(piece, column.of, vocabulary) for piece in pieces(text)]
    wrong = [each for each in found if isinstance(each, tuple)]
    things = tuple(each for each in found if not isinstance(each, tuple))
    if len(found) > 1 and not column.many:
        wrong.append((f"'{text}' names several things", "name one; give each other its own row"))
    return Cell(things=things, wrong=tuple(wrong))


def _thing(text: str, kinds: tuple[str, ...], vocabulary: Vocabulary) -> Iri | Wrong:
    """Return the thing that a compact name stands for, or what is wrong with it."""
    kind, _, slug = text.partition(":")
    if kind not in kinds or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", slug):
        wanted = " or ".join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)
        return f"'{text}' names no {wanted}", f"write it as {kinds[0]}:its-name"
    thing = names.iri(text)
    made = kind == "factor" and factor_names.read(slug, vocabulary) is not None
    return thing if made or thing in vocabulary.known else _unknown(kind, text, vocabulary)


def _unknown(kind: str, text: str, vocabulary: Vocabulary) -> Wrong:
    """Return what is wrong with a word, or a compact name, that names nothing of a kind."""
    compact = text.startswith(f"{kind}:")
    near = nearest(vocabulary, kind, text.removeprefix(f"{kind}:").replace("-", " "))
    words = ", ".join(names.curie(thing) if compact else called(vocabulary, thing) for thing in near)
    hint = f"nearest: {words}" if near else "nothing is near"
    return f"'{text}' names no {kind}", f"{hint}; or describe it in a Turtle file in the graph folder"


_CHECKS: dict[Holds, Callable[[Column, str, Vocabulary], Cell]] = {
    Holds.TEXT: _anything,
    Holds.NAMES: _anything,
    Holds.YEAR: _pattern,
    Holds.DATE: _pattern,
    Holds.DOI: _pattern,
    Holds.PMID: _pattern,
    Holds.PMCID: _pattern,
    Holds.COUNT: _count,
    Holds.NUMBER: _number,
    Holds.PERCENT: _percent,
    Holds.PAGE: _page,
    Holds.COUNTRIES: _countries,
    Holds.CODE: _code,
    Holds.CONDITION: _condition,
    Holds.COVARIATES: _covariates,
    Holds.EXPOSURE: _exposure,
    Holds.TERMS: _terms,
    Holds.THINGS: _things,
}
