"""What is tried of a run that gets no further: in the gaps between frames, and open to be seen."""

import re
import time

import pytest
from ui.actions import act
from ui.figures import VIEWS, first_paint, key
from ui.lab import Lab
from ui.lab.layout import figure_layout
from ui.lab.loop import FRAME_SECONDS, Loop
from ui.lab.scales import SPEEDS
from ui.panels.tries.state import KEPT

from engine import Run, Spec

STUCK = Spec.parse("layers=2-1&data=xor&batch=all&lr=0.5&seed=11")


class Words:
    """The diagnosis in its place, which looks at the run as it is drawn."""

    shown, slow, steady = True, False, False

    def __init__(self, lab: Lab) -> None:
        self.lab = lab

    def draw(self) -> None:
        VIEWS["diagnosis"].values(self.lab)


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.panels.tries.state.PATIENCE", 0.0)


def stuck_lab(epochs: int = 300) -> tuple[Lab, Loop]:
    lab = Lab("xor", STUCK)
    lab.run.train(epochs)
    loop = Loop(lab, [Words(lab)])
    loop.changed()
    return lab, loop


def rest(lab: Lab, loop: Loop) -> None:
    """Frames until nothing goes by itself."""
    now = 0.0
    for _ in range(20_000):
        if not loop.busy:
            return
        loop.frame(now)
        now += 0.016
    raise AssertionError("it never rests")


def test_a_paused_lab_that_is_stuck_tries_and_then_rests() -> None:
    lab, loop = stuck_lab()
    assert lab.trying.of(lab) is None
    rest(lab, loop)
    tries = lab.trying.of(lab)
    assert tries is not None
    assert tries.finished
    drawn = first_paint(lab, "tries")
    assert "What helps: a hidden layer of 4 tanh units" in drawn
    assert drawn.count('data-action="open-try"') == tries.total
    assert (lab.run.epoch, lab.run.events, lab.can_undo) == (300, (), False)


def test_a_run_that_falls_is_not_tried() -> None:
    lab, loop = stuck_lab(50)
    rest(lab, loop)
    assert lab.trying.of(lab) is None
    assert '<details class="tries" data-key="tries" hidden="">' in first_paint(lab, "tries")


def test_a_figure_by_itself_tries_nothing() -> None:
    lab = Lab("x", STUCK, layout=figure_layout("loss"))
    lab.run.train(300)
    loop = Loop(lab, [Words(lab)])
    loop.changed()
    rest(lab, loop)
    assert lab.trying.of(lab) is None


def test_what_is_tried_is_within_a_frame_and_comes_after_all_else() -> None:
    lab, loop = stuck_lab()
    loop.frame(0.0)
    assert lab.trying.work(lab, time.perf_counter()) is False  # nothing of the frame is left
    before = time.perf_counter()
    lab.trying.work(lab, before + FRAME_SECONDS)
    assert lab.trying.of(lab) is not None


def test_at_full_speed_a_run_that_is_stuck_leaves_a_share_of_each_frame() -> None:
    lab, loop = stuck_lab()
    lab.set_speed(len(SPEEDS) - 1)
    lab.play()
    now, frames = 0.0, 0
    while (tries := lab.trying.of(lab)) is None or not tries.finished:
        loop.frame(now := now + 0.016)
        frames += 1
        assert frames < 3000
    assert lab.playing
    assert lab.run.epoch > 300 + frames  # and it trains on


def test_a_run_that_is_not_stuck_has_all_of_its_frames() -> None:
    lab, loop = stuck_lab(50)
    lab.play()
    loop.frame(0.0)
    assert lab.trying.share(lab) == 0.0


def test_undo_brings_back_what_was_tried_of_the_run() -> None:
    lab, loop = stuck_lab()
    rest(lab, loop)
    tries = lab.trying.of(lab)
    act(lab, "open-try", "0")
    rest(lab, loop)
    other = lab.trying.of(lab)
    assert other is not None
    assert other is not tries
    act(lab, "undo")
    lab.diagnosis()
    assert lab.trying.of(lab) is tries


def test_what_was_tried_is_kept_of_a_few_runs_only() -> None:
    lab, loop = stuck_lab()
    for _ in range(KEPT + 2):
        rest(lab, loop)
        assert lab.trying.of(lab) is not None
        act(lab, "open-try", "0")
        while lab.moving:
            lab.train(0.016, time.perf_counter() + 1)
        loop.changed()
    rest(lab, loop)
    assert len(lab.trying._tries) == KEPT


def test_cancel_stops_what_is_tried_and_says_how_far_it_got() -> None:
    lab, loop = stuck_lab()
    now = 0.0
    while (tries := lab.trying.of(lab)) is None or len(tries.results) < 2:
        loop.frame(now := now + 0.016)
    assert 'data-action="cancel-tries"' in first_paint(lab, "tries")
    made = len(tries.results)
    act(lab, "cancel-tries")
    rest(lab, loop)
    assert lab.trying.of(lab) is tries
    assert len(tries.results) == made
    drawn = first_paint(lab, "tries")
    assert f"Tried {made} of 9 changes on copies of this run: none helps" in drawn
    assert "cancel-tries" not in drawn


