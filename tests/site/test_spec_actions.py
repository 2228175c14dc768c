"""Controls that begin another run: what they change, and what has to change with it."""

import numpy as np
import pytest
from ui.actions import act
from ui.figures import first_paint
from ui.lab import Lab, own_points
from ui.lab.layout import Layout
from ui.panels.settings.table import CONTROLS, applicable
from ui.words.names import neuron_name, weight_name

from engine import Spec

PLAYGROUND = Spec.parse("layers=2-4-1&act=relu&loss=mse&lr=0.3&data=noisy-xor&batch=10&seed=3")


@pytest.fixture
def lab() -> Lab:
    return Lab("playground", PLAYGROUND)


def test_numbers_as_targets_take_the_output_and_the_loss_along_and_classes_bring_them_back(lab):
    act(lab, "data", "plane")
    assert (lab.spec.output, lab.spec.loss) == ("identity", "mse")
    assert lab.message.text.endswith("More had to change for that: Output is now Identity.")
    act(lab, "data", "circles")
    assert (lab.spec.output, lab.spec.loss) == (PLAYGROUND.output, PLAYGROUND.loss)


def test_an_input_more_is_a_neuron_more_with_its_name(lab):
    act(lab, "feature", "sin-x2")
    act(lab, "feature", "x1")
    assert lab.spec.layers == (2, 4, 1)
    assert lab.spec.features == ("x2", "sin-x2")
    assert [neuron_name(lab.spec, 0, index) for index in range(2)] == ["x₂", "sin x₂"]
    assert weight_name(lab.spec, 1, 1, 0) == "sin x₂ → h₁"


def test_the_last_input_stays(lab):
    act(lab, "feature", "x1")
    act(lab, "feature", "x2")
    assert lab.spec.features == ("x2",)
    assert "needs an input" in lab.message.text


def test_a_batch_larger_than_what_is_left_for_training_becomes_all(lab):
    act(lab, "batch", "50")
    act(lab, "samples", "60")
    act(lab, "split", "50")
    assert (lab.spec.split, lab.spec.batch) == (0.5, "all")
    assert lab.message.text.endswith("More had to change for that: Batch size is now all.")


@pytest.mark.parametrize(("action", "value"), [
    ("data", "bogus"), ("loss", "<b>"), ("feature", "x9"), ("split", "many"), ("batch", "x"),
    ("initialization", "magic"), ("output", "relu"), ("optimizer", "none"), ("l1", "NaN"),
])
def test_what_cannot_be_had_is_quoted_and_changes_nothing(lab, action, value):
    act(lab, action, value)
    assert value in lab.message.text
    assert lab.spec == PLAYGROUND


@pytest.mark.parametrize("action", ["l1", "l2"])
def test_a_regularisation_is_changed_in_mid_run(lab, action):
    lab.run.train(3)
    act(lab, action, "0.03")
    assert (getattr(lab.spec, action), lab.run.epoch) == (0.03, 3)


def test_classes_after_own_numbers_get_their_output_and_loss_back() -> None:
    lab = Lab("xor", Spec.parse("layers=2-4-1&data=xor&out=sigmoid&loss=mse"))
    act(lab, "data", "plane")
    assert lab.spec.output == "identity"
    own_points.add(lab, 0.5, 0.5, -0.75)
    assert (lab.spec.data, lab.spec.output) == ("own", "identity")
    act(lab, "data", "xor")
    assert (lab.spec.data, lab.spec.output, lab.spec.loss) == ("xor", "sigmoid", "mse")


def test_noise_is_of_the_labels_or_a_deviation_of_the_numbers(lab):
    act(lab, "noise", "10")
    assert "10% of the labels are flipped." in lab.message.text
    assert CONTROLS["noise"].values(lab)[2:] == ["10% of the labels are flipped", "10%"]
    act(lab, "data", "plane")
    act(lab, "noise", "20")
    assert lab.message.text == "Noise of standard deviation 0.2 is added to the targets."
    assert CONTROLS["noise"].values(lab)[2:] == [
        "noise of standard deviation 0.2 is added to the targets", "0.2"]
    train = lab.run.data.train
    assert np.std(train.targets - train.true_targets) == pytest.approx(0.2, rel=0.2)


@pytest.mark.parametrize(("layers", "activations", "title"), [
    ((2, 4, 1), ("tanh",), "Tanh"), ((2, 4, 1), ("identity",), "Identity"),
    ((2, 4, 4, 1), ("relu", "tanh"), "Not the same in all layers"),
    ((2, 4, 4, 1), ("identity", "identity"), "Identity"),
])
def test_the_activation_s_select_says_what_all_hidden_layers_have(layers, activations, title):
    lab = Lab("x", PLAYGROUND.replace(layers=layers, activations=activations))
    control = CONTROLS["act"]
    assert control.options(lab)[control.chosen(lab)] == title


def test_without_a_hidden_layer_there_is_no_activation_to_set_and_no_unit_that_has_learned():
    lab = Lab("x", PLAYGROUND.replace(layers=(2, 1), activations=()))
    assert "act" in applicable(Lab("x", PLAYGROUND), ("act", "loss"))
    assert applicable(lab, ("act", "loss")) == ["loss"]
    shown = first_paint(lab, "units")
    assert "There is no hidden layer" in shown
    assert "ŷ" not in shown


OWN_NUMBERS = Spec(data="own", output="identity", loss="mse", points=(
    (0, 0, 0.5), (0, 1, 1.5), (1, 0, 2.5), (1, 1, 3.5)))


@pytest.mark.parametrize(("action", "value"), [("loss", "bce"), ("output", "sigmoid")])
def test_own_numbers_become_two_classes_where_a_loss_or_an_output_is_for_these(action, value):
    lab = Lab("playground", PLAYGROUND)
    lab.start(OWN_NUMBERS, "")
    act(lab, action, value)
    assert "is for two classes, and the targets of these data are numbers." in lab.message.text
    assert "=" not in lab.message.text
    assert "Make two classes of them" in first_paint(lab, "notice")
    act(lab, "values-in-two")
    assert "Make two classes" not in first_paint(lab, "notice")
    assert "class 1 from a number on" in first_paint(lab, "table-preview")
    act(lab, "table-begin")
    assert (lab.spec.output, lab.spec.loss) == (PLAYGROUND.output, PLAYGROUND.loss)
    assert lab.run.data.train.targets[:, 0].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(("controls", "cure"), [
    (("data", "loss"), "Choose other data under Data first."), (("loss",), "Nothing was changed."),
])
def test_a_refusal_names_only_controls_that_the_lab_has(controls, cure):
    lab = Lab("playground", PLAYGROUND, layout=Layout(controls=controls, more=()))
    act(lab, "data", "plane")
    act(lab, "loss", "bce")
    assert lab.message.text.endswith(cure)
    assert first_paint(lab, "notice") == "<div></div>"


@pytest.mark.parametrize(("more", "offered"), [(("loss",), True), ((), False)])
def test_a_penalty_on_an_output_that_is_no_probability_offers_the_loss_where_there_is_one(
    more, offered,
):
    lab = Lab("xor", PLAYGROUND.replace(output="identity"), layout=Layout(more=more))
    act(lab, "penalty", "10")
    assert "here the output is Identity" in lab.message.text
    assert ("Set Loss to Binary cross-entropy" in first_paint(lab, "notice")) == offered
    if offered:
        act(lab, "loss", "bce")
        act(lab, "penalty", "10")
        assert lab.spec.penalty == 0.1
