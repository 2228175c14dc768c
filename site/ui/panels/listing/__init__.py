"""The instructions that train the network."""
