"""Intake: evidence from elsewhere becomes Turtle files in a graph folder, small, and reviewed as diffs."""

from __future__ import annotations

from mgkg.intake.gathering import Gathered, gather_sheets
from mgkg.intake.importing import import_sheets
from mgkg.intake.report import Report, to_markdown, to_text

__all__ = ["Gathered", "Report", "gather_sheets", "import_sheets", "to_markdown", "to_text"]
