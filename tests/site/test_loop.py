"""A frame's ten milliseconds: views first, then training."""

import pytest
from ui import loop
from ui.lab import SPEEDS, Lab
from ui.loop import FRAME_SECONDS, VIEW_SECONDS, Loop

from engine import Spec


class Clock:
    """A clock that moves only when told, and by a bit whenever it is asked."""

    def __init__(self) -> None:
        self.now = 100.0

    def perf_counter(self) -> float:
        self.now += 0.0001
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(loop.time, "perf_counter", clock.perf_counter)
    return clock


def playing_lab() -> Lab:
    lab = Lab("xor", Spec.parse("data=xor&batch=all&lr=0.5&seed=10"))
    lab.act("speed", str(len(SPEEDS) - 1))
    lab.act("play")
    return lab


def test_views_come_before_training_and_training_asks_for_them_again(clock: Clock) -> None:
    lab, drawn = playing_lab(), []
    each = Loop(lab, ["a", "b"], lambda view: drawn.append((view, lab.run.epoch)))
    each.changed()
    each.frame(0.0)
    assert drawn == [("a", 0), ("b", 0)]
    each.frame(0.016)
    trained = lab.run.epoch
    assert trained > 0
    assert len(drawn) == 2
    each.frame(0.032)
    assert drawn[2:] == [("a", trained), ("b", trained)]


def test_a_frame_ends_within_its_time(clock: Clock) -> None:
    lab = playing_lab()
    each = Loop(lab, [], lambda view: None)
    each.frame(0.0)
    before = clock.now
    each.frame(0.016)
    # Past the deadline by no more than one look at the clock.
    assert clock.now - before <= FRAME_SECONDS + 0.0003
    assert clock.now - before >= FRAME_SECONDS


def test_views_that_do_not_fit_are_the_first_of_the_next_frame(clock: Clock) -> None:
    drawn = []

    def slow(view: str) -> None:
        drawn.append(view)
        clock.now += VIEW_SECONDS * 0.6

    lab = Lab("xor", Spec.parse("data=xor&batch=all"))
    each = Loop(lab, ["a", "b", "c"], slow)
    each.changed()
    each.frame(0.0)
    assert drawn == ["a", "b"]
    assert each.busy
    each.frame(0.016)
    assert drawn == ["a", "b", "c"]
    assert not each.busy


def test_a_paused_lab_with_nothing_new_needs_no_frames(clock: Clock) -> None:
    lab = playing_lab()
    each = Loop(lab, ["a"], lambda view: None)
    lab.act("pause")
    assert not each.busy


def test_a_gap_between_frames_is_not_caught_up(clock: Clock) -> None:
    lab = playing_lab()
    lab.act("speed", str(SPEEDS.index(100.0)))
    each = Loop(lab, [], lambda view: None)
    each.frame(0.0)
    each.frame(3600.0)
    assert lab.run.epoch <= 10
