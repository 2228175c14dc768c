"""The settings of a lab, the table of its controls, and what has to fit what."""
