"""What a lab's controls do to its run."""

import contextlib
import random
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui.actions import act
from ui.lab import UNDOS, Lab
from ui.lab.message import Message
from ui.lab.scales import RATE, SPEEDS, LogScale, bounded
from ui.panels.computation.state import Computation

from engine import Run, Spec

XOR = Spec.parse("layers=2-4-1&act=relu&loss=bce&data=xor&batch=all&lr=0.5&seed=10")


@pytest.fixture
def lab() -> Lab:
    return Lab("xor", XOR)


def test_step_is_one_epoch_and_back_undoes_it_to_the_bit(lab: Lab) -> None:
    act(lab, "step")
    after_one = lab.run.parameters.copy()
    act(lab, "step")
    assert lab.run.epoch == 2
    act(lab, "back")
    assert lab.run.epoch == 1
    assert np.array_equal(lab.run.parameters, after_one)


def test_back_at_the_start_stays_there(lab: Lab) -> None:
    act(lab, "back")
    assert lab.run.update == 0


def test_back_in_the_middle_of_an_epoch_goes_to_its_start() -> None:
    lab = Lab("xor", XOR.replace(batch=1))
    lab.run.step(6)
    act(lab, "back")
    assert (lab.run.epoch, lab.run.update) == (1, 4)


def test_reset_returns_the_same_weights_and_keeps_the_learning_rate(lab: Lab) -> None:
    start = lab.run.parameters.copy()
    act(lab, "rate", "80")
    lab.run.train(20)
    act(lab, "reset")
    assert np.array_equal(lab.run.parameters, start)
    assert lab.spec.learning_rate == RATE.at(80)


def test_new_weights_are_those_of_the_next_seed(lab: Lab) -> None:
    act(lab, "new-weights")
    assert np.array_equal(lab.run.parameters, Run(XOR.replace(seed=11)).parameters)


@pytest.mark.parametrize("chance", range(5))
def test_a_state_is_never_that_of_other_weights(chance: int) -> None:
    """What is drawn is kept by the state; a freed run's place in memory is another's soon."""
    lab, draw = Lab("xor", XOR), random.Random(chance)
    seen: dict[object, bytes] = {}
    for _ in range(200):
        act(lab, draw.choice(["new-weights", "undo", "undo", "reset", "step", "back"]))
        lab.selected = draw.choice(["weight:1.0.1", "bias:1.0"])
        act(lab, "nudge", draw.choice(["1", "-1"]))
        parameters = lab.run.parameters.tobytes()
        assert seen.setdefault(lab.state, parameters) == parameters


def test_undo_brings_back_what_reset_and_new_weights_put_aside(lab: Lab) -> None:
    lab.run.train(30)
    trained = lab.run.parameters.copy()
    act(lab, "reset")
    act(lab, "new-weights")
    act(lab, "undo")
    act(lab, "undo")
    assert np.array_equal(lab.run.parameters, trained)
    assert not lab.can_undo


def test_no_more_earlier_runs_are_kept_than_stated(lab: Lab) -> None:
    for _ in range(UNDOS + 3):
        act(lab, "new-weights")
    for _ in range(UNDOS):
        assert lab.can_undo
        act(lab, "undo")
    assert not lab.can_undo


def test_play_trains_at_the_set_speed(lab: Lab) -> None:
    act(lab, "speed", str(SPEEDS.index(100.0)))
    act(lab, "play")
    for _ in range(50):  # half a second, in hundredths
        lab.train(0.01, deadline=time.perf_counter() + 60)
    assert 49 <= lab.run.epoch <= 50


def test_a_passed_deadline_still_lets_one_batch_of_updates_through(lab: Lab) -> None:
    act(lab, "speed", str(len(SPEEDS) - 1))
    act(lab, "play")
    assert lab.train(0.016, deadline=0.0)
    assert 0 < lab.run.epoch < 20


