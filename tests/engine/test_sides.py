"""An output of 0.5 says neither class: it is undecided, and never right or wrong by a last bit."""

import numpy as np
import pytest

from engine import Run, Spec
from engine.sides import UNDECIDED, right, undecided

pytestmark = pytest.mark.usefixtures("engine")

ZEROS = "layers=2-3-1&act=relu&init=zeros&data=xor"


@pytest.mark.parametrize("text", [
    f"{ZEROS}&batch=all&lr=0.5", f"{ZEROS}&batch=4&lr=0.1&opt=adam",
    "layers=2-4-1&act=tanh&init=zeros&data=xor&batch=all&loss=mse",
])
@pytest.mark.parametrize("epochs", [0, 1, 7, 200])
def test_outputs_that_are_all_one_half_are_undecided_at_every_epoch(text, epochs):
    run = Run(Spec.parse(text))
    run.train(epochs)
    assert np.abs(run.predict(run.data.train.points) - 0.5).max() < 1e-12
    assert (run.accuracy, run.undecided) == (0.0, 4)
    assert set(run.history.accuracy) == {0.0}


@pytest.mark.parametrize("bits", [-3, -1, 0, 1, 3])
def test_the_last_bits_of_an_output_decide_nothing(bits):
    run = Run(Spec.parse("layers=2-1&init=zeros&data=xor&out=identity&loss=mse&batch=all"))
    run.set_bias(1, 0, 0.5 + bits * np.spacing(0.5))
    assert (run.accuracy, run.undecided) == (0.0, 4)


@pytest.mark.parametrize("side", [-1, 1])
def test_beyond_the_tolerance_an_output_is_on_a_side(side):
    run = Run(Spec.parse("layers=2-1&init=zeros&data=xor&out=identity&loss=mse&batch=all"))
    run.set_bias(1, 0, 0.5 + side * 2 * UNDECIDED)
    assert (run.accuracy, run.undecided) == (0.5, 0)


def test_a_regression_has_no_sides():
    assert Run(Spec.parse("data=plane&out=identity&loss=mse")).undecided is None


def test_no_answer_is_neither_right_nor_undecided():
    nothing, targets = np.array([[np.nan], [np.nan]]), np.array([[0.0], [1.0]])
    assert not right(nothing, targets).any()
    assert not undecided(nothing).any()
