"""GELU: z Φ(z), with Φ the distribution function of the normal distribution.

D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units (GELUs)", arXiv:1606.08415; the exact form, as
PyTorch's default, not the one with tanh.
"""

from __future__ import annotations

import math

import numpy as np

from engine import portable
from engine.expression import Expression, Number, Symbol, erf, exp, sqrt
from engine.ops.activation import Activation, Array


class GELU(Activation):
    name = "gelu"
    title = "GELU"
    torch_module = "nn.GELU()"
    torch_call = "F.gelu({})"
    numpy_source = """\
def normal_cdf(z):
    return 0.5 + 0.5 * np.vectorize(math.erf)(z / math.sqrt(2))


def gelu(z):
    return z * normal_cdf(z)"""
    numpy_slope = """\
def gelu_slope(z):
    return normal_cdf(z) + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)"""

    def forward(self, z: Array, out: Array) -> None:
        np.multiply(z, _distribution(z), out)

    def gradient(self, z: Array, a: Array, out: Array) -> None:
        """Φ(z) + z φ(z), with φ the density: e^(-z^2/2) / sqrt(2π)."""
        np.multiply(z, z, out)
        np.multiply(out, -0.5, out)
        np.exp(out, out)
        np.multiply(out, z, out)
        np.multiply(out, 1 / math.sqrt(2 * math.pi), out)
        np.add(out, _distribution(z), out)

    def formula(self, z: Expression) -> Expression:
        return z * _distribution_formula(z)

    def gradient_formula(self, z: Expression, a: Expression) -> Expression:
        pi = Number(math.pi, Symbol("π"))
        return _distribution_formula(z) + z * (exp(-(z**2) / 2) / sqrt(2 * pi))


def _distribution(z: Array) -> Array:
    """Φ(z) = (1 + erf(z / sqrt 2)) / 2."""
    return 0.5 + 0.5 * portable.erf(z * math.sqrt(0.5))


def _distribution_formula(z: Expression) -> Expression:
    return (1 + erf(z / sqrt(2))) / 2