@pytest.mark.parametrize(("action", "value"), [
    ("reset", ""), ("new-weights", ""), ("rate-value", "0.2"), ("noise", "10"), ("l2", "0.1"),
])
def test_another_run_or_a_change_voids_what_was_tried(action: str, value: str) -> None:
    lab, loop = stuck_lab()
    rest(lab, loop)
    act(lab, action, value)
    assert lab.trying.of(lab) is None


def test_whoever_does_something_is_not_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.panels.tries.state.PATIENCE", 60.0)
    lab, loop = stuck_lab()
    act(lab, "step")
    lab.diagnosis()
    assert loop.busy
    assert lab.trying.work(lab, time.perf_counter() + 1) is False


def test_the_plateau_goes_on_and_what_was_tried_stays() -> None:
    lab, loop = stuck_lab()
    rest(lab, loop)
    tries = lab.trying.of(lab)
    act(lab, "step")
    lab.diagnosis()
    assert lab.trying.of(lab) is tries
    act(lab, "epoch", "200")
    lab.diagnosis()
    assert lab.trying.of(lab) is None  # they began at epoch 300


@pytest.mark.parametrize("finished", [False, True])
def test_a_plateau_that_begins_later_the_longer_it_is_seen_is_the_same(finished: bool) -> None:
    lab = Lab("xor", Spec.parse("layers=2-4-1&data=xor&l2=0.1&seed=24"))
    lab.run.train(100)
    loop = Loop(lab, [Words(lab)])
    loop.changed()
    while lab.trying.of(lab) is None:
        loop.frame(0.0)
    if finished:
        rest(lab, loop)
    tries = lab.trying.of(lab)
    assert tries is not None
    began = []
    for epoch in (150, 300, 700, 1500):
        lab.run.train(epoch - lab.run.epoch)
        began.append(lab.diagnosis().findings[0].epoch)
        assert lab.trying.of(lab) is tries
    assert began == [50, 121, 131, 141]  # what was tried is of epoch 100


def test_another_plateau_far_below_is_another_one() -> None:
    lab = Lab("xor", Spec.parse("layers=2-2-1&act=sigmoid&data=xor&batch=all&lr=2&seed=48"))
    lab.run.train(150)
    loop = Loop(lab, [Words(lab)])
    loop.changed()
    rest(lab, loop)
    assert lab.trying.of(lab) is not None
    lab.run.train(2500)
    assert lab.diagnosis().progress == "stuck"
    assert lab.trying.of(lab) is None


@pytest.mark.parametrize("at", range(9))
def test_a_row_opens_its_run_which_arrives_where_the_copy_was(at: int) -> None:
    lab, loop = stuck_lab()
    rest(lab, loop)
    tries = lab.trying.of(lab)
    assert tries is not None
    result, before = tries.results[at], lab.run
    act(lab, "open-try", str(at))
    assert lab.message.text.startswith(f"With {result.change.words}, from ")
    while lab.moving:
        lab.train(0.016, time.perf_counter() + 1)
    assert lab.run.epoch == result.epochs
    assert lab.run.data_loss == result.loss
    again = Run.recorded(result.spec, result.events)
    again.train(result.epochs)
    assert (again.parameters == lab.run.parameters).all()
    act(lab, "undo")
    assert lab.run is before


@pytest.mark.parametrize("value", ["", "-1", "99", "x", "1e9", "<b>"])
def test_a_row_that_is_not_there_opens_nothing_else(value: str) -> None:
    lab, loop = stuck_lab()
    act(lab, "open-try", "0")
    assert lab.run.epoch == 300
    rest(lab, loop)
    run = lab.run
    act(lab, "open-try", value)
    assert lab.run is run or lab.heading is not None  # a number is brought within the rows


def test_a_run_that_diverged_is_tried_from_the_start() -> None:
    lab = Lab("x", Spec.parse("layers=2-4-1&out=identity&loss=mse&data=plane&lr=10"))
    lab.run.train(5)
    assert lab.run.diverged
    loop = Loop(lab, [Words(lab)])
    loop.changed()
    rest(lab, loop)
    drawn = first_paint(lab, "tries")
    assert "What helps: a learning rate of" in drawn
    assert "✗ diverges" in drawn
    assert drawn.count("within 200") == drawn.count("✗ diverges")  # and no row says more


def test_each_number_of_it_is_there_in_full() -> None:
    lab, loop = stuck_lab()
    rest(lab, loop)
    tries = lab.trying.of(lab)
    assert tries is not None
    full = set(map(float, re.findall(r'data-number="([^"]+)"', first_paint(lab, "tries"))))
    assert {each.loss for each in tries.results} == full
    assert key(lab, "tries") is not None
