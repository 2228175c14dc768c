"""How good the network is."""