def test_the_default_speed_falls_behind_rather_than_catching_up(lab: Lab) -> None:
    act(lab, "speed", str(SPEEDS.index(100.0)))
    act(lab, "play")
    lab.train(3600.0, deadline=time.perf_counter() + 60)
    assert lab.run.epoch <= 10  # a tenth of a second's worth


def test_training_stops_and_says_so_when_it_diverges() -> None:
    diverging = Lab("x", Spec.parse("layers=2-4-1&loss=mse&out=identity&data=xor&batch=all&lr=10"))
    act(diverging, "play")
    for _ in range(400):
        if not diverging.playing:
            break
        diverging.train(0.1, deadline=time.perf_counter() + 1)
    assert diverging.run.diverged
    assert not diverging.playing
    assert diverging.message.text.startswith("Stopped: ")


@pytest.mark.parametrize("speed", ["0", "5"])
def test_a_step_of_a_diverged_run_says_that_it_has_diverged(speed: str) -> None:
    lab = Lab("x", Spec.parse("layers=2-4-1&act=relu&out=identity&loss=mse&data=plane&lr=10"))
    lab.run.train(1)
    assert (lab.run.diverged, lab.run.epoch) == (True, 0)
    act(lab, "speed", speed)
    act(lab, "step")
    assert lab.message == Message(f"Stopped: {lab.diagnosis()}")


@pytest.mark.parametrize("typed", ["", "fast", "0", "-1", "3", "nan", "inf", "1e999", "<b>1</b>"])
def test_a_learning_rate_that_cannot_be_used_is_quoted_and_not_taken(lab: Lab, typed: str) -> None:
    act(lab, "rate-value", typed)
    assert lab.spec.learning_rate == 0.5
    assert f"“{typed}”" in lab.message.text
    assert "from 0.01 to 2" in lab.message.text


def test_a_typed_learning_rate_is_taken_with_point_or_comma(lab: Lab) -> None:
    act(lab, "rate-value", "0.37")
    assert lab.spec.learning_rate == 0.37
    act(lab, "rate-value", "0,05")
    assert lab.spec.learning_rate == 0.05


