"""Layers come and go while a network trains, and what was learned stays where it can."""

import time

import numpy as np
import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from hypothesis import given, settings
from hypothesis import strategies as st
from ui.actions import act
from ui.draw.tree import walk
from ui.figures import VIEWS, first_paint
from ui.lab import Lab
from ui.panels.layers import settings as layer_settings

from engine import Run

BLOCK = Lesson.read(SITE / "lessons" / "02-network.md").labs[0]


@pytest.fixture
def lab() -> Lab:
    return Lab(BLOCK.id, BLOCK.spec, layout=BLOCK.layout)


def test_the_lab_begins_as_the_lesson_says(lab: Lab) -> None:
    spec = lab.spec
    assert spec.layers == (2, 4, 4, 1)
    assert (spec.loss, spec.optimizer, spec.output) == ("mse", "sgd", "sigmoid")
    assert (spec.learning_rate, spec.batch, spec.data, lab.epochs) == (0.1, "all", "xor", 1000)
    assert (lab.layout.rates.lowest, lab.layout.rates.highest) == (0.001, 1.0)


def test_the_figure_has_a_handle_over_each_hidden_layer_that_says_its_neurons(lab: Lab) -> None:
    act(lab, "neurons-2", "1")
    found = [dict(part.attributes) for part in walk(VIEWS["network"].structure(lab))
             if "data-handle" in dict(part.attributes)]
    assert [(each["data-handle"], each["aria-valuenow"], each["aria-valuetext"])
            for each in found] == [("1", "4", "4 neurons"), ("2", "1", "1 neuron")]
    assert lab.stops()[-2:] == ["handle:1", "handle:2"]


def test_where_layers_are_as_they_are_there_is_no_handle(lab: Lab) -> None:
    plain = Lab("xor", BLOCK.spec)
    assert plain.stops() == plain.parts()
    assert "data-handle" not in first_paint(plain, "network")


def test_play_stops_at_its_epochs_at_any_speed_and_goes_on_if_asked_again(lab: Lab) -> None:
    act(lab, "speed", "10")
    act(lab, "play")
    while lab.playing:
        lab.train(0.1, time.perf_counter() + 1)
    assert lab.run.epoch == 1000
    assert "1,000 epochs done" in lab.message.text
    act(lab, "play")
    lab.train(0.1, time.perf_counter() + 1)
    assert lab.playing
    assert lab.run.epoch > 1000


@pytest.mark.parametrize(("action", "value", "layers"), [
    ("add-layer", "", (2, 4, 4, 4, 1)), ("remove-layer", "", (2, 4, 1)),
    ("layers", "6", (2, 4, 4, 4, 4, 1)), ("layers", "2", (2, 1)),
    ("layers", "99", (2, 4, 4, 4, 4, 1)),
    ("more-neurons", "1", (2, 5, 4, 1)), ("fewer-neurons", "2", (2, 4, 3, 1)),
    ("neurons-1", "8", (2, 8, 4, 1)), ("neurons-2", "0", (2, 4, 1, 1)),
])
def test_layers_change_as_asked_while_it_plays_and_it_goes_on_playing(
    lab: Lab, action: str, value: str, layers: tuple[int, ...]
) -> None:
    act(lab, "play")
    lab.train(0.1, time.perf_counter() + 1)
    act(lab, action, value)
    assert lab.spec.layers == layers
    assert lab.playing
    lab.train(0.1, time.perf_counter() + 1)
    assert lab.run.epoch > 0


def test_what_was_learned_stays_and_undo_brings_the_whole_run_back(lab: Lab) -> None:
    lab.run.train(50)
    before = lab.run
    act(lab, "more-neurons", "2")
    assert np.array_equal(lab.run.weights[0], before.weights[0])
    assert np.array_equal(lab.run.weights[1][:4], before.weights[1])
    act(lab, "undo")
    assert lab.run is before
    assert lab.run.epoch == 50


def test_a_slider_dragged_to_and_fro_loses_nothing_and_is_undone_at_once(lab: Lab) -> None:
    lab.run.train(50)
    before = lab.run
    for count in (3, 2, 1, 2, 3, 4):
        act(lab, "neurons-1", str(count))
    assert np.array_equal(lab.run.parameters, before.parameters)
    act(lab, "add-layer")
    act(lab, "remove-layer")
    assert np.array_equal(lab.run.parameters, before.parameters)
    act(lab, "undo")
    assert lab.run is before
    assert not lab.can_undo


def test_training_between_two_changes_makes_them_two(lab: Lab) -> None:
    lab.run.train(5)
    act(lab, "neurons-1", "2")
    lab.run.train(5)
    narrow = lab.run
    act(lab, "neurons-1", "4")
    assert np.array_equal(lab.run.weights[0][:2], narrow.weights[0])
    act(lab, "undo")
    assert lab.run is narrow


def test_before_any_training_a_change_is_a_start_of_that_shape_and_fits_in_a_link(lab: Lab) -> None:
    act(lab, "neurons-1", "6")
    assert lab.spec == BLOCK.spec.replace(layers=(2, 6, 4, 1))
    assert np.array_equal(lab.run.parameters, Run(lab.spec).parameters)


