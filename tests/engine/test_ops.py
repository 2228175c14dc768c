"""Each op against Python's mathematics, and its gradient against finite differences."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ops import ACTIVATIONS, CONFIDENCE_PENALTY, LINEAR, LOSSES

ORACLES = {
    "relu": lambda z: max(z, 0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z)),
    "tanh": math.tanh,
    "gelu": lambda z: z * math.erfc(-z / math.sqrt(2)) / 2,
    "identity": lambda z: z,
}
# Where an activation has no derivative, and what PyTorch takes there.
KINKS = {"relu": (0.0, 0.0), "leaky_relu": (0.0, 0.01)}
H = 1e-3
THIRD_DERIVATIVE = 2.0  # no activation's and no loss's is larger, in absolute value

REALS = st.floats(-30, 30)
# A loss of several classes takes a row of outputs together: see test_classes.py.
OF_ONE_OUTPUT = [name for name, op in LOSSES.items() if op.tasks != ("classes",)]


def forward(name, z):
    z, out = np.array([z], dtype=float), np.empty(1)
    with np.errstate(all="ignore"):
        ACTIVATIONS[name].forward(z, out)
    return out[0]


def gradient(name, z):
    z, out = np.array([z], dtype=float), np.empty(1)
    ACTIVATIONS[name].gradient(z, np.array([forward(name, z[0])]), out)
    return out[0]


def check_second_order(function, derivative, x):
    """Central differences differ from the derivative by at most h^2 f'''/6, at h and at h/2."""
    for h in (H, H / 2):
        difference = (function(x + h) - function(x - h)) / (2 * h)
        rounding = 1e-12 + 1e-15 * abs(function(x)) / h
        assert difference == pytest.approx(derivative, abs=THIRD_DERIVATIVE * h**2 / 6 + rounding)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(z=REALS)
def test_an_activation_is_its_formula(name, z):
    assert forward(name, z) == pytest.approx(ORACLES[name](z), rel=1e-14, abs=3e-14)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(z=REALS)
def test_its_gradient_is_what_finite_differences_say(name, z):
    if name in KINKS and abs(z - KINKS[name][0]) <= H:
        return  # a difference across the kink is not the derivative of either side
    check_second_order(lambda x: forward(name, x), gradient(name, z), z)


@pytest.mark.parametrize("name", KINKS)
def test_on_its_kink_the_gradient_is_pytorchs(name):
    kink, expected = KINKS[name]
    assert gradient(name, kink) == expected


def test_the_kinks_are_those_of_the_ops_that_say_so():
    assert set(KINKS) == {name for name, op in ACTIVATIONS.items() if op.kinked}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_finite_and_silent_far_out(name):
    for z in (-1000.0, 1000.0):
        assert math.isfinite(forward(name, z))
        assert math.isfinite(gradient(name, z))


@pytest.mark.parametrize("name", [name for name, op in ACTIVATIONS.items() if op.steepest])
def test_the_steepest_slope_is_at_zero_and_is_what_the_op_says(name):
    assert gradient(name, 0.0) == ACTIVATIONS[name].steepest
    assert max(gradient(name, z) for z in np.linspace(-5, 5, 101)) == ACTIVATIONS[name].steepest


def sigmoid(z):
    return forward("sigmoid", z)


def loss_of(name, z, y):
    """A loss as a function of its own argument: the logit of BCE, the prediction of MSE."""
    return LOSSES[name].forward(np.array([[z]]), np.array([[y]])).item()


def loss_gradient(name, x, y):
    p, out = sigmoid(x) if LOSSES[name].on_logits else x, np.empty((1, 1))
    LOSSES[name].gradient(np.array([[x]]), np.array([[p]]), np.array([[y]]), out)
    return out.item()


@given(st.floats(-10, 10), st.sampled_from([0.0, 1.0]))
def test_bce_is_its_definition(z, y):
    p = ORACLES["sigmoid"](z)
    expected = -math.log(p) if y else -math.log(1 - p)
    assert loss_of("bce", z, y) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("z", [-1000.0, 1000.0])
def test_bce_is_exact_at_logits_of_1000(z):
    assert loss_of("bce", z, 1.0) == max(-z, 0)
    assert loss_of("bce", z, 0.0) == max(z, 0)


@given(REALS, REALS)
def test_mse_is_the_square_of_the_difference(p, y):
    assert loss_of("mse", p, y) == (p - y) ** 2


@pytest.mark.parametrize("name", OF_ONE_OUTPUT)
@given(x=REALS, y=st.sampled_from([0.0, 1.0]))
def test_a_losss_gradient_is_what_finite_differences_say(name, x, y):
    check_second_order(lambda v: loss_of(name, v, y), loss_gradient(name, x, y), x)


@given(st.floats(0.01, 0.99))
def test_the_confidence_penalty_is_largest_at_one_half(p):
    array = np.array([[p]])
    assert CONFIDENCE_PENALTY.forward(array).item() == pytest.approx(1 - (2 * p - 1) ** 2)
    check_second_order(
        lambda v: CONFIDENCE_PENALTY.forward(np.array([[v]])).item(),
        CONFIDENCE_PENALTY.gradient(array).item(),
        p,
    )


def test_linear_is_sums_of_products():
    chance = np.random.default_rng(1)
    x, weights, bias, delta = (
        chance.normal(size=shape) for shape in ((5, 3), (2, 3), (2,), (5, 2))
    )
    z, to_weights, to_bias, to_x = (np.empty(shape) for shape in ((5, 2), (2, 3), (2,), (5, 3)))
    LINEAR.forward(x, weights, bias, z)
    LINEAR.weights_gradient(delta, x, to_weights)
    LINEAR.bias_gradient(delta, np.ones(5), to_bias)
    LINEAR.input_gradient(delta, weights, to_x)
    for i in range(5):
        for j in range(2):
            expected = sum(weights[j, k] * x[i, k] for k in range(3)) + bias[j]
            assert z[i, j] == pytest.approx(expected)
    for j in range(2):
        assert to_bias[j] == pytest.approx(sum(delta[i, j] for i in range(5)))
        for k in range(3):
            expected = sum(delta[i, j] * x[i, k] for i in range(5))
            assert to_weights[j, k] == pytest.approx(expected)
    for i in range(5):
        for k in range(3):
            expected = sum(delta[i, j] * weights[j, k] for j in range(2))
            assert to_x[i, k] == pytest.approx(expected)
