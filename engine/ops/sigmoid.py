"""Sigmoid: 1 / (1 + e^-z)."""

from __future__ import annotations

import math

import numpy as np

from engine.expression import Expression, exp
from engine.kernel import mathematics
from engine.kernel.value import Value
from engine.ops.activation import Activation, Array

ONE = np.ones(())


def sigmoid(z: float) -> float:
    """Of a single number, written for each side so that no power overflows."""
    if z < 0:
        power = math.exp(z)
        return power / (1 + power)
    return 1 / (1 + math.exp(-z))


class Sigmoid(Activation):
    name = "sigmoid"
    title = "Sigmoid"
    steepest = 0.25
    probability = True
    tasks = ("binary",)
    plain = (sigmoid, lambda a: a * (1 - a))
    torch_module = "nn.Sigmoid()"
    torch_call = "torch.sigmoid({})"
    numpy_source = """\
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))  # 1 / (1 + e^-z), without its overflow"""
    numpy_slope = """\
def sigmoid_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))"""

    def forward(self, z: Array, out: Array) -> None:
        # Accurate on both sides: where e^-z overflows, 1/inf = 0 is the limit.
        np.negative(z, out)
        np.exp(out, out)
        np.add(out, ONE, out)
        np.divide(ONE, out, out)

    def gradient(self, z: Array, a: Array, out: Array) -> None:
        """a (1 - a)."""
        np.subtract(ONE, a, out)
        np.multiply(out, a, out)

    def formula(self, z: Expression) -> Expression:
        return 1 / (1 + exp(-z))

    def gradient_formula(self, z: Expression, a: Expression) -> Expression:
        return a * (1 - a)

    def emit_forward(self, z: Value) -> Value:
        return mathematics.sigmoid(z)

    def emit_gradient(self, z: Value, a: Value) -> Value:
        return (1.0 - a) * a
