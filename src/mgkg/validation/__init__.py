"""Validation: what Turtle promises, by SHACL shapes and by stored queries whose rows are faults."""

from mgkg.validation.checks import Check, checks, run_checks
from mgkg.validation.rendering import to_json, to_text, to_turtle
from mgkg.validation.report import Report, Result, Severity
from mgkg.validation.validator import Derive, validate

__all__ = [
    "Check",
    "Derive",
    "Report",
    "Result",
    "Severity",
    "checks",
    "run_checks",
    "to_json",
    "to_text",
    "to_turtle",
    "validate",
]
