"""Files to save and to load."""
