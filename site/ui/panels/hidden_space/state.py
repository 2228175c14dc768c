"""The axes of the hidden space: what they can be, and what they are.

They are one of
- "output": the direction in which the output looks, and the widest one across it;
- "pca": the two directions in which the samples spread most (principal components; K. Pearson
  1901);
- "0-2": the activations of two units.
"""

from dataclasses import dataclass

from ui.lab import Lab


@dataclass
class HiddenSpace:
    """The axes that were chosen."""

    axes: str = "output"


def pairs(lab: Lab) -> list[tuple[int, int]]:
    """The pairs of units of the last hidden layer."""
    units = range(lab.spec.layers[-2])
    return [(one, other) for one in units for other in units if one < other]


def axes(lab: Lab) -> list[str]:
    """What the axes can be."""
    return ["output", "pca", *(f"{one}-{other}" for one, other in pairs(lab))]


def axes_of(lab: Lab) -> str:
    """What they are; a pair of units may be gone since it was chosen."""
    chosen = lab.of(HiddenSpace).axes
    return chosen if chosen in axes(lab) else "output"