def test_the_rate_slider_is_logarithmic_from_end_to_end() -> None:
    assert (RATE.at(0), RATE.at(RATE.last)) == (RATE.lowest, RATE.highest) == (0.01, 2.0)
    assert RATE.at(RATE.last // 2) == pytest.approx((0.01 * 2.0) ** 0.5, rel=0.1)


@given(st.floats(1e-5, 1.0), st.floats(1.5, 1e5), st.integers(2, 300), st.integers(2, 3))
def test_a_slider_stays_at_the_position_that_was_chosen(lowest, ratio, steps, digits) -> None:
    """Rates are rounded: where two positions had one rate, a key that was pressed was lost."""
    scale = LogScale(lowest, lowest * ratio, steps, digits)
    assert [scale.position(scale.at(at)) for at in range(scale.last + 1)] == [
        *range(scale.last + 1)]


@given(st.floats(0.001, 30.0))
def test_the_position_of_a_typed_rate_is_the_nearest(rate: float) -> None:
    distances = [abs(np.log(rate / stop)) for stop in RATE.stops]
    assert distances[RATE.position(rate)] == pytest.approx(min(distances), abs=1e-12)


@given(st.text(max_size=30))
def test_no_value_of_a_slider_leaves_its_range(text: str) -> None:
    with contextlib.suppress(ValueError):  # refused, in words
        assert 0 <= bounded(text, 0, 9) <= 9


def test_an_unknown_action_or_part_does_nothing(lab: Lab) -> None:
    assert not act(lab, "explode")
    act(lab, "select", "neuron:9.9")
    assert lab.selected == "neuron:1.0"


def test_every_part_of_the_network_can_be_selected_once(lab: Lab) -> None:
    parts = lab.parts()
    assert len(parts) == len(set(parts)) == 12 + 7 + 5


def test_in_slow_motion_a_step_is_one_update_and_back_undoes_it() -> None:
    lab = Lab("xor", XOR.replace(batch=1))
    act(lab, "speed", "0")
    act(lab, "step")
    act(lab, "step")
    assert lab.run.update == 2
    act(lab, "back")
    assert lab.run.update == 1


@pytest.mark.parametrize(("action", "value", "field", "expected"), [
    ("samples", "250", "samples", 250), ("samples", "9999", "samples", 500),
    ("noise", "20", "noise", 0.2), ("penalty", "30", "penalty", 0.3),
    ("activation", "tanh", "activations", ("tanh",)), ("new-data", "", "data_seed", 2),
])
def test_data_controls_change_the_spec(
    action: str, value: str, field: str, expected: object
) -> None:
    lab = Lab("xor", Spec())
    assert act(lab, action, value)
    assert getattr(lab.spec, field) == expected


@pytest.mark.parametrize(("action", "value"), [
    ("activation", "softmax"), ("activation", "<b>"), ("samples", "many"), ("epoch", "x"),
    ("sample", ""), ("epoch-share", "nan"),
])
def test_a_value_that_cannot_be_used_is_quoted_and_changes_nothing(action: str, value: str) -> None:
    lab = Lab("xor", Spec())
    before, run = str(lab.spec), lab.run
    act(lab, action, value)
    assert (str(lab.spec), lab.run) == (before, run)
    assert f"“{value}”" in lab.message.text


def test_new_data_can_be_undone() -> None:
    lab = Lab("xor", Spec())
    lab.run.train(3)
    trained = lab.run.parameters.copy()
    act(lab, "new-data")
    act(lab, "undo")
    assert np.array_equal(lab.run.parameters, trained)


def test_the_scrubber_goes_to_any_epoch_of_the_history_and_no_further() -> None:
    lab = Lab("xor", Spec())
    lab.run.train(30)
    act(lab, "epoch", "12")
    assert lab.run.epoch == 12
    act(lab, "epoch", "500")
    assert lab.run.epoch == 30


def test_a_click_into_a_chart_goes_to_the_epoch_that_is_there() -> None:
    lab = Lab("xor", Spec())
    lab.run.train(90)  # on an axis of 100
    act(lab, "epoch-share", "0.42 0.9")
    assert lab.run.epoch == 42
    act(lab, "epoch-share", "0.99 0.1")
    assert lab.run.epoch == 90


def test_beside_a_longer_pinned_run_a_click_into_a_chart_goes_where_it_points() -> None:
    lab = Lab("xor", Spec())
    lab.run.train(400)
    act(lab, "pin")
    act(lab, "reset")
    lab.run.train(90)  # on an axis of 500, which the pinned run needs
    act(lab, "epoch-share", "0.1 0.5")
    assert lab.run.epoch == 50


def test_what_is_pinned_stays_as_it_was_whatever_becomes_of_the_run() -> None:
    lab = Lab("xor", Spec())
    lab.run.train(50)
    act(lab, "pin")
    assert lab.pinned is not None
    parameters, losses = lab.run.parameters.copy(), lab.run.history.loss.tolist()
    lab.run.train(10)
    act(lab, "epoch", "20")
    act(lab, "rate", "90")
    lab.run.train(10)
    assert lab.pinned.epoch == 50
    assert (lab.pinned.parameters == parameters).all()
    assert lab.pinned.history.loss.tolist() == losses


def test_a_walk_goes_through_every_computation_and_stays_within_them() -> None:
    lab = Lab("xor", Spec())
    act(lab, "walk-start")
    for _ in range(100):
        act(lab, "walk-on")
    assert lab.of(Computation).walk == 57  # 10 forward, 1 loss, 13 back, 17 gradients, 17 updates
    act(lab, "walk-back")
    assert lab.of(Computation).walk == 56
    act(lab, "walk-end")
    assert lab.of(Computation).walk is None
