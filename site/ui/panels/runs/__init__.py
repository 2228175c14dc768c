"""The learner's own runs, side by side."""
