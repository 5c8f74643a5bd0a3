"""The REST routes: what the command line gives, for programs, with one description and one shape of errors."""

from mgkg.web.api.routes import routes

__all__ = ["routes"]
