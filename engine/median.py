"""The median of numbers. That of numpy would import `numpy.ma`, half a megabyte in a page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def median(values: Sequence[float] | NDArray[np.float64]) -> float:
    """The middle one in order, or the mean of the two in the middle."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return float((low + high) / 2)
