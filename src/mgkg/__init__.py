"""mgkg: an evidence graph of nutrients, metals, conditions and studies.

>>> import mgkg
>>> "KnowledgeGraph" in dir(mgkg)
True
"""

from __future__ import annotations

#: What typing calls so, for the checker; typing itself would cost more than the rest of this import.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from mgkg.answers import Answer
    from mgkg.errors import DataError, EndpointError, MgkgError, QueryError, UnavailableError, UsageError
    from mgkg.knowledge import KnowledgeGraph
    from mgkg.knowledge import open as open  # noqa: A004 - mgkg.open() is how it is called
    from mgkg.store import Store

    __version__: str

#: The public names, each with the module that it comes from when it is first asked for.
_HOMES = {
    "Answer": "mgkg.answers",
    "DataError": "mgkg.errors",
    "EndpointError": "mgkg.errors",
    "KnowledgeGraph": "mgkg.knowledge",
    "MgkgError": "mgkg.errors",
    "QueryError": "mgkg.errors",
    "Store": "mgkg.store",
    "UnavailableError": "mgkg.errors",
    "UsageError": "mgkg.errors",
    "open": "mgkg.knowledge",
}

__all__ = [
    "Answer",
    "DataError",
    "EndpointError",
    "KnowledgeGraph",
    "MgkgError",
    "QueryError",
    "Store",
    "UnavailableError",
    "UsageError",
    "__version__",
    "open",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("mgkg")
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'mgkg' has no attribute '{name}'")


def __dir__() -> list[str]:
    return [*globals(), *_HOMES, "__version__"]
