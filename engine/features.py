"""Input features: what the network sees of a point (x1, x2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine import portable
from engine.expression import Expression, sin

Array = NDArray[np.float64]

# Each row takes the columns x1 and x2. Sines are portable, so that features have the same bits
# everywhere.
FEATURES: dict[str, Callable[[Array, Array], Array]] = {
    "x1": lambda x1, _: x1,
    "x2": lambda _, x2: x2,
    "x1^2": lambda x1, _: x1 * x1,
    "x2^2": lambda _, x2: x2 * x2,
    "x1*x2": lambda x1, x2: x1 * x2,
    "sin-x1": lambda x1, _: portable.sin(x1),
    "sin-x2": lambda _, x2: portable.sin(x2),
}

FORMULAS: dict[str, Callable[[Expression, Expression], Expression]] = {
    "x1": lambda x1, _: x1,
    "x2": lambda _, x2: x2,
    "x1^2": lambda x1, _: x1**2,
    "x2^2": lambda _, x2: x2**2,
    "x1*x2": lambda x1, x2: x1 * x2,
    "sin-x1": lambda x1, _: sin(x1),
    "sin-x2": lambda _, x2: sin(x2),
}


def features_of(points: Array, names: Sequence[str]) -> Array:
    """The inputs (n, len(names)) of points (n, 2), a column for each feature, in C order."""
    x1, x2 = points[:, 0], points[:, 1]
    inputs = np.empty((len(points), len(names)))
    for column, name in enumerate(names):
        inputs[:, column] = FEATURES[name](x1, x2)
    return inputs
