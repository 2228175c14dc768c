"""Regression: points uniform in the square from -3 to 3, their targets the height of a surface."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.data.data_set import Array, DataSet, Drawn
from engine.random import Stream
from engine.tasks import REGRESSION


def _over(height: Callable[[Array, Array], Array]) -> Callable[[int, float, Stream, Stream], Drawn]:
    def draw(count: int, noise: float, chance: Stream, noise_chance: Stream) -> Drawn:
        points = 6 * chance.uniform(2 * count).reshape(count, 2) - 3
        true_targets = height(points[:, 0], points[:, 1])
        targets = true_targets + noise * noise_chance.normal(count)
        return Drawn(points, targets, true_targets)

    return draw


def _plane(x1: Array, x2: Array) -> Array:
    return (x1 + x2) / 6


def _hills(x1: Array, x2: Array) -> Array:
    """Two hills and two hollows, each 1 / (1 + d^2)^2 at distance d from its middle."""
    total = np.zeros_like(x1)
    for centre_1 in (-1.5, 1.5):
        for centre_2 in (-1.5, 1.5):
            base = 1 + (x1 - centre_1) * (x1 - centre_1) + (x2 - centre_2) * (x2 - centre_2)
            total = total + (1 if centre_1 == centre_2 else -1) / (base * base)
    return total


PLANE = DataSet("plane", "A tilted plane", -3, 3, _over(_plane), REGRESSION)
HILLS = DataSet("hills", "Two hills, two hollows", -3, 3, _over(_hills), REGRESSION)
