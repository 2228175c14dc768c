"""Weights and biases changed by hand: seen everywhere, bounded, and undone."""

import re

import numpy as np
import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from ui.actions import act
from ui.figures import first_paint
from ui.lab import Lab

BLOCK = Lesson.read(SITE / "lessons" / "02-network.md").labs[0]


@pytest.fixture
def lab() -> Lab:
    lab = Lab(BLOCK.id, BLOCK.spec, layout=BLOCK.layout)
    lab.run.train(30)
    return lab


def test_a_typed_weight_is_the_runs_and_is_seen_everywhere(lab: Lab) -> None:
    act(lab, "select", "weight:1.1.2")
    act(lab, "value", "−0,75")
    assert lab.run.weights[0][2, 1] == -0.75
    assert lab.run.epoch == 30
    assert 'aria-label="Weight x₂ → h₁,₃: −0.7500"' in first_paint(lab, "network")
    assert 'data-number="-0.75"' in first_paint(lab, "inspector")
    act(lab, "select", "neuron:1.2")
    assert "0.75" in re.sub("<[^>]+>", "", first_paint(lab, "formula"))


def test_of_a_neuron_it_is_the_bias_and_of_an_input_nothing(lab: Lab) -> None:
    act(lab, "select", "neuron:2.1")
    act(lab, "value", "2")
    assert lab.run.biases[1][1] == 2
    act(lab, "select", "neuron:0.1")
    run = lab.run
    act(lab, "value", "2")
    assert lab.run is run
    assert "<input" not in first_paint(lab, "parameter")


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "1e9", "<b>1</b>", "1001"])
def test_what_is_no_number_in_the_bounds_is_quoted_and_not_taken(lab: Lab, text: str) -> None:
    act(lab, "select", "weight:1.0.0")
    run = lab.run
    act(lab, "value", text)
    assert lab.run is run
    assert f"“{text}”" in lab.message.text
    assert "from −1,000 to 1,000" in lab.message.text


def test_undo_brings_the_earlier_value_back_and_the_recorded_future(lab: Lab) -> None:
    act(lab, "epoch", "10")
    before = lab.run.parameters.copy()
    act(lab, "select", "weight:2.0.0")
    act(lab, "value", "5")
    assert lab.run.history.last_epoch == 10
    act(lab, "undo")
    assert np.array_equal(lab.run.parameters, before)
    assert lab.run.history.last_epoch == 30


def test_arrows_nudge_and_are_undone_together(lab: Lab) -> None:
    act(lab, "select", "bias:1.0")
    before = lab.run.parameters.copy()
    value = lab.run.biases[0][0]
    for _ in range(3):
        act(lab, "nudge", "1")
    act(lab, "nudge", "-10")
    assert lab.run.biases[0][0] == pytest.approx(value - 0.7, abs=1e-5)
    act(lab, "undo")
    assert np.array_equal(lab.run.parameters, before)


def test_after_training_another_change_is_undone_by_itself(lab: Lab) -> None:
    act(lab, "select", "bias:1.0")
    act(lab, "value", "1")
    lab.run.train(1)
    trained = lab.run.parameters.copy()
    act(lab, "value", "2")
    act(lab, "undo")
    assert np.array_equal(lab.run.parameters, trained)


def test_what_plays_goes_on_playing_and_what_is_typed_stays_in_its_field(lab: Lab) -> None:
    act(lab, "select", "weight:1.0.0")
    act(lab, "play")
    act(lab, "value-typing", "-1.")
    lab.run.train(3)
    assert 'value="-1."' in first_paint(lab, "parameter")
    act(lab, "value", "-1.5")
    assert lab.playing
    assert lab.run.weights[0][0, 0] == -1.5
    assert 'value="-1.5"' in first_paint(lab, "parameter")


def test_the_field_follows_the_training_again_when_it_is_left(lab: Lab) -> None:
    act(lab, "select", "weight:1.0.0")
    act(lab, "value-typing", "7")
    act(lab, "value-left")
    assert f'value="{lab.run.weights[0][0, 0]:.4g}"' in first_paint(lab, "parameter")
