"""Medians. Those of numpy would import `numpy.ma`, half a megabyte in a page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def median(values: Sequence[float] | Array) -> float:
    """The middle one in order, or the mean of the two in the middle."""
    return float(medians(np.asarray([values], dtype=np.float64))[0])


def medians(rows: Array) -> Array:
    """The median of each row (rows, values)."""
    ordered, count = np.sort(rows, axis=1), rows.shape[1]
    return np.asarray((ordered[:, (count - 1) // 2] + ordered[:, count // 2]) / 2)
