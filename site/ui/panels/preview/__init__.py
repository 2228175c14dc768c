"""A table that is about to become the data."""
