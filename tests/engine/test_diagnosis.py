"""Diagnosis: each finding where it is so, and not where it is not. Nothing of it is a cause."""

import math

import numpy as np
import pytest

from engine import Run, Spec

pytestmark = pytest.mark.usefixtures("engine")

XOR = "data=xor&batch=all&lr=0.5&seed=11&"


def given_run(weights_1, bias_1, weights_2, bias_2, **fields):
    """A run that starts from hand-made weights."""
    flat = [*np.ravel(weights_1), *bias_1, *np.ravel(weights_2), *bias_2]
    layers = (2, len(bias_1), 1)
    return Run(Spec(layers=layers, initialization="given", given=flat, data="xor", **fields))


def found(run, kind):
    return next(finding for finding in run.diagnosis().findings if finding.kind == kind)


def test_a_run_that_has_not_begun_is_new_and_one_that_learned_has_converged():
    run = Run(Spec.parse(XOR + "act=tanh"))
    assert run.diagnosis().kinds[0] == "new"
    run.train(500)
    assert run.diagnosis().kinds[:2] == ("converged", "falling")
    assert str(run.diagnosis()).startswith(f"The loss {run.loss:.4g} is below 0.05, which counts")


def test_flipped_labels_raise_the_loss_at_which_a_run_has_converged():
    # A network that is sure of the true label to the degree that labels are true.
    run = Run(Spec(layers=(1, 1), features=("x1",), data="gaussians", noise=0.2, samples=500))
    run.set_weight(1, 0, 0, 0.0)
    assert run.diagnosis().kinds[0] == "new"
    clean = Run(Spec.parse("layers=2-1&data=gaussians&noise=0.2&n=500&lr=0.05&batch=20"))
    clean.train(50)
    assert clean.loss > 0.4
    assert clean.diagnosis().kinds[0] == "converged"
    assert "the loss of a network that knows all but the noise, and 0.05)" in str(clean.diagnosis())


def test_with_many_flipped_labels_a_network_that_knows_nothing_has_not_converged() -> None:
    run = Run(Spec(noise=0.4, initialization="zeros"))  # it says 0.5 everywhere: loss ln 2
    run.train(1)
    assert run.loss == pytest.approx(math.log(2), abs=0.02)
    assert "converged" not in run.diagnosis().kinds


@pytest.mark.parametrize("loss", ["bce", "mse"])
def test_where_half_of_the_labels_are_flipped_nothing_counts_as_converged(loss) -> None:
    run = Run(Spec.parse(f"noise=0.5&layers=2-8-1&act=tanh&n=50&batch=all&lr=1&loss={loss}"))
    for _ in range(6):
        run.train(50)
        assert "converged" not in run.diagnosis().kinds


def test_a_number_that_is_always_the_same_can_be_learned():
    points = tuple((x / 4, 0.0, 2.5) for x in range(4))
    run = Run(Spec.parse("data=own&out=identity&loss=mse&batch=all&act=tanh&lr=0.05",
                         Spec(data="own", points=points, output="identity", loss="mse")))
    run.train(500)
    assert run.diagnosis().kinds[0] == "converged"


def test_dead_units_are_named():
    run = given_run([[1, 1], [-1, -1], [1, -1]], [0, -1, 0], [[1, 1, 1]], [0])
    dead = found(run, "dead")
    assert dead.units == ((1, 1),)
    assert dead.samples == (0, 1, 2, 3)
    assert "1 of 3 hidden units is dead: off on every training sample." in str(run.diagnosis())
    # x1 - x2 is positive on the row (1, 0) only, x1 + x2 not on (0, 0).
    assert run.diagnosis().off == {(1, 0): (0,), (1, 1): (0, 1, 2, 3), (1, 2): (0, 1, 3)}


def test_of_units_of_two_kinds_only_those_that_can_die_are_counted():
    run = Run(Spec.parse("layers=2-3-2-1&act=relu-tanh&data=xor"))
    run.set_bias(1, 0, -100.0)
    assert found(run, "dead").words.startswith("1 of 3 ReLU units is dead")


def test_samples_on_which_a_whole_layer_is_off_are_silent():
    run = given_run([[1, 1], [1, -1]], [0, 0], [[1, 1]], [0])
    assert found(run, "silent").samples == (0,)
    gradient = run.sample_gradient(0)
    assert not gradient[:6].any()  # what they teach the layer


@pytest.mark.parametrize("activation", ["tanh", "leaky_relu", "sigmoid", "gelu"])
def test_only_relu_units_are_dead(activation):
    run = given_run([[-1, -1]], [-1], [[1]], [0], activations=(activation,))
    assert "dead" not in run.diagnosis().kinds


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_saturated_units_are_named(activation):
    run = given_run([[1, 1], [0, 0]], [0, 20], [[1, 1]], [0], activations=(activation,))
    assert found(run, "saturated").units == ((1, 1),)
    assert "1 of 2 hidden units is saturated" in str(run.diagnosis())


def test_units_are_alike_where_all_their_weights_are():
    run = given_run([[1, 2], [1, 2], [3, 1]], [0, -0.0, 0], [[1, 1, 1]], [0])
    assert found(run, "alike").units == ((1, 0), (1, 1))
    run.set_weight(2, 1, 0, 1 + 2**-52)
    assert "alike" not in run.diagnosis().kinds


