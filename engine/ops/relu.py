"""ReLU: max(z, 0)."""

from __future__ import annotations

import numpy as np

from engine.expression import Expression, maximum, where
from engine.kernel.value import Value, at_least
from engine.kernel.value import where as wasm_where
from engine.ops.activation import Activation, Array

# A 0-d array, as numpy converts a Python number anew on each call.
ZERO = np.zeros(())


class ReLU(Activation):
    name = "relu"
    title = "ReLU"
    kinked = True
    cuts_off = True
    plain = (lambda z: max(z, 0.0), lambda a: 1.0 if a > 0 else 0.0)
    torch_module = "nn.ReLU()"
    torch_call = "torch.relu({})"
    numpy_source = """\
def relu(z):
    return np.maximum(z, 0)"""
    numpy_slope = """\
def relu_slope(z):
    return np.where(z > 0, 1.0, 0.0)"""

    def forward(self, z: Array, out: Array) -> None:
        np.maximum(z, ZERO, out=out)

    def gradient(self, z: Array, a: Array, out: Array) -> None:
        """1 where z > 0, else 0; 0 on the kink z = 0."""
        np.sign(a, out)

    def formula(self, z: Expression) -> Expression:
        return maximum(z, 0)

    def gradient_formula(self, z: Expression, a: Expression) -> Expression:
        return where(z, 1, 0)

    def emit_forward(self, z: Value) -> Value:
        return at_least(z, 0.0)

    def emit_gradient(self, z: Value, a: Value) -> Value:
        return wasm_where(a > 0, 1.0, 0.0)
