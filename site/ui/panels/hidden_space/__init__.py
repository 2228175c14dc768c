"""The samples as the hidden units see them."""