def test_reset_comes_back_to_the_change_and_new_weights_are_drawn(lab: Lab) -> None:
    lab.run.train(50)
    act(lab, "add-layer")
    start = lab.run.parameters.copy()
    lab.run.train(20)
    act(lab, "reset")
    assert np.array_equal(lab.run.parameters, start)
    act(lab, "new-weights")
    fresh = BLOCK.spec.replace(layers=(2, 4, 4, 4, 1), activations=("relu",) * 3, seed=38)
    assert lab.spec == fresh


@pytest.mark.parametrize(("action", "value", "says"), [
    ("more-neurons", "2", "37 of 43 parameters stay as they were, the others are new."),
    ("fewer-neurons", "1", "All 30 parameters are as they were."),
    ("remove-layer", "", "13 of 17 parameters stay as they were, the others are new."),
    ("add-layer", "", "33 of 57 parameters stay as they were, the others are new."),
])
def test_a_change_of_shape_says_how_much_stays_and_that_the_count_begins_anew(
    lab: Lab, action: str, value: str, says: str
) -> None:
    lab.run.train(20)
    act(lab, action, value)
    assert lab.run.epoch == 0
    assert says in lab.message.text
    assert "Epochs count from 0 again; Undo brings the earlier run back." in lab.message.text


def test_a_change_that_keeps_every_parameter_says_so_and_one_before_training_nothing(
    lab: Lab,
) -> None:
    act(lab, "more-neurons", "1")
    assert lab.message.text == "Hidden layer 1 has 5 neurons. The network is 2-5-4-1."
    lab.run.train(3)
    act(lab, "activation-1", "tanh")
    assert "All 44 parameters are as they were. Epochs count from 0 again" in lab.message.text


def test_each_hidden_layer_has_its_activation_and_keeps_its_weights(lab: Lab) -> None:
    lab.run.train(20)
    before = lab.run.parameters.copy()
    act(lab, "activation-2", "tanh")
    assert lab.spec.activations == ("relu", "tanh")
    assert np.array_equal(lab.run.parameters, before)
    act(lab, "activation", "gelu")
    assert lab.spec.activations == ("gelu", "gelu")


def test_the_output_is_what_the_rules_permit(lab: Lab) -> None:
    act(lab, "output-kept", "identity")
    assert lab.spec.output == "identity"
    act(lab, "output-kept", "sigmoid")
    act(lab, "loss", "bce")
    act(lab, "output-kept", "identity")
    assert lab.spec.output == "sigmoid"
    assert "“identity” cannot be used" in lab.message.text


@pytest.mark.parametrize(("action", "value"), [
    ("more-neurons", "3"), ("more-neurons", "x"), ("fewer-neurons", "-1"), ("activation-4", "tanh"),
    ("neurons-3", "5"), ("layers", "many"), ("activation-1", "<b>"), ("more-neurons", "0"),
])
def test_what_cannot_be_is_quoted_and_changes_nothing(lab: Lab, action: str, value: str) -> None:
    run = lab.run
    act(lab, action, value)
    assert lab.run is run
    assert f"“{value}”" in lab.message.text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(
    st.sampled_from(["add-layer", "remove-layer", "layers", "neurons-1", "neurons-2", "neurons-4",
                     "more-neurons", "fewer-neurons", "activation-2", "undo", "step", "reset",
                     "signals-on", "signals-back", "nudge", "new-weights"]),
    st.sampled_from(["1", "2", "3", "6", "8", "tanh"])), max_size=15))
def test_whatever_is_done_every_figure_can_be_drawn(deeds: list[tuple[str, str]]) -> None:
    lab = Lab(BLOCK.id, BLOCK.spec, layout=BLOCK.layout)
    for action, value in deeds:
        act(lab, action, value)
        assert 2 <= len(lab.spec.layers) <= 6
        assert len(lab.spec.activations) == len(lab.spec.layers) - 2
        for view in BLOCK.layout.bench:
            first_paint(lab, view)


def test_the_bar_shows_the_layers_and_says_what_cannot_be_more(lab: Lab) -> None:
    act(lab, "layers", "6")
    act(lab, "neurons-4", "8")
    act(lab, "activation-3", "sigmoid")
    texts = VIEWS["layers"].values(lab)
    assert texts[:4] == ["4", "false", "6", "true"]  # another cannot be added
    third, fourth = texts[12:16], texts[16:20]
    assert third == ["layer", "false", "4", "false"]
    assert fourth == ["layer", "false", "8", "true"]
    rows = layer_settings.values(lab)
    assert rows[:2] == ["6", f"{lab.run.network.size} parameters"]
    assert rows[8:14] == ["layer-row", "4", "sigmoid", "layer-row", "8", "relu"]


def test_what_a_change_adds_is_marked_in_the_figure_and_nothing_else(lab: Lab) -> None:
    def came() -> set[str]:
        return {dict(part.attributes)["data-part"] for part in walk(VIEWS["network"].structure(lab))
                if dict(part.attributes).get("class") == "part came"}

    assert came() == set()
    act(lab, "neurons-2", "5")
    assert came() == {"neuron:2.4", "weight:3.4.0", *(f"weight:2.{i}.4" for i in range(4))}
    lab.run.train(2)
    act(lab, "layers", "5")
    assert {part for part in came() if part.startswith("neuron")} == {
        f"neuron:3.{index}" for index in range(5)}
    lab.run.train(2)
    act(lab, "neurons-1", "2")
    assert came() == set()
    act(lab, "undo")
    assert came() == set()