def test_a_tie_of_several_classes_is_not_called_an_output_of_one_half():
    run = Run(Spec.parse("layers=2-3-3&out=softmax&loss=ce&data=three-blobs&init=zeros"))
    assert (run.forward(run.data.train.points)[1][-1] == 1 / 3).all()
    words = str(run.diagnosis())
    assert "0.5" not in words
    assert "samples are undecided: two or more outputs are the largest." in words


def test_outputs_of_one_half_are_undecided():
    run = Run(Spec.parse(XOR + "init=zeros&act=tanh"))
    assert "4 of 4 training samples are undecided" in found(run, "undecided").words


def test_a_start_from_zeros_is_stuck_and_its_units_are_alike():
    run = Run(Spec.parse(XOR + "init=zeros&act=tanh"))
    run.train(300)
    assert run.diagnosis().kinds == ("stuck", "alike", "undecided")
    assert run.diagnosis().findings[0].epoch == 0
    assert "has stayed at 0.6931 in epochs 0 to 300" in str(run.diagnosis())


@pytest.mark.parametrize("text", [
    XOR + "layers=2-1",
    "data=moons&act=tanh&lr=5&batch=1&noise=0.3",
    XOR + "layers=2-1&l2=0.3",
])
def test_on_a_plateau_the_lowest_and_the_highest_loss_are_said_and_no_cause(text):
    run = Run(Spec.parse(text))
    run.train(300)
    finding = run.diagnosis().findings[0]
    assert finding.kind == "stuck"
    losses = run.history.loss[run.history.epoch >= finding.epoch]
    numbers = [part for part in finding.parts if isinstance(part, float)]
    assert set(numbers) <= {losses.min(), losses.max()}
    assert f" epochs {finding.epoch} to 300" in finding.words or (
        finding.words.endswith(f" epoch {finding.epoch}, {losses[-1]:.4g} at epoch 300."))


def test_a_falling_loss_is_said_in_its_figures():
    run = Run(Spec.parse(XOR.replace("0.5", "0.05") + "act=tanh"))
    for _ in range(5):
        run.train(50)
        loss, epoch = run.history.loss, run.epoch
        begin = max(0, epoch - max(100, epoch // 2))
        assert run.diagnosis().kinds[0] == "falling"
        assert str(run.diagnosis()) == (
            f"The loss falls: {loss[begin]:.4g} at epoch {begin}, {loss[epoch]:.4g} at epoch "
            f"{epoch}.")


def test_a_loss_that_grows_is_rising_and_never_learning():
    run = Run(Spec.parse("data=plane&out=identity&loss=mse&batch=all&act=tanh&lr=0.01"))
    run.train(150)
    assert run.diagnosis().kinds[0] in ("falling", "converged")
    run.change(learning_rate=3.0, optimizer="momentum")
    run.train(2)
    assert run.loss > run.history.loss[150]
    assert run.diagnosis().kinds[0] in ("rising", "unsteady")


def test_all_units_dead_while_the_bias_learns_is_said_as_both():
    run = given_run([[-1, -1], [-1, -2]], [-1, -1], [[1, 1]], [3.0], batch="all")
    run.train(10)
    assert run.diagnosis().kinds[:2] == ("falling", "dead")


def test_a_change_by_hand_begins_what_is_looked_at_anew():
    run = Run(Spec.parse(XOR + "layers=2-1"))
    run.train(300)
    assert run.diagnosis().kinds[0] == "stuck"
    run.change(learning_rate=0.1)
    assert run.diagnosis().kinds[0] == "new"
    assert "no epoch has ended since the last change" in str(run.diagnosis())
    run.train(50)
    assert run.diagnosis().kinds[0] == "flat"
    run.train(50)
    assert run.diagnosis().findings[0].epoch == 300


def test_divergence_names_its_epoch_and_no_rate_that_was_not_tried():
    run = Run(Spec(loss="mse", output="identity", optimizer="momentum", learning_rate=10))
    run.train(100)
    (finding,) = run.diagnosis().findings
    assert finding.kind == "diverged"
    assert finding.epoch == math.ceil(run.update / run.updates_per_epoch)
    assert "rate" not in finding.words


def test_a_diagnosis_is_of_where_the_run_is():
    run = Run(Spec.parse(XOR + "act=tanh"))
    run.train(500)
    run.seek(3)
    assert run.diagnosis().kinds[0] in ("falling", "unsteady", "rising", "flat")
    assert "epoch 3." in str(run.diagnosis())


def test_a_loss_that_jumps_but_still_falls_is_not_called_stuck() -> None:
    run = Run(Spec())  # batches of one: single epochs jump by half of the loss
    run.train(250)
    now = np.median(run.history.loss[-30:])
    assert "stuck" not in run.diagnosis().kinds
    run.train(200)
    assert np.median(run.history.loss[-30:]) < 0.85 * now


def test_a_thinned_history_still_has_the_extremes_that_are_said():
    run = Run(Spec.parse("layers=2-64-64-64-1&data=xor&batch=all&act=tanh&lr=2&n=50"))
    losses = [run.loss]
    for _ in range(200):
        run.train(1)
        losses.append(run.loss)
    assert len(run.history) < 201
    for epoch in (200, 187, 121, 45):
        run.seek(epoch)
        trend = run.diagnosis().findings[-1]
        for finding in run.diagnosis().findings:
            if " in epochs " in finding.words:
                first, last = map(int, finding.words.rstrip(".").rpartition("epochs ")[2].split(
                    " to "))
                low, *high = [part for part in finding.parts if isinstance(part, float)][-2:]
                assert low == min(losses[first : last + 1])
                assert not high or high[0] == max(losses[first : last + 1])
        assert trend
