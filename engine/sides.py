"""Sides: which class an output says, and when it says neither.

An output of 0.5 says neither class 0 nor class 1. Rounding can leave it a bit above or below, so an
output within UNDECIDED of 0.5 is undecided: it is not right, whatever the label, and not wrong.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

UNDECIDED = 1e-9  # from 0.5, far more than rounding leaves and far less than a network learns
LOW, HIGH = 0.5 - UNDECIDED, 0.5 + UNDECIDED

Numbers = NDArray[np.float64]


def right(outputs: Numbers, targets: Numbers) -> NDArray[np.bool_]:
    """Whether each output is decided and on the side of its target; NaN is not."""
    return np.where(targets >= 0.5, outputs > HIGH, outputs < LOW)


def right_sides(outputs: str) -> str:
    """The same as code, of outputs and labels `y` of 0 and 1."""
    return f"(({outputs} - 0.5) * (2 * y - 1) > {UNDECIDED:g})"


def undecided(outputs: Numbers) -> NDArray[np.bool_]:
    """Whether each output is 0.5, to within UNDECIDED; NaN is not."""
    return (outputs >= LOW) & (outputs <= HIGH)
