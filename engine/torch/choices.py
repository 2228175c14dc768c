"""Draws with given chances: bernoulli, dropout, exponential, multinomial, as PyTorch makes them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError
from engine.torch.generator import Float, Generator
from engine.torch.normal import each


def bernoulli(g: Generator, count: int, p: float) -> NDArray[np.bool_]:
    """True with the chance `p`, a number: a float64 below it, so two words each."""
    if not 0 <= p <= 1:
        raise EngineError(f"bernoulli_ expects p to be in [0, 1], but got p={p}")
    return g.unit(count, np.float64) < p


def bernoulli_of(g: Generator, p: NDArray[Any]) -> NDArray[np.bool_]:
    """True with the chance of each element of `p`: one word each in float32, two in float64."""
    dtype: Float = np.float32 if p.dtype == np.float32 else np.float64
    return g.unit(p.size, dtype).reshape(p.shape) < p


def dropout(g: Generator, x: NDArray[Any], p: float = 0.5) -> NDArray[Any]:
    """0 with the chance `p`, else x / (1 - p). Where nothing is left to chance nothing is drawn."""
    if not 0 <= p <= 1:
        raise EngineError(f"dropout probability has to be between 0 and 1, but got {p}")
    if p in (0, 1):
        return x * x.dtype.type(1 - p)
    kept = bernoulli(g, x.size, 1 - p).reshape(x.shape).astype(x.dtype)
    return x * (kept / x.dtype.type(1 - p))


def exponential(
    g: Generator, count: int, rate: float = 1.0, dtype: Float = np.float32
) -> NDArray[Any]:
    """-ln(1 - u) / rate, in float64."""
    if not rate > 0:
        raise EngineError(f"exponential_ expects lambda > 0.0, but found lambda={rate}")
    u = g.unit(count, np.float64)
    return (-1.0 / rate * each(math.log1p, -u)).astype(dtype)


def multinomial(
    g: Generator, p: NDArray[Any], count: int, replacement: bool = False
) -> NDArray[np.int64]:
    """`count` numbers of categories for each row of the weights `p` (k,) or (rows, k).

    Without replacement, and also for a single one, the largest of p / q, q exponential. Else the
    place of a uniform number among the cumulative sums. Raises EngineError for weights that are no
    chances, or for more draws than there are categories.
    """
    _check(p, count, replacement)
    if not replacement or count == 1:
        q = exponential(g, p.size, dtype=p.dtype.type).reshape(p.shape)
        return np.argsort(-(p / q), axis=-1, kind="stable")[..., :count]
    rows = [_with_replacement(g, row, count) for row in p.reshape(-1, p.shape[-1])]
    return np.array(rows).reshape(*p.shape[:-1], count)


def _with_replacement(g: Generator, p: NDArray[Any], count: int) -> NDArray[np.int64]:
    sums = np.cumsum(p, dtype=p.dtype)  # one after the other, in the weights' own precision
    sums /= sums[-1]
    sums[-1] = 1
    return np.searchsorted(sums.astype(np.float64), g.unit(count, np.float64), side="left")


def _check(p: NDArray[Any], count: int, replacement: bool) -> None:
    if p.ndim not in (1, 2):
        raise EngineError("prob_dist must be 1 or 2 dim")
    if count <= 0:
        raise EngineError("cannot sample n_sample <= 0 samples")
    if not replacement and count > p.shape[-1]:
        raise EngineError(
            "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
        )
    if not (np.isfinite(p).all() and (p >= 0).all()):
        raise EngineError("probability tensor contains either `inf`, `nan` or element < 0")
    if not (p.sum(-1) > 0).all():
        raise EngineError("invalid multinomial distribution (sum of probabilities <= 0)")
