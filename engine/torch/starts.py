"""Starts: the parameters that PyTorch's layers begin with, in the order in which it draws them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.torch.generator import Float, Generator
from engine.torch.normal import normal

Array = NDArray[Any]
Shape = tuple[int, ...]


def layer(
    g: Generator, shape: Shape, bias: bool = True, dtype: Float = np.float32
) -> tuple[Array, Array | None]:
    """Weight and bias of Linear (out, in) or Conv (out, in / groups, *kernel).

    The weight is `kaiming_uniform_` with a = sqrt(5), which is U(±1/sqrt(fan in)) but for the
    rounding of its factors; the bias U(±1/sqrt(fan in)).
    """
    weight = kaiming_uniform(g, shape, math.sqrt(5), dtype)
    if not bias:
        return weight, None
    bound = 1 / math.sqrt(fans(shape)[0]) if fans(shape)[0] > 0 else 0.0
    return weight, g.uniform(shape[0], -bound, bound, dtype)


def linear(
    g: Generator, n_in: int, n_out: int, bias: bool = True, dtype: Float = np.float32
) -> tuple[Array, Array | None]:
    return layer(g, (n_out, n_in), bias, dtype)


def recurrent(
    g: Generator, n_in: int, hidden: int, gates: int = 1, dtype: Float = np.float32
) -> list[Array]:
    """weight_ih, weight_hh, bias_ih, bias_hh of RNN (1 gate), GRU (3) or LSTM (4)."""
    bound = 1.0 / math.sqrt(hidden)
    shapes: list[Shape] = [
        (gates * hidden, n_in), (gates * hidden, hidden), (gates * hidden,), (gates * hidden,)
    ]  # fmt: skip
    return [_uniform(g, shape, bound, dtype) for shape in shapes]


def embedding(g: Generator, rows: int, width: int, dtype: Float = np.float32) -> Array:
    """Standard normal."""
    return _normal(g, (rows, width), 1.0, dtype)


def kaiming_uniform(g: Generator, shape: Shape, a: float, dtype: Float = np.float32) -> Array:
    """U(±gain sqrt(3 / fan in)), the gain that of a leaky ReLU of slope a.

    K. He et al., "Delving Deep into Rectifiers", arXiv:1502.01852.
    """
    std = math.sqrt(2.0 / (1 + a**2)) / math.sqrt(fans(shape)[0])
    return _uniform(g, shape, math.sqrt(3.0) * std, dtype)


def kaiming_normal(
    g: Generator, shape: Shape, a: float = 0.0, dtype: Float = np.float32
) -> Array:
    return _normal(g, shape, math.sqrt(2.0 / (1 + a**2)) / math.sqrt(fans(shape)[0]), dtype)


def xavier_uniform(
    g: Generator, shape: Shape, gain: float = 1.0, dtype: Float = np.float32
) -> Array:
    """X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural
    networks", AISTATS 2010."""
    return _uniform(g, shape, math.sqrt(3.0) * _xavier(shape, gain), dtype)


def xavier_normal(
    g: Generator, shape: Shape, gain: float = 1.0, dtype: Float = np.float32
) -> Array:
    return _normal(g, shape, _xavier(shape, gain), dtype)


def fans(shape: Shape) -> tuple[int, int]:
    """How many inputs a unit has, and how many units an input."""
    field = math.prod(shape[2:])
    return shape[1] * field, shape[0] * field


def _xavier(shape: Shape, gain: float) -> float:
    return gain * math.sqrt(2.0 / float(sum(fans(shape))))


def _uniform(g: Generator, shape: Shape, bound: float, dtype: Float) -> Array:
    return g.uniform(math.prod(shape), -bound, bound, dtype).reshape(shape)


def _normal(g: Generator, shape: Shape, std: float, dtype: Float) -> Array:
    return normal(g, math.prod(shape), 0.0, std, dtype).reshape(shape)
