"""Inference: what follows from what was asserted, by rules that are SPARQL CONSTRUCT queries."""

from mgkg.inference.rules import GRAPH, Rule, infer, rules

__all__ = ["GRAPH", "Rule", "infer", "rules"]
