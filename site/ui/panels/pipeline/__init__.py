"""The training pipeline, a step at a time."""
