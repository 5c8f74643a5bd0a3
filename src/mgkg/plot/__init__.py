"""Pictures: findings by year and estimates beside one another, as SVG, PNG or PDF, each with its words."""

from __future__ import annotations

from mgkg.plot.asking import ask, pair
from mgkg.plot.canvas import library
from mgkg.plot.forest import forest
from mgkg.plot.picture import Picture, of_forest, of_timeline, write
from mgkg.plot.records import Forest, ForestRow, Lane, Mark, PooledRow, Standing, Timeline
from mgkg.plot.style import PAGES, Page
from mgkg.plot.timeline import timeline
from mgkg.plot.writing import FORMATS, format_of

__all__ = [
    "FORMATS",
    "PAGES",
    "Forest",
    "ForestRow",
    "Lane",
    "Mark",
    "Page",
    "Picture",
    "PooledRow",
    "Standing",
    "Timeline",
    "ask",
    "forest",
    "format_of",
    "library",
    "of_forest",
    "of_timeline",
    "pair",
    "timeline",
    "write",
]
