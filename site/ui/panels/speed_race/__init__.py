"""Three trainers, racing."""
