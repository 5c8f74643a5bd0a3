"""Networks: how things hang together through findings, and where nothing ties them."""

from mgkg.networks.as_data import COLUMNS, to_json, to_rows
from mgkg.networks.graph import network, stand_ins
from mgkg.networks.paths import LIMIT, MAX_STEPS, Path, Paths, paths
from mgkg.networks.steps import NODES, Link, Step
from mgkg.networks.telling import Told, tell

__all__ = [
    "COLUMNS",
    "LIMIT",
    "MAX_STEPS",
    "NODES",
    "Link",
    "Path",
    "Paths",
    "Step",
    "Told",
    "network",
    "paths",
    "stand_ins",
    "tell",
    "to_json",
    "to_rows",
]
