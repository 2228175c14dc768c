"""The run over its epochs: curves, and the slider that goes along them."""
