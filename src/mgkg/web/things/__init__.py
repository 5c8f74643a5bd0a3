"""Linked data: every IRI of the project answers at its path, as a page for people and as RDF for programs."""

from mgkg.web.things.routes import routes

__all__ = ["routes"]
