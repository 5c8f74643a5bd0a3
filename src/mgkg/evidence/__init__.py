"""Evidence: the findings of a store as assessment sees them, and what is assessed as records."""
