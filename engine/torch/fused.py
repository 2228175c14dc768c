"""Fused multiply-add: a * b + c with one rounding, as the processor does it for PyTorch.

numpy rounds twice. Here the sum is first rounded to odd (to the neighbour whose last bit is 1, if
it is not exact), after which a second rounding gives what a single one would have given:
S. Boldo, G. Melquiond, "Emulation of a FMA and Correctly Rounded Sums", IEEE Trans. Computers 57
(2008).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

SPLITTER = 2.0**27 + 1  # Veltkamp's: cuts 53 bits into two halves


def fma32(a: ArrayLike, b: ArrayLike, c: ArrayLike) -> NDArray[np.float32]:
    """In float32: the product is exact in float64, so only the sum needs care."""
    product = np.asarray(a, np.float64) * np.asarray(b, np.float64)
    return odd_sum(product, np.asarray(c, np.float64)).astype(np.float32)


def fma64(a: ArrayLike, b: ArrayLike, c: ArrayLike) -> NDArray[np.float64]:
    """In float64, for numbers whose products neither overflow nor vanish (below 2^900, say)."""
    a, b, c = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (a, b, c)))
    high, low = _two_product(a, b)
    sum_low, rest_low = _two_sum(c, low)
    sum_high, rest_high = _two_sum(high, sum_low)
    return sum_high + odd_sum(rest_low, rest_high)


def odd_sum(a: Any, b: Any) -> NDArray[np.float64]:
    """a + b rounded to odd."""
    total, error = _two_sum(a, b)
    bits = np.array(total, np.float64).view(np.int64)
    inexact_and_even = (error != 0) & ((bits & 1) == 0)
    away = (error > 0) == (total > 0)  # from zero: the next number of larger magnitude
    return (bits + np.where(inexact_and_even, np.where(away, 1, -1), 0)).view(np.float64)


def _two_sum(a: Any, b: Any) -> tuple[Any, Any]:
    """The sum as rounded, and exactly what the rounding lost (D. E. Knuth, TAOCP 2, 4.2.2)."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def _two_product(a: Any, b: Any) -> tuple[Any, Any]:
    """The product as rounded, and exactly what the rounding lost (T. J. Dekker, 1971)."""
    product = a * b
    (a1, a2), (b1, b2) = _halves(a), _halves(b)
    return product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2


def _halves(x: Any) -> tuple[Any, Any]:
    scaled = x * SPLITTER
    high = scaled - (scaled - x)
    return high, x - high
