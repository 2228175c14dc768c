"""Initializers: how weights and biases start, a row of the table each.

`fan_in` and `fan_out` are the neurons before and after the layer. Starts draw from the stream
layer by layer, the weights in row-major order (out, in); from Streams, those of R runs at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.random import Stream

Array = NDArray[np.float64]


def _normal(stream: Stream, fan_in: int, fan_out: int, deviation: float) -> tuple[Array, Array]:
    weights = deviation * stream.normal(fan_out * fan_in)
    return weights.reshape(*weights.shape[:-1], fan_out, fan_in), np.zeros(fan_out)


def _within(stream: Stream, fan_in: int, fan_out: int, bound: float) -> tuple[Array, Array]:
    weights = bound * (2 * stream.uniform(fan_out * fan_in) - 1)
    return weights.reshape(*weights.shape[:-1], fan_out, fan_in), np.zeros(fan_out)


def he(stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
    """Normal with variance 2 / fan_in; biases 0. K. He et al., "Delving Deep into Rectifiers",
    ICCV 2015, equation 10. PyTorch: nn.init.kaiming_normal_(w, nonlinearity="relu")."""
    return _normal(stream, fan_in, fan_out, math.sqrt(2 / fan_in))


def he_uniform(stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
    """Uniform with the variance of `he`; biases 0. PyTorch: nn.init.kaiming_uniform_(w,
    nonlinearity="relu")."""
    return _within(stream, fan_in, fan_out, math.sqrt(6 / fan_in))


def xavier(stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
    """Normal with variance 2 / (fan_in + fan_out); biases 0. X. Glorot, Y. Bengio, "Understanding
    the difficulty of training deep feedforward neural networks", AISTATS 2010, equation 12.
    PyTorch: nn.init.xavier_normal_(w)."""
    return _normal(stream, fan_in, fan_out, math.sqrt(2 / (fan_in + fan_out)))


def xavier_uniform(stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
    """Uniform with the variance of `xavier`; biases 0: its paper's equation 16. PyTorch:
    nn.init.xavier_uniform_(w)."""
    return _within(stream, fan_in, fan_out, math.sqrt(6 / (fan_in + fan_out)))


def pytorch(stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
    """What nn.Linear does by itself: weights and biases uniform within 1 / sqrt(fan_in)."""
    bound = 1 / math.sqrt(fan_in)
    weights, _ = _within(stream, fan_in, fan_out, bound)
    return weights, bound * (2 * stream.uniform(fan_out) - 1)


def zeros(_stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
    """All 0: every neuron of a layer is alike and stays so, which a lesson shows."""
    return np.zeros((fan_out, fan_in)), np.zeros(fan_out)


def given(_stream: Stream, _fan_in: int, _fan_out: int) -> tuple[Array, Array]:
    """Own weights are in Spec.given; Network takes them from there."""
    raise TypeError("init=given draws nothing: the weights are in Spec.given")


INITIALIZERS: dict[str, Callable[[Stream, int, int], tuple[Array, Array]]] = {
    "he": he,
    "he_uniform": he_uniform,
    "xavier": xavier,
    "xavier_uniform": xavier_uniform,
    "pytorch": pytorch,
    "zeros": zeros,
    "given": given,
}
