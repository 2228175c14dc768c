"""The selected weight or bias, to be changed."""
