"""The same data with no hidden layer."""
