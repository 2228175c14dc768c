"""The confidence penalty: 4 p (1 - p), largest where the network is undecided.

Added to the loss, it pushes predictions towards 0 or 1. It does not discourage large weights, which
is what L2 is for: it rewards them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.expression import Expression, Number
from engine.expression.matrix import Matrix
from engine.kernel.value import Value

Array = NDArray[np.float64]


class ConfidencePenalty:
    """Of predictions p (n, 1), each in [0, 1]; multiplied by its strength where it is used."""

    title = "Confidence penalty"
    torch_call = "(4 * {0} * (1 - {0})).mean()"
    torch_note = "pushes p towards 0 or 1"
    numpy_call = "np.mean(4 * p * (1 - p))"
    numpy_gradient = "4 * {} * (1 - 2 * p)"  # `{}` the strength, over the rows of the batch

    def forward(self, p: Array) -> Array:
        """The penalty of each sample (n, 1)."""
        return 4 * p * (1 - p)

    def gradient(self, p: Array) -> Array:
        """Its derivative by p: 4 (1 - 2p)."""
        return 4 - 8 * p

    def formula(self, p: Expression) -> Expression:
        return 4 * p * (1 - p)

    def gradient_formula(self, p: Expression) -> Expression:
        return 4 * (1 - 2 * p)

    def matrix_gradient(self, p: Matrix, strength: Number, n: Number) -> Expression:
        """That of the mean over n rows, times the strength, as matrices."""
        return 4 * strength / n * (1 - 2 * p)

    def emit_forward(self, p: Value) -> Value:
        return 4.0 * p * (1.0 - p)

    def emit_gradient(self, p: Value) -> Value:
        return 4.0 - 8.0 * p

    def __repr__(self) -> str:
        return "<confidence penalty>"
