"""The network's layers: how many, how wide."""
