"""Content negotiation: which of several offers a header of preferences with q-values likes best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def media_type(header: str | None, offers: Sequence[str]) -> str | None:
    """Return the media type that an Accept header likes best, the first of equals; None where it accepts none.

    >>> media_type("text/html;q=0.4, text/turtle", ("text/html", "text/turtle"))
    'text/turtle'
    >>> media_type("text/*", ("application/json", "text/html")), media_type("image/png", ("text/html",))
    ('text/html', None)
    """
    wanted = list(_weighed(header)) or [("*/*", 1.0)]
    weights = [(_weight(wanted, offer), -place) for place, offer in enumerate(offers)]
    weight, place = max(weights)
    return offers[-place] if weight > 0 else None


def language(header: str | None, offers: Sequence[str]) -> str:
    """Return the language that an Accept-Language header likes best, the first offer where it likes none.

    >>> language("nl-BE, en;q=0.5", ("en", "nl")), language("fr", ("en", "nl"))
    ('nl', 'en')
    """
    liked: dict[str, float] = {}
    for name, weight in _weighed(header):
        short = name.partition("-")[0]
        liked[short] = max(weight, liked.get(short, 0.0))
    known = [offer for offer in offers if liked.get(offer, 0.0) > 0]
    return max(known, key=lambda offer: liked[offer]) if known else offers[0]


def _weighed(header: str | None) -> Iterator[tuple[str, float]]:
    """Yield each name of a header with its weight; a weight that is no number counts as 0."""
    for part in (header or "").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name:
            yield name, next((_number(one[2:]) for one in parameters if one.startswith("q=")), 1.0)


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _weight(wanted: Sequence[tuple[str, float]], offer: str) -> float:
    """Return the weight of an offer: of the range that names it most closely."""
    named = dict(wanted)
    for name in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        if name in named:
            return named[name]
    return 0.0
