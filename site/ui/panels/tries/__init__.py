"""What was tried on copies of a run that gets no further."""
