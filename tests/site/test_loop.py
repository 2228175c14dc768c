"""A frame's ten milliseconds: views first, then training."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from ui import figures
from ui.actions import act
from ui.lab import Lab, loop
from ui.lab.loop import FRAME_SECONDS, SLOW_SECONDS, VIEW_SECONDS, Loop
from ui.lab.pace import FIRST_UPDATES, Pace
from ui.lab.scales import SPEEDS

from engine import Run, Spec
from engine.kernel import machine


@dataclass(eq=False)
class Figure:
    """A figure that only notes that it was drawn."""

    name: str
    draw_it: Callable[[str], None] = lambda name: None
    shown: bool = True
    slow: bool = False
    steady: bool = False

    def draw(self) -> None:
        self.draw_it(self.name)


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
    # By this clock any number of updates takes no time, so the lab would make ever more at once.
    monkeypatch.setattr("ui.lab.pace.MOST_UPDATES", 8)
    return clock


def taking(
    seconds: float, clock: Clock, note: Callable[[str], None]
) -> Callable[[str], None]:
    """A way to draw that takes so long, and notes which view it was."""
    def draw(view: str) -> None:
        note(view)
        clock.now += seconds

    return draw


def playing_lab() -> Lab:
    lab = Lab("xor", Spec.parse("data=xor&batch=all&lr=0.5&seed=10"))
    act(lab, "speed", str(len(SPEEDS) - 1))
    act(lab, "play")
    return lab


def test_views_come_before_training_and_training_asks_for_them_again(clock: Clock) -> None:
    lab, drawn = playing_lab(), []
    note = lambda view: drawn.append((view, lab.run.epoch))  # noqa: E731
    each = Loop(lab, [Figure("a", note), Figure("b", note)])
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
    each = Loop(lab, [])
    each.frame(0.0)
    before = clock.now
    each.frame(0.016)
    # Past the deadline by no more than one look at the clock.
    assert clock.now - before <= FRAME_SECONDS + 0.00035
    assert clock.now - before >= FRAME_SECONDS


def test_views_that_do_not_fit_are_the_first_of_the_next_frame(clock: Clock) -> None:
    drawn: list[str] = []
    slow = taking(FRAME_SECONDS * 0.6, clock, drawn.append)
    lab = Lab("xor", Spec.parse("data=xor&batch=all"))
    each = Loop(lab, [Figure(name, slow) for name in "abc"])
    each.changed()
    each.frame(0.0)
    assert drawn == ["a", "b"]
    assert each.busy
    each.frame(0.016)
    assert drawn == ["a", "b", "c"]
    assert not each.busy


def test_a_paused_lab_with_nothing_new_needs_no_frames(clock: Clock) -> None:
    lab = playing_lab()
    each = Loop(lab, [Figure("a")])
    act(lab, "pause")
    assert not each.busy


def test_a_gap_between_frames_is_not_caught_up(clock: Clock) -> None:
    lab = playing_lab()
    act(lab, "speed", str(SPEEDS.index(100.0)))
    each = Loop(lab, [])
    each.frame(0.0)
    each.frame(3600.0)
    assert lab.run.epoch <= 10


def test_a_figure_in_a_closed_tab_is_not_drawn(clock: Clock) -> None:
    drawn: list[str] = []
    hidden = Figure("hidden", drawn.append, shown=False)
    each = Loop(Lab("xor", Spec()), [Figure("a", drawn.append), hidden])
    each.changed()
    each.frame(0.0)
    assert drawn == ["a"]
    assert not each.busy


def test_a_slow_figure_is_drawn_a_few_times_a_second_and_when_the_run_stops(clock: Clock) -> None:
    drawn: list[str] = []
    lab = playing_lab()
    each = Loop(lab, [Figure("slow", drawn.append, slow=True)])
    for frame in range(5):
        each.changed()
        each.frame(frame * 0.016)
    assert drawn == ["slow"]
    clock.now += SLOW_SECONDS
    each.changed()
    each.frame(1.0)
    assert drawn == ["slow"] * 2
    act(lab, "pause")
    each.changed()
    each.frame(1.1)
    assert drawn == ["slow"] * 3


def test_a_view_that_took_too_long_last_time_is_left_to_the_next_frame(clock: Clock) -> None:
    drawn: list[str] = []
    slow = taking(FRAME_SECONDS * 0.6, clock, drawn.append)
    lab = Lab("xor", Spec.parse("data=xor&batch=all"))
    each = Loop(lab, [Figure(name, slow) for name in "ab"])
    each.changed()
    each.frame(0.0)
    assert drawn == ["a", "b"]  # nothing is known of them yet
    each.changed()
    each.frame(0.016)
    assert drawn == ["a", "b", "a"]
    each.frame(0.032)
    assert drawn == ["a", "b", "a", "b"]


def test_a_frame_that_its_views_used_up_trains_nothing(clock: Clock) -> None:
    drawn, lab = [], playing_lab()
    slow = taking(FRAME_SECONDS, clock, lambda view: drawn.append((view, lab.run.epoch)))
    each = Loop(lab, [Figure(name, slow) for name in "ab"])
    each.frame(0.0)
    each.changed()
    for frame in range(1, 3):
        each.frame(frame * 0.016)
    assert drawn == [("a", 0), ("b", 0)]
    assert lab.run.epoch == 0
    for frame in range(3, 6):
        each.frame(frame * 0.016)
    trained = lab.run.epoch
    assert trained > 0
    assert drawn[2:] == [("a", trained), ("b", trained)]


def test_at_a_speed_that_leaves_time_all_figures_show_one_state(clock: Clock) -> None:
    lab = Lab("xor", Spec.parse("data=xor&batch=1"))
    drawn: list[tuple[str, int]] = []
    slow = taking(FRAME_SECONDS * 0.6, clock, lambda view: drawn.append((view, lab.run.update)))
    each = Loop(lab, [Figure(name, slow) for name in "abc"])
    act(lab, "speed", str(SPEEDS.index(20.0)))
    act(lab, "play")
    for frame in range(60):
        each.frame(frame * 0.016)
    rounds = [drawn[start : start + 3] for start in range(0, len(drawn) - 2, 3)]
    assert len(rounds) >= 10
    for each_round in rounds:
        assert [view for view, _ in each_round] == ["a", "b", "c"]
        assert len({update for _, update in each_round}) == 1
    assert lab.run.epoch >= 15  # of the 19 that this time has: it keeps its pace


def test_where_training_needs_the_time_views_get_less_of_a_frame(clock: Clock) -> None:
    drawn: list[str] = []
    slow = taking(VIEW_SECONDS * 0.6, clock, drawn.append)
    lab = playing_lab()
    each = Loop(lab, [Figure(name, slow) for name in "ab"])
    each.changed()
    each.frame(0.0)
    assert not lab.behind
    assert drawn == ["a", "b"]
    each.frame(0.016)  # trains, and could train more
    assert lab.behind
    each.frame(0.032)
    assert drawn == ["a", "b", "a"]


def test_training_alone_does_not_draw_a_steady_figure_and_an_action_does(clock: Clock) -> None:
    drawn: list[str] = []
    lab = playing_lab()
    each = Loop(lab, [Figure("a", drawn.append), Figure("b", drawn.append, steady=True)])
    each.changed()
    for frame in range(3):
        each.frame(frame * 0.016)
    assert drawn == ["a", "b", "a"]
    each.changed()
    each.frame(0.048)
    assert drawn == ["a", "b", "a", "a", "b"]


def test_at_full_speed_a_batch_ends_with_an_epoch() -> None:
    run, pace, ends = Run(Spec.parse("data=xor&batch=1&seed=10")), Pace(), []
    for _ in range(20):
        pace.train(run, math.inf, 0.016, time.perf_counter() + 0.010)
        ends.append(run.update % run.updates_per_epoch)
    # Before it knows that many updates fit into its time, it is in the midst of epochs.
    assert ends[-5:] == [0] * 5


def test_training_changes_nothing_in_a_view_that_says_it_is_steady() -> None:
    for path in sorted((SITE / "lessons").glob("*.md")):
        for block in Lesson.read(path).labs:
            lab = Lab(block.id, block.spec, block.tasks, block.layout)
            steady = [view for view in block.layout.views if figures.steady(view)]
            assert steady
            lab.play()
            before = [figures.first_paint(lab, view) for view in steady]
            lab.set_speed(len(SPEEDS) - 1)
            assert lab.train(0.1, time.perf_counter() + 0.05)
            assert [figures.first_paint(lab, view) for view in steady] == before


def test_a_lab_gets_its_kernel_between_frames_though_it_is_paused_and_is_drawn_by_it() -> None:
    pytest.importorskip("wasmtime", reason="wasmtime runs the kernel outside a browser")
    from tests.engine.wasmtime_machine import Late

    spec, drawn = Spec.parse("layers=2-3-2-3-1&data=xor&batch=all"), []
    machine.use(Late(2))
    try:
        lab = Lab("xor", spec)
        each = Loop(lab, [Figure("a", lambda _: drawn.append(lab.run.engine))])
        each.changed()
        frames = 0
        while each.busy:
            each.frame(frames / 60)
            frames += 1
    finally:
        machine.use(None)
    assert (drawn[0], drawn[-1], lab.run.epoch) == ("numpy", "wasm", 0)


def test_another_run_begins_with_few_updates_at_once() -> None:
    """A kernel makes thousands of updates in the time in which numpy makes ten."""
    pace, first, second = Pace(), *(Run(Spec.parse("data=xor&batch=1&seed=10")) for _ in range(2))
    for _ in range(30):
        pace.train(first, math.inf, 0.016, time.perf_counter() + 0.010)
    counts: list[int] = []
    second.step = counts.append  # type: ignore[method-assign]
    pace.train(second, math.inf, 0.016, time.perf_counter() + 0.010)
    assert counts[0] <= FIRST_UPDATES
