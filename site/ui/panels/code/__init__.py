"""The code of the lab, as a program and as the five lines of a step."""
