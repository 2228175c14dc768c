"""log, sine and cosine in float32, to the bit as PyTorch's kernel for eight lanes has them.

The polynomials are those of S. L. Moshier's Cephes library (logf.c, sinf.c); every multiplication
that is followed by an addition is fused with it, in the order below.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.torch.fused import fma32

Floats = NDArray[np.float32]
F = np.float32

LOG = [7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
       -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1]  # fmt: skip
COS = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2]
SIN = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]
LN2_HIGH, LN2_LOW = F(0.693359375), F(-2.12194440e-4)
QUARTER_PI = (-0.78515625, -2.4187564849853515625e-4, -3.77489497744594108e-8)  # in three parts


def polynomial(x: Floats, coefficients: list[float]) -> Floats:
    """By Horner's rule, the highest power's coefficient first."""
    total = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        total = fma32(total, x, F(coefficient))
    return total


def log(x: Floats) -> Floats:
    """The natural logarithm of positive numbers: x = m 2^e, m from sqrt(1/2) to sqrt(2)."""
    m, exponent = np.frexp(x)
    e = exponent.astype(F)
    low = m < F(0.707106781186547524)
    e = e - low.astype(F)
    m = (m - F(1)) + np.where(low, m, F(0))
    z = m * m
    y = polynomial(m, LOG) * m
    y = fma32(y, z, e * LN2_LOW)
    y = fma32(-z, F(0.5), y)
    return fma32(e, LN2_HIGH, m + y)


def sine_and_cosine(x: Floats) -> tuple[Floats, Floats]:
    """Of x >= 0: what is left of the nearest even multiple of π/4, and which that was."""
    j = ((x * F(1.27323954473516)).astype(np.int32) + 1) & ~1
    y = j.astype(F)
    for part in QUARTER_PI:
        x = fma32(y, F(part), x)
    z = x * x
    c = fma32(polynomial(z, COS) * z, z, -(z * F(0.5))) + F(1)
    s = fma32(polynomial(z, SIN) * z, x, x)
    swap = (j & 2) != 0
    sine = np.where(swap, c, s) * np.where(j & 4, F(-1), F(1))
    cosine = np.where(swap, s, c) * np.where((j - 2) & 4, F(1), F(-1))
    return sine, cosine
