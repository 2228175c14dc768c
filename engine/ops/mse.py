"""MSE, the mean squared error: (p - y)^2."""

from __future__ import annotations

import numpy as np

from engine.ops.loss import Array, Loss


class MSE(Loss):
    name = "mse"
    title = "Mean squared error"
    on_logits = False
    torch_module = "nn.MSELoss()"

    def forward(self, x: Array, targets: Array) -> Array:
        difference = x - targets
        return difference * difference

    def gradient(self, x: Array, p: Array, targets: Array, out: Array) -> None:  # noqa: ARG002
        """2 (p - y): the 2 that a loss with 1/2 in front would not have."""
        np.subtract(p, targets, out)
        np.add(out, out, out)
