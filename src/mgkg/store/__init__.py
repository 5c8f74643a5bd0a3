"""Stores: the graph behind two verbs, select and construct, on disk, in memory or at an endpoint."""

from mgkg.store.embedded import EmbeddedStore
from mgkg.store.opening import open_store
from mgkg.store.protocol import Rows, Store, Term

__all__ = ["EmbeddedStore", "Rows", "Store", "Term", "open_store"]
