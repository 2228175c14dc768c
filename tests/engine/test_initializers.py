"""Initializers have the spread that their formulas state."""

import math

import numpy as np
import pytest

from engine import Run, Spec
from engine.initializers import INITIALIZERS
from engine.random import Purpose, Stream

pytestmark = pytest.mark.usefixtures("engine")

FAN_IN, FAN_OUT = 300, 400
VARIANCES = {
    "he": 2 / FAN_IN,
    "he_uniform": 2 / FAN_IN,
    "xavier": 2 / (FAN_IN + FAN_OUT),
    "xavier_uniform": 2 / (FAN_IN + FAN_OUT),
    "pytorch": 1 / (3 * FAN_IN),
    "zeros": 0.0,
}


def start(name, seed=1):
    return INITIALIZERS[name].draw(Stream(seed, Purpose.WEIGHTS), FAN_IN, FAN_OUT)


@pytest.mark.parametrize("name", VARIANCES)
def test_weights_have_mean_0_and_the_variance_of_the_formula(name):
    weights, _ = start(name)
    assert weights.shape == (FAN_OUT, FAN_IN)
    variance, count = VARIANCES[name], FAN_IN * FAN_OUT
    assert weights.mean() == pytest.approx(0, abs=4 * math.sqrt(variance / count))
    assert weights.var() == pytest.approx(variance, rel=4 * math.sqrt(2 / count))


@pytest.mark.parametrize("name", ["he_uniform", "xavier_uniform", "pytorch"])
def test_uniform_starts_stay_within_their_bound(name):
    weights, _ = start(name)
    bound = math.sqrt(3 * VARIANCES[name])
    assert 0.999 * bound < np.abs(weights).max() <= bound


@pytest.mark.parametrize("name", VARIANCES)
def test_only_pytorchs_start_has_biases(name):
    _, biases = start(name)
    assert biases.shape == (FAN_OUT,)
    assert biases.any() == (name == "pytorch")


def test_given_weights_are_the_start_in_pytorchs_order():
    given = tuple(range(17))
    run = Run(Spec(initialization="given", given=given))
    assert run.weights[0].tolist() == [[0, 1], [2, 3], [4, 5], [6, 7]]
    assert run.biases[0].tolist() == [8, 9, 10, 11]
    assert run.weights[1].tolist() == [[12, 13, 14, 15]]
    assert run.biases[1].tolist() == [16]


def test_another_seed_is_another_start():
    assert (Run(Spec(seed=1)).parameters != Run(Spec(seed=2)).parameters).any()
