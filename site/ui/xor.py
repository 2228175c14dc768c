"""Whether a lab is about XOR: only there do its four corners say how good a network is."""

from ui.lab import Lab
from ui.own_points import drawn_set


def about_xor(lab: Lab) -> bool:
    """Whether the data are XOR's, or were before the learner changed single points."""
    return lab.run.data.classification and drawn_set(lab) in ("xor", "noisy-xor")
