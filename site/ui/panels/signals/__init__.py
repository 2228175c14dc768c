"""One sample's way through the network and back."""
