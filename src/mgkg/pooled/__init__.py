"""Pooled sheets: evidence sheets straight to pooled results, for who has no graph, by the rules of a build."""

from __future__ import annotations

from mgkg.pooled.as_data import COLUMNS, to_csv, to_json
from mgkg.pooled.as_forest import forest
from mgkg.pooled.as_text import to_text
from mgkg.pooled.records import METHODS, NotPooled, PooledSheets, Pooling
from mgkg.pooled.sheets import pool_sheets

__all__ = [
    "COLUMNS",
    "METHODS",
    "NotPooled",
    "PooledSheets",
    "Pooling",
    "forest",
    "pool_sheets",
    "to_csv",
    "to_json",
    "to_text",
]
