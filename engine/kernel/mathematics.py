"""Mathematics: exp, tanh, log1p and erf as WebAssembly functions, for one number and for two.

Only exactly rounded operations, in one order, so the same bits everywhere. Errors against the true
value, in units of the last place (ulp): exp, sigmoid, tanh and log1p at most 2, erf 1e-15
relative, as `engine.portable.erf`, whose bits it has. All keep NaN, and have their limits at
±infinity.

exp, sigmoid and tanh begin with x = k ln 2 + r, |r| <= ln 2 / 2, ln 2 in two parts of which the
first times k is exact (W. J. Cody, W. Waite, "Software Manual for the Elementary Functions", 1980).
For e^r, exp and sigmoid take Padé's fraction of degree 6, 1 + 2 odd / (even - odd), which is less
than 1e-18 from it; tanh takes q = e^r - 1 by Taylor's series up to r^13 / 13!, whose rest is below
a tenth of an ulp, as it needs the last digits of a small q.

Constants for two lanes are globals of the module: an engine makes code of three instructions of a
constant, and of one that loads a global.
"""

from __future__ import annotations

import math
from functools import cache

from engine.kernel.function import Function
from engine.kernel.module import Module
from engine.kernel.value import (
    F64,
    F64X2,
    VECTORS,
    Kind,
    Value,
    absolute,
    at_least,
    at_most,
    bits,
    call,
    constant,
    from_bits,
    global_,
    where,
    with_sign,
)
from engine.portable import ERF, LN2_HIGH, LN2_LOW

# Added to a small number and taken away again, this rounds it to a whole one, which is then what
# the sum's bits have more than its own.
ROUNDER = 1.5 * 2.0**52
ROUNDER_BITS = 0x4338000000000000
BIAS, MANTISSA_BITS = 1023, 52
OVERFLOW, UNDERFLOW = 710.0, -746.0  # e^x is infinite, or 0, from there on
TANH_IS_1, FAR = 22.0, 0.55
# Padé's fraction: the powers 0, 2, 4 and 6 of r, and 1, 3 and 5.
# (Divided by 2^20, so that they are below 1 and nothing overflows.)
_EVEN = [c / 2**20 for c in (665280, 75600, 840, 1)]
_ODD = [c / 2**20 for c in (332640, 10080, 42)]
_EXPM1 = [1 / math.factorial(k) for k in range(2, 14)]
_ATANH = [2 / (2 * k + 1) for k in range(1, 18)]


def exp(x: Value) -> Value:
    """e^x: 2^k (1 + 2 odd / (even - odd)), the power in two halves so that subnormal numbers come
    out right."""
    return _call("exp", x)


def sigmoid(x: Value) -> Value:
    """1 / (1 + e^-x), with 2^k in one piece: where it is infinite, from -709 on down, this is 0."""
    return _call("sigmoid", x)


def tanh(x: Value) -> Value:
    """With e = e^(-2|x|) = 2^k (1 + q): (1 - e) / (1 + e), and from 0.55 on, where the rounding of
    1 - e would weigh more, 1 - 2e / (1 + e); and the sign of x."""
    return _call("tanh", x)


def log1p(u: Value) -> Value:
    """log(1 + u), for u from 0 to 1: u - s (u - R) with s = u / (2 + u) and R = 2 (atanh s - s) / s
    by its series."""
    return _call("log1p", u)


def erf(x: Value) -> Value:
    """The error function."""
    return _call("erf", x)


def _exp(f: Function, x: Value) -> Value:
    x = f.let(at_least(f.let(at_most(x, OVERFLOW)), UNDERFLOW))
    k, odd, even = _fraction(f, x)
    half = f.let(k >> 1)
    ratio = (odd + odd) / (even - odd)
    return (1.0 + ratio) * _power_of_2(half) * _power_of_2(k - half)


def _sigmoid(f: Function, x: Value) -> Value:
    x = f.let(at_most(-x, OVERFLOW))
    k, odd, even = _fraction(f, f.let(at_least(x, -OVERFLOW + 10.0)))
    ratio = (odd + odd) / (even - odd)
    return 1.0 / (1.0 + (1.0 + ratio) * _power_of_2(k))


