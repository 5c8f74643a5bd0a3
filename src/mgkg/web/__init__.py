"""The web: the graph as linked data, as pages for people and as routes for programs."""
