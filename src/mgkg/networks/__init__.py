"""Networks: how things hang together through findings, and where nothing ties them."""

from mgkg.networks.as_data import COLUMNS, to_json, to_rows
from mgkg.networks.gaps import Gaps, gaps
from mgkg.networks.gaps_told import GAP_COLUMNS, GapsTold, gaps_to_json, gaps_to_rows, tell_gaps
from mgkg.networks.graph import network, stand_ins
from mgkg.networks.paths import Path, Paths, paths
from mgkg.networks.steps import NODES, Link, Step
from mgkg.networks.telling import Told, tell

__all__ = [
    "COLUMNS",
    "GAP_COLUMNS",
    "NODES",
    "Gaps",
    "GapsTold",
    "Link",
    "Path",
    "Paths",
    "Step",
    "Told",
    "gaps",
    "gaps_to_json",
    "gaps_to_rows",
    "network",
    "paths",
    "stand_ins",
    "tell",
    "tell_gaps",
    "to_json",
    "to_rows",
]
