"""exp, tanh, log1p and erf of the kernel against 40 digits, and at the ends of their ranges."""

import math
from decimal import Context, Decimal, localcontext

import numpy as np
import pytest

from engine import portable
from engine.kernel import mathematics
from engine.kernel.function import Function, load
from engine.kernel.module import Module
from engine.kernel.value import F64, F64X2, I32

pytest.importorskip("wasmtime", reason="wasmtime runs the kernel outside a browser")
from tests.engine.wasmtime_machine import WasmtimeMachine

DIGITS = Context(prec=60)
COUNT = 4000
SPECIAL = [0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, -5e-324, 1e300, -1e300]


@pytest.fixture(scope="module")
def call():
    """call(name, x, kind): a function of the kernel for every element of x (n,), n even."""
    module, machine = Module(), WasmtimeMachine()
    mathematics.add_mathematics(module)
    for name in ("exp", "sigmoid", "tanh", "log1p", "erf"):
        for kind, size in ((F64, 8), (F64X2, 16)):
            f = Function((I32, I32))
            with f.count(f.parameters[1], size) as at:
                here = f.let(f.parameters[0] + at)
                f.store(here, 0, getattr(mathematics, name)(load(kind, here, 0)))
            module.add(f, f"{name}-{kind.name}")
    block = machine.block(COUNT)
    exports = machine.load(module.bytes(), block)

    def run(name, x, kind=F64):
        block.array[: len(x)] = x
        exports[f"{name}-{kind.name}"](0, 8 * len(x))
        return block.array[: len(x)].copy()

    return run


def uniform(low, high, seed):
    return np.random.default_rng(seed).uniform(low, high, COUNT)


def exact_exp(x):
    return DIGITS.exp(Decimal(x))


def exact_tanh(x):
    with localcontext(DIGITS):
        if abs(x) < 1e-8:  # the next term of the series is below the digits of a float
            return Decimal(x) - Decimal(x) ** 3 / 3
        e = (2 * Decimal(x)).exp()
        return (e - 1) / (e + 1)


def exact_sigmoid(x):
    with localcontext(DIGITS):
        return 1 / (1 + (-Decimal(x)).exp())


def exact_log1p(x):
    return DIGITS.ln(DIGITS.add(1, Decimal(x)))


@pytest.mark.parametrize(
    ("name", "exact", "x"),
    [
        ("exp", exact_exp, uniform(-708, 709.7, 1)),
        ("exp", exact_exp, uniform(-1, 1, 2)),
        ("exp", exact_exp, uniform(-745, -708, 3)),
        ("tanh", exact_tanh, uniform(-20, 20, 4)),
        ("tanh", exact_tanh, uniform(-1, 1, 5)),
        ("tanh", exact_tanh, 10.0 ** uniform(-300, 0, 6)),
        ("log1p", exact_log1p, uniform(0, 1, 7)),
        ("log1p", exact_log1p, 10.0 ** uniform(-30, 0, 8)),
        ("sigmoid", exact_sigmoid, uniform(-707, 40, 11)),
        ("sigmoid", exact_sigmoid, uniform(-4, 4, 12)),
    ],
)
def test_it_is_within_2_ulp(name, exact, x, call, deviation):
    for argument, value in zip(x.tolist(), call(name, x).tolist(), strict=True):
        true = exact(argument)
        error = abs(Decimal(value) - true) / Decimal(math.ulp(float(true)))
        deviation(f"the kernel's {name}, in ulp", float(error), 2)


def test_erf_has_the_bits_of_numpys(call):
    x = uniform(-7, 7, 9)
    assert call("erf", x).tobytes() == portable.erf(x).tobytes()


@pytest.mark.parametrize("name", ["exp", "sigmoid", "tanh", "log1p", "erf"])
def test_two_lanes_have_the_bits_of_one(name, call):
    x = np.array([*uniform(0, 1, 10)[:101], *SPECIAL])
    one, two = call(name, x), call(name, x, F64X2)
    assert np.array_equal(one, two, equal_nan=True)
    assert (np.signbit(one) == np.signbit(two))[~np.isnan(one)].all()


def test_the_ends_are_their_limits(call):
    ends = np.array([math.inf, -math.inf, 800.0, -800.0, 0.0, -0.0])
    assert call("exp", ends).tolist() == [math.inf, 0.0, math.inf, 0.0, 1.0, 1.0]
    assert call("sigmoid", ends).tolist() == [1.0, 0.0, 1.0, 0.0, 0.5, 0.5]
    assert call("tanh", ends).tolist() == [1.0, -1.0, 1.0, -1.0, 0.0, 0.0]
    assert np.signbit(call("tanh", ends)[-1])
    for name in ("exp", "sigmoid", "tanh", "log1p", "erf"):
        assert np.isnan(call(name, np.full(2, math.nan))).all()
