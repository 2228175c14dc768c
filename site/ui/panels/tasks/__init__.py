"""The exercises: their goals, which are done, and what counts."""
