"""A lab that has played for hours: all of it still works, and it says where it ends."""

import json
import math

import numpy as np
import pytest
from ui.actions import act
from ui.exports import link
from ui.exports.state_json import StateError, state_from_json, state_to_json
from ui.exports.tables_csv import history_csv
from ui.figures import VIEWS, first_paint
from ui.lab import Lab
from ui.lab.layout import DEFAULT_LAYOUT
from ui.panels.export.state import Loading

from engine import Spec
from engine.spec_keys import MAX_EPOCHS
from tests.far_run import move_on

SPEC = Spec.parse("layers=2-4-1&data=noisy-xor&n=50&lr=0.01&batch=10")
FAR = 1_500_000_000


@pytest.fixture
def lab() -> Lab:
    lab = Lab("xor", SPEC)
    move_on(lab.run, FAR)
    return lab


def test_far_on_back_step_and_the_scrubber_go_where_they_say(lab: Lab) -> None:
    there = lab.run.parameters.copy()
    act(lab, "back")
    assert lab.run.epoch == FAR + 1
    act(lab, "step")
    assert np.array_equal(lab.run.parameters, there)
    act(lab, "epoch", "0")
    assert lab.run.epoch == 0
    act(lab, "epoch", str(FAR + 1))
    assert lab.run.epoch == FAR + 1
    act(lab, "epoch-share", "1 0.5")
    assert lab.run.epoch == FAR + 2
    act(lab, "reset")
    act(lab, "undo")
    assert np.array_equal(lab.run.parameters, there)


def test_far_on_a_link_and_a_file_lead_to_where_the_lab_is(lab: Lab) -> None:
    act(lab, "copy-link")
    found = link.read(lab.requests[0].text, Lab("xor", SPEC))
    assert (found.epoch, found.mistakes) == (FAR + 2, ())
    other = Lab("xor", SPEC)
    act(other, "load", state_to_json(lab))
    assert other.heading == FAR + 2
    other.train(0.016, 0.0)
    assert other.moving
    assert other.run.update < 1000  # frame by frame
    act(other, "toggle")
    assert not other.moving
    assert history_csv(lab).splitlines()[-1].startswith(f"{FAR + 2},")


def test_far_on_every_figure_can_be_drawn(lab: Lab) -> None:
    for view in DEFAULT_LAYOUT.views:
        first_paint(lab, view)
        VIEWS[view].values(lab)
    assert f"{FAR + 2:,}" in first_paint(lab, "readouts")


@pytest.mark.parametrize("way", ["play", "step"])
def test_at_its_last_epoch_a_run_stops_and_says_so(way: str) -> None:
    lab = Lab("xor", SPEC)
    move_on(lab.run, MAX_EPOCHS - 3)
    act(lab, way)
    for _ in range(10):
        if lab.moving:
            lab.train(1.0, deadline=math.inf)
    assert (lab.run.update, lab.moving) == (lab.run.end, False)
    assert lab.message.text == "Stopped: epoch 2,000,000,000 is the last that a run can have."
    act(lab, way)
    if lab.moving:
        lab.train(1.0, deadline=math.inf)
    assert (lab.run.update, lab.moving) == (lab.run.end, False)
    assert lab.message.text.startswith("Stopped: epoch 2,000,000,000")


def test_a_file_cannot_ask_for_more_updates_than_a_run_can_have(lab: Lab) -> None:
    state = json.loads(state_to_json(lab))
    last = MAX_EPOCHS * 5
    assert state_from_json(json.dumps(state | {"update": last})).run().end == last
    with pytest.raises(StateError, match=f"“{last + 1}”; the last that this run can have is"):
        state_from_json(json.dumps(state | {"update": last + 1})).run()
    act(lab, "load", json.dumps(state | {"update": 10**30}))
    assert "Nothing was loaded: update is" in lab.of(Loading).refused.text
