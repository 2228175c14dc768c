"""Tanh: (e^z - e^-z) / (e^z + e^-z)."""

from __future__ import annotations

import math

import numpy as np

from engine.expression import Expression, tanh
from engine.kernel import mathematics
from engine.kernel.value import Value
from engine.ops.activation import Activation, Array

ONE = np.ones(())


class Tanh(Activation):
    name = "tanh"
    title = "Tanh"
    steepest = 1.0
    plain = (math.tanh, lambda a: 1 - a * a)
    torch_module = "nn.Tanh()"
    torch_call = "torch.tanh({})"
    numpy_source = """\
def tanh(z):
    return np.tanh(z)"""
    numpy_slope = """\
def tanh_slope(z):
    return 1 - np.tanh(z) ** 2"""

    def forward(self, z: Array, out: Array) -> None:
        np.tanh(z, out)

    def gradient(self, z: Array, a: Array, out: Array) -> None:
        """1 - a^2."""
        np.multiply(a, a, out)
        np.subtract(ONE, out, out)

    def formula(self, z: Expression) -> Expression:
        return tanh(z)

    def gradient_formula(self, z: Expression, a: Expression) -> Expression:
        return 1 - a**2

    def emit_forward(self, z: Value) -> Value:
        return mathematics.tanh(z)

    def emit_gradient(self, z: Value, a: Value) -> Value:
        return 1.0 - a * a
