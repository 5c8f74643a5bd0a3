"""The errors that mgkg raises: one tree, drawn here, a class per thing a caller may wish to catch.

MgkgError
├── DataError             data of the user's that break a promise
│   ├── SyntaxFault       a file that does not parse, with line and column
│   └── SheetError        an evidence sheet with faults, all of them
├── UsageError            a call that makes no sense as it stands
│   ├── UnknownName       a name that nothing in the graph carries
│   ├── UnknownQuery      a stored query that does not exist
│   ├── ParameterError    a parameter that a stored query does not take
│   ├── QueryError        a SPARQL text that is refused
│   └── NotUnderstood     a question in which nothing was recognised
└── UnavailableError      a store, file or part that is not there
    └── EndpointError     a SPARQL endpoint that does not answer as it should
"""

from __future__ import annotations


class MgkgError(Exception):
    """Anything that mgkg raises on purpose; its text says where, what, and what to do."""


class DataError(MgkgError):
    """Data of the user's break a promise."""


class SyntaxFault(DataError):
    """A file does not parse; keeps where.

    >>> str(SyntaxFault("a.ttl", 3, 7, "unexpected '.'"))
    "a.ttl, line 3, column 7: unexpected '.'; mend the file there and try again"
    """

    def __init__(self, source: str, line: int, column: int, what: str) -> None:
        super().__init__(f"{source}, line {line}, column {column}: {what}; mend the file there and try again")
        self.source = source
        self.line = line
        self.column = column
        self.what = what


class SheetError(DataError):
    """Evidence sheets have faults; keeps every one of them, as text."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class UsageError(MgkgError):
    """A call makes no sense as it stands."""


class UnknownName(UsageError):
    """Nothing in the graph carries a name; keeps the name and the nearest names."""

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        hint = f"did you mean {', '.join(nearest)}?" if nearest else "try 'mgkg find' to look for it"
        super().__init__(f"'{name}' names nothing in the graph; {hint}")
        self.name = name
        self.nearest = nearest


class UnknownQuery(UsageError):
    """A stored query does not exist; keeps the name and the nearest names."""

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        hint = f"did you mean {', '.join(nearest)}?" if nearest else "'mgkg query list' shows them all"
        super().__init__(f"there is no stored query '{name}'; {hint}")
        self.name = name
        self.nearest = nearest


class ParameterError(UsageError):
    """A stored query does not take a parameter, or not that value."""


class QueryError(UsageError):
    """A SPARQL text is refused: it does not parse, or asks for what is not offered."""


class NotUnderstood(UsageError):
    """Nothing in a question was recognised; keeps the question."""

    def __init__(self, question: str) -> None:
        super().__init__(
            f"nothing in '{question}' names a substance, condition, gene or process of the graph; "
            "name one, such as magnesium or ALS"
        )
        self.question = question


class UnavailableError(MgkgError):
    """A store, a file or a part is not there."""


class EndpointError(UnavailableError):
    """A SPARQL endpoint does not answer as it should."""
