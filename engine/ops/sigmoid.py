"""Sigmoid: 1 / (1 + e^-z)."""

from __future__ import annotations

import numpy as np

from engine.ops.activation import Activation, Array

ONE = np.ones(())


class Sigmoid(Activation):
    name = "sigmoid"
    title = "Sigmoid"
    torch_module = "nn.Sigmoid()"
    torch_call = "torch.sigmoid({})"

    def forward(self, z: Array, out: Array) -> None:
        # Accurate on both sides: where e^-z overflows, 1/inf = 0 is the limit.
        np.negative(z, out)
        np.exp(out, out)
        np.add(out, ONE, out)
        np.divide(ONE, out, out)

    def gradient(self, z: Array, a: Array, out: Array) -> None:  # noqa: ARG002
        """a (1 - a)."""
        np.subtract(ONE, a, out)
        np.multiply(out, a, out)
