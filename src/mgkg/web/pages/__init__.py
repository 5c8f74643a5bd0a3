"""Pages: the graph for people, written on the server, whole without a script, in English and Dutch."""

from mgkg.web.pages.documents import dataset, ontology, shape
from mgkg.web.pages.languages import language_of
from mgkg.web.pages.rendering import fault
from mgkg.web.pages.routes import routes

__all__ = ["dataset", "fault", "language_of", "ontology", "routes", "shape"]
