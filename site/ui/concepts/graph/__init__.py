"""A small computation graph."""
