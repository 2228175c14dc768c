"""Two tensors, and broadcasting."""
