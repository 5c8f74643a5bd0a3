"""Tokens: the words of a text with their places, in the form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])'s\b", re.IGNORECASE)
_APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A run of letters or of digits: where it stands, as written, and as compared.

    Whole says that nothing but it stands between two breaks, as Mg does in "Mg and Pb" and not in "Mgb".
    """

    text: str
    key: str
    start: int
    end: int
    whole: bool


def fold(text: str) -> str:
    """Return a text without case, accents and curly apostrophes.

    >>> fold("Bètacaroteen’s")
    "betacaroteen's"
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def key(text: str) -> tuple[str, ...]:
    """Return a label as the words by which it is looked up: letters and digits apart, the possessive dropped.

    >>> key("Lou Gehrig’s disease"), key("vitamin B6")
    (('lou', 'gehrig', 'disease'), ('vitamin', 'b', '6'))
    """
    folded = fold(text)
    if "'" in folded:
        folded = _POSSESSIVE.sub("", folded)
    return tuple(_PIECE.findall(folded))


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text; the 's of a possessive belongs to the word before it.

    >>> [token.text for token in tokens("Is Mg low in Asperger’s?")]
    ['Is', 'Mg', 'low', 'in', 'Asperger’s']
    """
    straight = text.translate(_APOSTROPHES)
    ends = {found.start(): found.end() for found in _POSSESSIVE.finditer(straight)}
    inside = {place for start, end in ends.items() for place in range(start, end)}
    found = [piece for piece in _PIECE.finditer(straight) if piece.start() not in inside]
    return tuple(_token(text, piece, ends.get(piece.end(), piece.end())) for piece in found)


def _token(text: str, piece: re.Match[str], end: int) -> Token:
    start = piece.start()
    before, after = text[start - 1 : start], text[piece.end() : piece.end() + 1]
    return Token(
        text=text[start:end],
        key=fold(piece[0]),
        start=start,
        end=end,
        whole=not before.isalnum() and not after.isalpha(),
    )
