"""The formula of each operation has the value of its arrays, at extremes too."""

import math

import numpy as np
import pytest

from engine.expression import Number, Symbol
from engine.features import FEATURES
from engine.ops import ACTIVATIONS, CONFIDENCE_PENALTY, LOSSES
from tests.engine.mathml_reader import value_of

Z = [-1000.0, -700.0, -40.0, -3.0, -0.5, -1e-9, 0.0, 1e-9, 0.5, 3.0, 40.0, 700.0, 1000.0]
# A loss of several classes takes a row of outputs together: see test_classes.py.
OF_ONE_OUTPUT = [name for name, op in LOSSES.items() if op.tasks != ("classes",)]


def one(function, *arguments):
    """An array function of single numbers."""
    out = np.empty((1, 1))
    with np.errstate(all="ignore"):
        result = function(*(np.full((1, 1), float(x)) for x in arguments), out)
    return float((out if result is None else result)[0, 0])


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_formula_of_an_activation_has_the_value_of_forward_and_gradient(name):
    op = ACTIVATIONS[name]
    for z in Z:
        a = one(op.forward, z)
        leaf, result = Number(z, Symbol("z")), Number(a, Symbol("a"))
        assert op.formula(leaf).value == pytest.approx(a, rel=1e-15, abs=1e-15 * abs(z))
        slope = one(op.gradient, z, a)
        formula = op.gradient_formula(leaf, result)
        assert formula.value == pytest.approx(slope, rel=1e-15, abs=1e-15)
        assert value_of(formula.mathml(numbers=True)) == pytest.approx(slope, abs=1e-15)


@pytest.mark.parametrize("target", [0.0, 1.0])
@pytest.mark.parametrize("name", OF_ONE_OUTPUT)
def test_the_formula_of_a_loss_has_the_value_of_forward_and_gradient(name, target):
    op = LOSSES[name]
    for x in Z:
        p = one(ACTIVATIONS["sigmoid"].forward, x) if op.on_logits else x
        leaf, prediction, y = Number(x), Number(p), Number(target)
        forward = float(op.forward(np.array([[x]]), np.array([[target]]))[0, 0])
        assert op.formula(leaf, y).value == pytest.approx(forward, rel=1e-15)
        gradient = one(op.gradient, x, p, target)
        assert op.gradient_formula(prediction, y).value == pytest.approx(gradient, rel=1e-15)


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_the_textbook_forms_of_bce_agree_with_those_from_logits_where_they_do_not_overflow(target):
    bce, sigmoid = LOSSES["bce"], ACTIVATIONS["sigmoid"]
    for z in (-3.0, -0.5, 0.0, 0.5, 3.0):
        p, y = sigmoid.formula(Number(z)), Number(target)
        assert bce.textbook(p, y).value == pytest.approx(bce.formula(Number(z), y).value, rel=1e-14)
        chain = bce.textbook_gradient(p, y) * sigmoid.gradient_formula(Number(z), p)
        assert chain.value == pytest.approx(bce.gradient_formula(p, y).value, rel=1e-14)


def test_a_small_bce_keeps_its_digits():
    loss = float(LOSSES["bce"].forward(np.array([[40.0]]), np.array([[1.0]]))[0, 0])
    assert loss == pytest.approx(math.exp(-40), rel=1e-15)


def test_the_formula_of_the_confidence_penalty_has_the_value_of_forward_and_gradient():
    for p in (0.0, 1e-9, 0.3, 0.5, 1.0):
        leaf, array = Number(p), np.array([[p]])
        assert CONFIDENCE_PENALTY.formula(leaf).value == CONFIDENCE_PENALTY.forward(array)[0, 0]
        gradient = CONFIDENCE_PENALTY.gradient(array)[0, 0]
        assert CONFIDENCE_PENALTY.gradient_formula(leaf).value == gradient


def test_every_feature_has_a_formula_of_the_same_value():
    for feature in FEATURES.values():
        for x1, x2 in [(0.3, -1.7), (0.0, 2.5), (-6.0, 6.0)]:
            column = feature.column(np.array([x1]), np.array([x2]))
            formula = feature.formula(Number(x1), Number(x2))
            assert formula.value == pytest.approx(float(column[0]), rel=1e-15)
