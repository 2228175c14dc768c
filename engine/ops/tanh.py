"""Tanh: (e^z - e^-z) / (e^z + e^-z)."""

from __future__ import annotations

import numpy as np

from engine.ops.activation import Activation, Array

ONE = np.ones(())


class Tanh(Activation):
    name = "tanh"
    title = "Tanh"
    torch_module = "nn.Tanh()"
    torch_call = "torch.tanh({})"

    def forward(self, z: Array, out: Array) -> None:
        np.tanh(z, out)

    def gradient(self, z: Array, a: Array, out: Array) -> None:  # noqa: ARG002
        """1 - a^2."""
        np.multiply(a, a, out)
        np.subtract(ONE, out, out)
