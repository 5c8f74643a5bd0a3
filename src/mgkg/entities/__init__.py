"""Entities: anything in the graph, found by what people call it and shown with all that is said of it."""

from mgkg.entities.description import Description, Line, describe
from mgkg.entities.lookup import Match, find, resolve

__all__ = ["Description", "Line", "Match", "describe", "find", "resolve"]
