"""Activation: what the op of an activation function has to have."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.expression import Expression

Array = NDArray[np.float64]


class Activation:
    """An elementwise function a = f(z) with all its faces.

    Arrays have any shape, the same for all of a call; `out` is written and must not be an input.
    Callers suppress numpy's warnings: an overflow here has the right limit, or is the run's to
    report.
    """

    name: ClassVar[str]  # in a Spec
    title: ClassVar[str]  # on a page
    torch_module: ClassVar[str]  # in an nn.Sequential
    torch_call: ClassVar[str]  # in a forward(), `{}` the argument
    numpy_source: ClassVar[str]  # a function of z called as `name` is
    numpy_slope: ClassVar[str]  # its derivative, called name_slope

    kinked: ClassVar[bool] = False  # has no derivative at 0
    steepest: ClassVar[float | None] = None  # largest slope, of a function that saturates

    def forward(self, z: Array, out: Array) -> None:
        """Writes f(z)."""
        raise NotImplementedError

    def gradient(self, z: Array, a: Array, out: Array) -> None:
        """Writes f'(z), given a = f(z). Where f has a kink, the value that PyTorch takes."""
        raise NotImplementedError

    def formula(self, z: Expression) -> Expression:
        """f(z) as mathematics writes it, for explanations; its value is forward's."""
        raise NotImplementedError

    def gradient_formula(self, z: Expression, a: Expression) -> Expression:
        """f'(z) as mathematics writes it, its value that of `gradient`."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<activation {self.title}>"
