"""What a lab's controls do to its run."""

import contextlib
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui.lab import (
    FASTEST_RATE,
    SLOWEST_RATE,
    SPEEDS,
    UNDOS,
    Lab,
    bounded,
    position_of,
    rate_at,
)

from engine import Run, Spec

XOR = Spec.parse("layers=2-4-1&act=relu&loss=bce&data=xor&batch=all&lr=0.5&seed=10")


@pytest.fixture
def lab() -> Lab:
    return Lab("xor", XOR)


def test_step_is_one_epoch_and_back_undoes_it_to_the_bit(lab: Lab) -> None:
    lab.act("step")
    after_one = lab.run.parameters.copy()
    lab.act("step")
    assert lab.run.epoch == 2
    lab.act("back")
    assert lab.run.epoch == 1
    assert np.array_equal(lab.run.parameters, after_one)


def test_back_at_the_start_stays_there(lab: Lab) -> None:
    lab.act("back")
    assert lab.run.update == 0


def test_back_in_the_middle_of_an_epoch_goes_to_its_start() -> None:
    lab = Lab("xor", XOR.replace(batch=1))
    lab.run.step(6)
    lab.act("back")
    assert (lab.run.epoch, lab.run.update) == (1, 4)


def test_reset_returns_the_same_weights_and_keeps_the_learning_rate(lab: Lab) -> None:
    start = lab.run.parameters.copy()
    lab.act("rate", "80")
    lab.run.train(20)
    lab.act("reset")
    assert np.array_equal(lab.run.parameters, start)
    assert lab.spec.learning_rate == rate_at(80)


def test_new_weights_are_those_of_the_next_seed(lab: Lab) -> None:
    lab.act("new-weights")
    assert np.array_equal(lab.run.parameters, Run(XOR.replace(seed=11)).parameters)


def test_undo_brings_back_what_reset_and_new_weights_put_aside(lab: Lab) -> None:
    lab.run.train(30)
    trained = lab.run.parameters.copy()
    lab.act("reset")
    lab.act("new-weights")
    lab.act("undo")
    lab.act("undo")
    assert np.array_equal(lab.run.parameters, trained)
    assert not lab.can_undo


def test_no_more_earlier_runs_are_kept_than_stated(lab: Lab) -> None:
    for _ in range(UNDOS + 3):
        lab.act("new-weights")
    for _ in range(UNDOS):
        assert lab.can_undo
        lab.act("undo")
    assert not lab.can_undo


def test_play_trains_at_the_set_speed(lab: Lab) -> None:
    lab.act("speed", str(SPEEDS.index(100.0)))
    lab.act("play")
    for _ in range(50):  # half a second, in hundredths
        lab.train(0.01, deadline=time.perf_counter() + 60)
    assert 49 <= lab.run.epoch <= 50


def test_a_passed_deadline_still_lets_one_batch_of_updates_through(lab: Lab) -> None:
    lab.act("speed", str(len(SPEEDS) - 1))
    lab.act("play")
    assert lab.train(0.016, deadline=0.0)
    assert 0 < lab.run.epoch < 20


def test_the_default_speed_falls_behind_rather_than_catching_up(lab: Lab) -> None:
    lab.act("speed", str(SPEEDS.index(100.0)))
    lab.act("play")
    lab.train(3600.0, deadline=time.perf_counter() + 60)
    assert lab.run.epoch <= 10  # a tenth of a second's worth


def test_training_stops_and_says_so_when_it_diverges() -> None:
    diverging = Lab("x", Spec.parse("layers=2-4-1&loss=mse&out=identity&data=xor&batch=all&lr=10"))
    diverging.act("play")
    for _ in range(400):
        if not diverging.playing:
            break
        diverging.train(0.1, deadline=time.perf_counter() + 1)
    assert diverging.run.diverged
    assert not diverging.playing
    assert diverging.message.text.startswith("Stopped: ")


@pytest.mark.parametrize("typed", ["", "fast", "0", "-1", "3", "nan", "inf", "1e999", "<b>1</b>"])
def test_a_learning_rate_that_cannot_be_used_is_quoted_and_not_taken(lab: Lab, typed: str) -> None:
    lab.act("rate-value", typed)
    assert lab.spec.learning_rate == 0.5
    assert f"“{typed}”" in lab.message.text
    assert "from 0.01 to 2" in lab.message.text


def test_a_typed_learning_rate_is_taken_with_point_or_comma(lab: Lab) -> None:
    lab.act("rate-value", "0.37")
    assert lab.spec.learning_rate == 0.37
    lab.act("rate-value", "0,05")
    assert lab.spec.learning_rate == 0.05


def test_the_rate_slider_is_logarithmic_and_its_position_is_found_again() -> None:
    assert (rate_at(0), rate_at(100)) == (SLOWEST_RATE, FASTEST_RATE)
    for position in range(101):
        assert abs(position_of(rate_at(position)) - position) <= 1
    assert rate_at(50) == pytest.approx((SLOWEST_RATE * FASTEST_RATE) ** 0.5, rel=0.05)


@given(st.text(max_size=30))
def test_no_value_of_a_slider_leaves_its_range(text: str) -> None:
    with contextlib.suppress(ValueError):  # refused, in words
        assert 0 <= bounded(text, 0, 9) <= 9


def test_an_unknown_action_or_part_does_nothing(lab: Lab) -> None:
    assert not lab.act("explode")
    lab.act("select", "neuron:9.9")
    assert lab.selected == "neuron:1.0"


def test_every_part_of_the_network_can_be_selected_once(lab: Lab) -> None:
    parts = lab.parts()
    assert len(parts) == len(set(parts)) == 12 + 7 + 5
