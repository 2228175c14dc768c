"""The lab's state as a link to copy."""
