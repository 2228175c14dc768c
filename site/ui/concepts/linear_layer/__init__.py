"""A linear layer by hand."""
