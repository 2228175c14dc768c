"""Functions with the same bits on every machine: log, sin, cos, erf and the normal quantile.

Library functions differ in their last bit between platforms. What decides a data set or a start
must not, so these use exactly rounded operations only (+ - * / sqrt, frexp, rint, comparisons), in
one order. Errors against the true value: log, sin and cos 2 ulp (sin and cos for |x| up to 10^6,
absolute 2^-52 beside their zeros), erf and normal_quantile 1e-15 relative.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Two parts of ln 2 and three of pi/2, the leading ones short, so that a multiple of them is exact.
LN2_HIGH = float.fromhex("0x1.62e42feep-1")
LN2_LOW = float.fromhex("0x1.a39ef35793c76p-33")
HALF_PI = (
    float.fromhex("0x1.921fb544p+0"),
    float.fromhex("0x1.0b4611a6p-34"),
    float.fromhex("0x1.3198a2e037073p-69"),
)


def polynomial(coefficients: Sequence[float], x: Array) -> Array:
    """sum of coefficients[k] * x^k, by Horner's rule."""
    total = np.full_like(x, coefficients[-1])
    for coefficient in reversed(coefficients[:-1]):
        total = total * x + coefficient
    return total


_ATANH = [1 / (2 * k + 1) for k in range(12)]
_SIN = [(-1) ** k / math.factorial(2 * k + 1) for k in range(9)]
_COS = [(-1) ** k / math.factorial(2 * k) for k in range(10)]


def log(x: Array) -> Array:
    """Natural logarithm of positive numbers.

    x = m 2^e with m in [sqrt(1/2), sqrt(2)), and log m = 2 atanh((m - 1) / (m + 1)) as a series.
    """
    m, e = np.frexp(x)
    low = m < math.sqrt(0.5)
    m = np.where(low, 2 * m, m)
    e = np.where(low, e - 1, e).astype(np.float64)
    s = (m - 1) / (m + 1)
    return e * LN2_HIGH + (2 * s * polynomial(_ATANH, s * s) + e * LN2_LOW)


def _quadrant(x: Array) -> tuple[Array, NDArray[np.int64]]:
    """x less the nearest multiple of pi/2, and which of the four quadrants that multiple is in."""
    k = np.rint(x * (2 / math.pi))
    r = x
    for part in HALF_PI:
        r = r - k * part
    return r, k.astype(np.int64) & 3


def sin(x: Array) -> Array:
    """Sine, for |x| up to 10^6."""
    r, quadrant = _quadrant(x)
    r2 = r * r
    value = np.where(quadrant & 1, polynomial(_COS, r2), r * polynomial(_SIN, r2))
    return np.where(quadrant & 2, -value, value)


def cos(x: Array) -> Array:
    """Cosine, for |x| up to 10^6."""
    r, quadrant = _quadrant(x)
    r2 = r * r
    value = np.where(quadrant & 1, r * polynomial(_SIN, r2), polynomial(_COS, r2))
    return np.where((quadrant + 1) & 2, -value, value)


# M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied
# Statistics 37 (1988), routine PPND16: numerator and denominator for the middle, the tails and the
# far tails.
_MIDDLE = (
    (3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727),
    (1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
     21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610),
)  # fmt: skip
_TAIL = (
    (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
     3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770,
     0.0227238449892691845833, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
     0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4,
     1.05075007164441684324e-9),
)  # fmt: skip
_FAR_TAIL = (
    (6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
     0.296560571828504891230, 0.0265321895265761230930, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15),
)  # fmt: skip


def _ratio(coefficients: tuple[Sequence[float], Sequence[float]], x: Array) -> Array:
    return polynomial(coefficients[0], x) / polynomial(coefficients[1], x)


def normal_quantile(p: Array) -> Array:
    """The z below which a standard normal value lies with probability p, for p in (0, 1)."""
    q = p - 0.5
    middle = q * _ratio(_MIDDLE, 0.180625 - q * q)
    r = np.sqrt(-log(np.minimum(p, 1 - p)))
    tail = np.where(r <= 5, _ratio(_TAIL, r - 1.6), _ratio(_FAR_TAIL, r - 5))
    return np.where(np.abs(q) <= 0.425, middle, np.copysign(tail, q))


# erf(x) / x as a ratio of polynomials of x^2, for |x| <= 6: a fit of ours, made with mpmath, of
# least relative error (5e-17). All coefficients are positive, so no digits are lost in the sums.
ERF = np.array([
    [1.1283791670955126, 0.22149344007545624, 0.06635514826932969, 0.006961579843928247,
     0.0008621675050954234, 5.775773374799355e-05, 3.944285082234273e-06, 1.7233376839472497e-07,
     6.841293217349798e-09, 1.745159583819864e-10, 3.3256591685670763e-12, 2.169708533660727e-14,
     1.5053450042950777e-17],
    [1.0, 0.5296267837393561, 0.13534798028518757, 0.02213237836512163, 0.0025872693724360266,
     0.0002285426113754569, 1.5694641094390268e-05, 8.467525094652132e-07, 3.566955378076266e-08,
     1.1396815428336974e-09, 2.5713954881337506e-11, 3.26828245120842e-13, 8.546628176187985e-16],
])  # fmt: skip


def erf(x: Array) -> Array:
    """The error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x."""
    x = np.clip(x, -6, 6)
    # Numerator and denominator go through Horner's rule together: half the calls.
    columns = ERF.reshape(2, -1, *(1,) * x.ndim)
    x2 = x * x
    total = columns[:, -1] * x2
    for k in range(ERF.shape[1] - 2, 0, -1):
        total += columns[:, k]
        total *= x2
    total += columns[:, 0]
    return np.clip(x * (total[0] / total[1]), -1, 1)