def _tanh(f: Function, x: Value) -> Value:
    distance = f.let(absolute(x))
    k, q = _expm1(f, f.let(_c(-2.0, x) * at_most(distance, TANH_IS_1)))
    power = f.let(_power_of_2(k))
    q = f.let(q * power)
    far = f.let(distance > FAR)
    # e is power + q, but is rounded less often where it is not formed: 1 + power is exact.
    above = where(far, 2.0 * (power + q), (1.0 - power) - q)
    ratio = f.let(above / ((1.0 + power) + q))
    return with_sign(absolute(where(far, 1.0 - ratio, ratio)), x)


def _log1p(f: Function, u: Value) -> Value:
    s = f.let(u / (2.0 + u))
    z = f.let(s * s)
    return u - s * (u - z * _polynomial(f, _ATANH, z))


def _erf(f: Function, x: Value) -> Value:
    x = f.let(at_most(x, 6.0))
    x = f.let(at_least(x, -6.0))
    x2 = f.let(x * x)
    above, below = (f.let(_horner(part.tolist(), x2)) for part in ERF)
    value = f.let(at_most(f.let(x * (above / below)), 1.0))
    return at_least(value, -1.0)


def _fraction(f: Function, x: Value) -> tuple[Value, Value, Value]:
    """k as a whole number, and Padé's odd and even powers for e^r, in locals."""
    k, high, low = _reduced(f, x)
    r = f.let(high - low)
    r2 = f.let(r * r)
    odd = f.let(r * _horner(_ODD, r2))
    # Not by Horner's rule: this way there are fewer steps that wait for one another.
    r4 = f.let(r2 * r2)
    even = (_c(_EVEN[0], x) + _c(_EVEN[1], x) * r2) + r4 * (_c(_EVEN[2], x) + _c(_EVEN[3], x) * r2)
    return k, odd, f.let(even)


def _expm1(f: Function, x: Value) -> tuple[Value, Value]:
    """k as a whole number and q = e^r - 1, in locals."""
    k, high, low = _reduced(f, x)
    r = f.let(high - low)
    lost = (high - r) - low  # by rounding r
    return k, f.let(r + (r * r * _polynomial(f, _EXPM1, r) + lost))


def _reduced(f: Function, x: Value) -> tuple[Value, Value, Value]:
    """k as a whole number, and the two parts whose difference is r, in locals."""
    rounded = f.let(x * _c(1 / math.log(2), x) + _c(ROUNDER, x))
    k = f.let(rounded - _c(ROUNDER, x))
    whole = bits(rounded)
    high, low = f.let(x - k * _c(LN2_HIGH, x)), f.let(k * _c(LN2_LOW, x))
    return f.let(whole - _c(ROUNDER_BITS, whole)), high, low


def _power_of_2(k: Value) -> Value:
    return from_bits((k + _c(BIAS, k)) << MANTISSA_BITS)


def _polynomial(f: Function, coefficients: list[float], x: Value) -> Value:
    """sum of coefficients[k] x^k; even and odd powers apart, so that a processor can do both at
    the same time."""
    x2 = f.let(x * x)
    odd = f.let(_horner(coefficients[1::2], x2))
    return _horner(coefficients[::2], x2) + x * odd


def _horner(coefficients: list[float], x: Value) -> Value:
    total = _c(coefficients[-1], x) * x
    for coefficient in reversed(coefficients[1:-1]):
        total = (total + _c(coefficient, x)) * x
    return total + _c(coefficients[0], x)


# Instructions of constants, each of which is a global of every module, and its index.
_GLOBALS: dict[bytes, int] = {}


def _c(value: float, like: Value) -> Value:
    """A constant of the kind of another value."""
    plain = constant(value, like.kind)
    if like.kind in VECTORS:
        return global_(_GLOBALS.setdefault(plain.code, len(_GLOBALS)), like.kind)
    return plain


_FACES = {"exp": _exp, "sigmoid": _sigmoid, "tanh": _tanh, "log1p": _log1p, "erf": _erf}
# They are the first functions of every module, so that each has one index for all.
_INDEX = {key: i for i, key in enumerate((name, kind) for name in _FACES for kind in (F64, F64X2))}


def _call(name: str, x: Value) -> Value:
    return call(_INDEX[name, x.kind], (x,), x.kind)


def add_mathematics(module: Module) -> None:
    """Puts the functions into a module that has none yet, and the constants that they load."""
    for name, kind in _INDEX:
        module.add(_function(name, kind))
    for code in _GLOBALS:
        module.add_constant(Value(code, F64X2))


@cache
def _function(name: str, kind: Kind) -> Function:
    f = Function((kind,), (kind,))
    f.give(_FACES[name](f, f.parameters[0]))
    return f
