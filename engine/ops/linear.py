"""Linear: z = x Wᵀ + b, as PyTorch's nn.Linear has it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Linear:
    """A layer of n_out neurons over a batch: x (n, n_in), weights (n_out, n_in), bias (n_out,).

    delta (n, n_out) is the derivative of the batch's loss by z. np.dot rather than matmul: the same
    product with less overhead per call, which is what small networks spend their time on.
    """

    torch_module = "nn.Linear({}, {})"

    def forward(self, x: Array, weights: Array, bias: Array, out: Array) -> None:
        """Writes z (n, n_out)."""
        np.dot(x, weights.T, out)
        np.add(out, bias, out)

    def weights_gradient(self, delta: Array, x: Array, out: Array) -> None:
        """Writes deltaᵀ x (n_out, n_in), the sum over the samples."""
        np.dot(delta.T, x, out)

    def bias_gradient(self, delta: Array, ones: Array, out: Array) -> None:
        """Writes the sum of delta over the samples (n_out,); ones (n,), as np.sum costs more."""
        np.dot(ones, delta, out)

    def input_gradient(self, delta: Array, weights: Array, out: Array) -> None:
        """Writes delta W (n, n_in), the derivative by x."""
        np.dot(delta, weights, out)

    def __repr__(self) -> str:
        return "<linear layer>"
