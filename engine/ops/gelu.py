"""GELU: z Φ(z), with Φ the distribution function of the normal distribution.

D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units (GELUs)", arXiv:1606.08415; the exact form, as
PyTorch's default, not the one with tanh.
"""

from __future__ import annotations

import math

import numpy as np

from engine import portable
from engine.ops.activation import Activation, Array


class GELU(Activation):
    name = "gelu"
    title = "GELU"
    torch_module = "nn.GELU()"
    torch_call = "F.gelu({})"

    def forward(self, z: Array, out: Array) -> None:
        np.multiply(z, _distribution(z), out)

    def gradient(self, z: Array, a: Array, out: Array) -> None:  # noqa: ARG002
        """Φ(z) + z φ(z), with φ the density: e^(-z^2/2) / sqrt(2π)."""
        np.multiply(z, z, out)
        np.multiply(out, -0.5, out)
        np.exp(out, out)
        np.multiply(out, z, out)
        np.multiply(out, 1 / math.sqrt(2 * math.pi), out)
        np.add(out, _distribution(z), out)


def _distribution(z: Array) -> Array:
    """Φ(z) = (1 + erf(z / sqrt 2)) / 2."""
    return 0.5 + 0.5 * portable.erf(z * math.sqrt(0.5))
