"""What findings amount to, as plain numbers: effects from what papers print, and bodies of evidence pooled.

Nothing here knows a store, a query or a triple. Nothing is imported here either: numpy comes in with the pooling alone.
"""
