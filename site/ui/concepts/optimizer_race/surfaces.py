"""Loss surfaces of two parameters: three landscapes that tell optimizers apart.

Each has its value and its gradient (by hand; the tests compare it with autograd's), and its
PyTorch source, in which the parameters are `x` and `y`.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Surface:
    """`start` is where a race begins; `lowest` are the minima, all of loss 0."""

    title: ClassVar[str]
    source: ClassVar[str]
    start: ClassVar[tuple[float, float]]
    lowest: ClassVar[tuple[tuple[float, float], ...]]

    def value(self, x: Array, y: Array) -> Array:
        raise NotImplementedError

    def gradient(self, x: float, y: float) -> Array:
        """The derivatives by x and by y."""
        raise NotImplementedError


class Bowl(Surface):
    """Ten times as steep one way as the other: a rate that suits x is too large for y."""

    title = "Long bowl"
    source = "x**2 / 2 + 5 * y**2"
    start = (-1.8, 1.2)
    lowest = ((0.0, 0.0),)

    def value(self, x: Array, y: Array) -> Array:
        return x**2 / 2 + 5 * y**2

    def gradient(self, x: float, y: float) -> Array:
        return np.array([x, 10 * y])


class Saddle(Surface):
    """Level at the origin, which is no minimum: down is to both sides of it."""

    title = "Saddle"
    source = "x**2 / 2 + (y**2 - 1) ** 2 / 4"
    start = (-1.8, 0.001)
    lowest = ((0.0, -1.0), (0.0, 1.0))

    def value(self, x: Array, y: Array) -> Array:
        return x**2 / 2 + (y**2 - 1) ** 2 / 4

    def gradient(self, x: float, y: float) -> Array:
        return np.array([x, (y**2 - 1) * y])


class Valley(Surface):
    """A bent valley with steep sides and hardly any slope along its floor.

    The shape of H. H. Rosenbrock, "An Automatic Method for Finding the Greatest or Least Value of
    a Function", The Computer Journal 3 (1960), with gentler sides.
    """

    title = "Bent valley"
    source = "(1 - x) ** 2 / 4 + 2 * (y - x**2 / 2) ** 2"
    start = (-1.6, -0.6)
    lowest = ((1.0, 0.5),)

    def value(self, x: Array, y: Array) -> Array:
        return (1 - x) ** 2 / 4 + 2 * (y - x**2 / 2) ** 2

    def gradient(self, x: float, y: float) -> Array:
        off = y - x**2 / 2
        return np.array([(x - 1) / 2 - 4 * off * x, 4 * off])


SURFACES: dict[str, Surface] = {"bowl": Bowl(), "saddle": Saddle(), "valley": Valley()}
