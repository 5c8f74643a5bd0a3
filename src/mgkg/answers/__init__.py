"""Answers: from a question in English or Dutch to what the graph holds on it, as text, Markdown or JSON."""

from __future__ import annotations

from mgkg.answers.as_json import to_json
from mgkg.answers.asking import answer
from mgkg.answers.markdown import to_markdown
from mgkg.answers.records import Answer
from mgkg.answers.text import to_text

__all__ = ["Answer", "answer", "to_json", "to_markdown", "to_text"]
