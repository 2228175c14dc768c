"""The normal distribution as PyTorch draws it: the method of Box and Muller, in two ways.

G. E. P. Box, M. E. Muller, "A Note on the Generation of Random Normal Deviates", 1958: of two
uniform numbers u1, u2 come sqrt(-2 ln u1) times the cosine and the sine of 2π u2.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError
from engine.torch import cephes
from engine.torch.fused import fma32, fma64
from engine.torch.generator import Float, Generator

BLOCK = 16  # numbers that the kernel for many draws at once


def normal(
    g: Generator, count: int, mean: float = 0.0, std: float = 1.0, dtype: Float = np.float32
) -> NDArray[Any]:
    """`count` normal numbers. Fewer than 16 are drawn one by one, in pairs, in float64.

    More are drawn in blocks of 16; if the count is no multiple, the last 16 are drawn anew.
    Raises EngineError for a std below 0.
    """
    if not std >= 0:
        raise EngineError(f"normal expects std >= 0.0, but found std {std}")
    if count < BLOCK:
        return np.array([one(g, mean, std) for _ in range(count)], np.float64).astype(dtype)
    uniform = g.unit(count, dtype)
    whole = count - count % BLOCK
    values = np.empty(count, dtype)
    values[:whole] = _blocks(uniform[:whole], mean, std)
    if whole < count:
        values[-BLOCK:] = _blocks(g.unit(BLOCK, dtype), mean, std)
    return values


def one(g: Generator, mean: float = 0.0, std: float = 1.0) -> float:
    """A normal number of float64; the second of the pair waits in the generator."""
    if g.waiting is not None:
        value, g.waiting = g.waiting, None
    else:
        u1, u2 = g.unit(2, np.float64).tolist()
        radius, angle = math.sqrt(-2 * math.log1p(-u2)), 2 * math.pi * u1
        value, g.waiting = radius * math.cos(angle), radius * math.sin(angle)
    return float(fma64(value, std, mean))


def _blocks(uniform: NDArray[Any], mean: float, std: float) -> NDArray[Any]:
    """Normal numbers of uniform ones, whole blocks: the first 8 are radii, the others angles."""
    blocks = uniform.reshape(-1, BLOCK)
    u1, u2 = 1 - blocks[:, :8], blocks[:, 8:]
    if uniform.dtype == np.float32:
        radius = np.sqrt(np.float32(-2) * cephes.log(u1))
        sine, cosine = cephes.sine_and_cosine(np.float32(2 * math.pi) * u2)
        both = np.concatenate([radius * cosine, radius * sine], axis=1)
        return fma32(both, np.float32(std), np.float32(mean)).ravel()
    radius = np.sqrt(-2 * each(math.log, u1))
    angle = (2 * math.pi) * u2
    both = np.concatenate([radius * each(math.cos, angle), radius * each(math.sin, angle)], axis=1)
    return fma64(both, std, mean).ravel()


def each(function: Callable[[float], float], x: NDArray[Any]) -> NDArray[np.float64]:
    """The C library's function of each element: numpy's own differ in the last bit."""
    return np.array([function(value) for value in x.ravel().tolist()]).reshape(x.shape)
