"""A line that parts the points by hand."""
