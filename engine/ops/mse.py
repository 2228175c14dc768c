"""MSE, the mean squared error: (p - y)^2."""

from __future__ import annotations

import numpy as np

from engine.expression import Expression, Number, Symbol
from engine.expression.matrix import Matrix
from engine.kernel.value import Value
from engine.ops.loss import Array, Loss


class MSE(Loss):
    name = "mse"
    title = "Mean squared error"
    gradient_note = (
        "2/n comes from the mean of squares: n is 1 for one sample, and the mean over a batch "
        "brings its 1/n; equation 8 of arXiv:2602.09847 leaves 2/n out of the derivative of its "
        "equation 7"
    )
    torch_module = "nn.MSELoss()"
    numpy_call = "np.mean((p - y) ** 2)"
    numpy_gradient = "2 * (p - y)"

    def forward(self, x: Array, targets: Array) -> Array:
        difference = x - targets
        return difference * difference

    def gradient(self, x: Array, p: Array, targets: Array, out: Array) -> None:
        """2 (p - y): the 2 that a loss with 1/2 in front would not have."""
        np.subtract(p, targets, out)
        np.add(out, out, out)

    def floor(self, share: float, classes: int) -> float:
        return share * (1 - share)

    def formula(self, x: Expression, y: Expression) -> Expression:
        return (x - y) ** 2

    def gradient_formula(self, p: Expression, y: Expression) -> Expression:
        return 2 / Number(1.0, Symbol("n")) * (p - y)

    def row_gradient(self, p: Expression, y: Expression) -> Expression:
        return 2 * (p - y)

    def matrix_gradient(self, p: Matrix, y: Matrix, n: Number) -> Expression:
        return 2 / n * (p - y)

    def emit_forward(self, x: Value, target: Value) -> Value:
        return (x - target) * (x - target)

    def emit_gradient(self, p: Value, target: Value) -> Value:
        return 2.0 * (p - target)
