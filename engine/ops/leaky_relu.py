"""Leaky ReLU: z, or z/100 where z is negative, so that no unit can die."""

from __future__ import annotations

import numpy as np

from engine.expression import Expression, where
from engine.ops.activation import Activation, Array

SLOPE = 0.01


class LeakyReLU(Activation):
    name = "leaky_relu"
    title = "Leaky ReLU"
    kinked = True
    torch_module = "nn.LeakyReLU()"
    torch_call = "F.leaky_relu({})"
    numpy_source = """\
def leaky_relu(z):
    return np.where(z > 0, z, 0.01 * z)"""
    numpy_slope = """\
def leaky_relu_slope(z):
    return np.where(z > 0, 1.0, 0.01)"""

    def forward(self, z: Array, out: Array) -> None:
        np.multiply(z, SLOPE, out)
        np.maximum(z, out, out=out)

    def gradient(self, z: Array, a: Array, out: Array) -> None:
        """1 where z > 0, else the slope; the slope on the kink z = 0."""
        out.fill(SLOPE)
        out[z > 0] = 1.0

    def formula(self, z: Expression) -> Expression:
        return where(z, z, SLOPE * z)

    def gradient_formula(self, z: Expression, a: Expression) -> Expression:
        return where(z, 1, SLOPE)
