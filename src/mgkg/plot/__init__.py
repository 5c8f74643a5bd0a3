"""Pictures: findings by year, estimates beside one another, and conclusions; SVG, PNG or PDF, each with its words."""

from __future__ import annotations

from mgkg.plot.asking import ask, pair
from mgkg.plot.canvas import library
from mgkg.plot.forest import forest
from mgkg.plot.network import Wanted, network
from mgkg.plot.picture import Picture, of_forest, of_network, of_timeline, write
from mgkg.plot.records import Edge, Forest, ForestRow, Lane, Mark, Network, PooledRow, Standing, Timeline
from mgkg.plot.style import PAGES, Page
from mgkg.plot.timeline import timeline
from mgkg.plot.writing import FORMATS, format_of

__all__ = [
    "FORMATS",
    "PAGES",
    "Edge",
    "Forest",
    "ForestRow",
    "Lane",
    "Mark",
    "Network",
    "Page",
    "Picture",
    "PooledRow",
    "Standing",
    "Timeline",
    "Wanted",
    "ask",
    "forest",
    "format_of",
    "library",
    "network",
    "of_forest",
    "of_network",
    "of_timeline",
    "pair",
    "timeline",
    "write",
]
