"""Diagnosis: each finding where it is so, and not where it is not."""

import math

import numpy as np
import pytest

from engine import Run, Spec

XOR = "data=xor&batch=all&lr=0.5&seed=11&"


def given_run(weights_1, bias_1, weights_2, bias_2, **fields):
    """A run that starts from hand-made weights."""
    flat = [*np.ravel(weights_1), *bias_1, *np.ravel(weights_2), *bias_2]
    layers = (2, len(bias_1), 1)
    return Run(Spec(layers=layers, initialization="given", given=flat, data="xor", **fields))


def test_a_run_that_learned_has_converged():
    run = Run(Spec.parse(XOR + "act=tanh"))
    assert run.diagnosis().kinds[0] == "learning"
    run.train(500)
    assert run.diagnosis().kinds[0] == "converged"


def test_flipped_labels_raise_the_loss_at_which_a_run_has_converged():
    # A network that is sure of the true label to the degree that labels are true.
    run = Run(Spec(layers=(1, 1), features=("x1",), data="gaussians", noise=0.2, samples=500))
    run.set_weight(1, 0, 0, 0.0)
    assert run.diagnosis().kinds[0] == "learning"
    clean = Run(Spec.parse("layers=2-1&data=gaussians&noise=0.2&n=500&lr=0.05&batch=20"))
    clean.train(50)
    assert clean.loss > 0.4
    assert clean.diagnosis().kinds[0] == "converged"


def test_dead_units_are_named():
    run = given_run([[1, 1], [-1, -1], [1, -1]], [0, -1, 0], [[1, 1, 1]], [0])
    diagnosis = run.diagnosis()
    dead = next(finding for finding in diagnosis.findings if finding.kind == "dead")
    assert dead.units == ((1, 1),)
    assert dead.samples == (0, 1, 2, 3)
    assert "1 of 3 hidden units is dead on every sample" in str(diagnosis)
    # x1 - x2 is positive on the row (1, 0) only, x1 + x2 not on (0, 0).
    assert diagnosis.off == {(1, 0): (0,), (1, 1): (0, 1, 2, 3), (1, 2): (0, 1, 3)}


def test_samples_on_which_a_whole_layer_is_off_are_silent():
    run = given_run([[1, 1], [1, -1]], [0, 0], [[1, 1]], [0])
    silent = next(f for f in run.diagnosis().findings if f.kind == "silent")
    assert silent.samples == (0,)


def test_only_relu_units_are_dead():
    for activation in ("tanh", "leaky_relu", "sigmoid", "gelu"):
        run = given_run([[-1, -1]], [-1], [[1]], [0], activations=(activation,))
        assert "dead" not in run.diagnosis().kinds


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_saturated_units_are_named(activation):
    run = given_run([[1, 1], [0, 0]], [0, 20], [[1, 1]], [0], activations=(activation,))
    saturated = next(f for f in run.diagnosis().findings if f.kind == "saturated")
    assert saturated.units == ((1, 1),)
    assert "1 of 2 hidden units is saturated" in str(run.diagnosis())


def stuck(run, epochs):
    run.train(epochs)
    finding = run.diagnosis().findings[0]
    assert finding.kind == "stuck", str(run.diagnosis())
    return finding


def test_a_run_of_dead_units_is_stuck_for_that_reason():
    run = given_run([[-1, -1], [-1, -2]], [-1, -1], [[1, 1]], [0], batch="all")
    assert "all 2 units of layer 1 are dead" in stuck(run, 300).words


def test_a_start_from_zeros_is_stuck_because_units_are_alike():
    finding = stuck(Run(Spec.parse(XOR + "init=zeros&act=tanh")), 300)
    assert "all 4 units of layer 1 are alike" in finding.words
    assert finding.epoch == 0


def test_without_a_hidden_layer_xor_is_stuck_for_want_of_one():
    assert "without a hidden layer" in stuck(Run(Spec.parse(XOR + "layers=2-1")), 300).words


def test_a_saturated_layer_is_the_cause_of_a_plateau():
    run = given_run([[20, 20], [20, -20]], [30, -30], [[1, 1]], [0], activations=("tanh",))
    assert "all 2 units of layer 1 are saturated" in stuck(run, 300).words


def test_a_rate_that_is_too_high_is_the_cause_of_a_plateau_that_jumps():
    run = Run(Spec.parse("data=moons&act=tanh&lr=5&batch=1&noise=0.3"))
    run.train(150)
    finding = run.diagnosis().findings[0]
    assert finding.kind == "stuck"
    assert "jumps" in finding.words


def test_a_falling_loss_is_learning_and_not_stuck():
    run = Run(Spec.parse(XOR.replace("0.5", "0.05") + "act=tanh"))
    for _ in range(5):
        run.train(50)
        assert run.diagnosis().kinds[0] == "learning"


def test_divergence_names_its_epoch_and_a_remedy():
    run = Run(Spec(loss="mse", output="identity", optimizer="momentum", learning_rate=10))
    run.train(100)
    (finding,) = run.diagnosis().findings
    assert finding.kind == "diverged"
    assert finding.epoch == math.ceil(run.update / run.updates_per_epoch)
    assert "below 10" in finding.words


def test_a_diagnosis_is_of_where_the_run_is():
    run = Run(Spec.parse(XOR + "act=tanh"))
    run.train(500)
    run.seek(3)
    assert run.diagnosis().kinds[0] == "learning"


def test_a_loss_that_jumps_but_still_falls_is_not_called_stuck() -> None:
    run = Run(Spec())  # batches of one: single epochs jump by half of the loss
    run.train(250)
    now = np.median(run.history.loss[-30:])
    assert "stuck" not in run.diagnosis().kinds
    run.train(200)
    assert np.median(run.history.loss[-30:]) < 0.85 * now


def test_with_many_flipped_labels_a_network_that_knows_nothing_has_not_converged() -> None:
    run = Run(Spec(noise=0.4, initialization="zeros"))  # it says 0.5 everywhere: loss ln 2
    run.train(1)
    assert run.loss == pytest.approx(math.log(2), abs=0.02)
    assert "converged" not in run.diagnosis().kinds
