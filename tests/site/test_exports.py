"""Files: a state comes back to the bit; what is no state is refused in words; tables in full."""

import csv
import io
import json
import math

import numpy as np
import pytest
from html5lib import HTMLParser
from hypothesis import given, settings
from hypothesis import strategies as st
from ui.actions import act
from ui.exports.state_json import StateError, state_from_json, state_to_json
from ui.exports.tables_csv import data_csv, history_csv
from ui.figures import VIEWS, first_paint, key, pixels
from ui.lab import Lab
from ui.lab.layout import Layout

import engine.spec
from engine import EngineError, Spec
from engine.tables import Table
from tests.engine.specs import specs
from tests.hostile_files import hostile_files

SPEC = Spec.parse("layers=2-3-1&act=tanh&batch=5&n=50&seed=11")


def changed_lab() -> Lab:
    """A lab with all that a link cannot hold: own points, edits, changes on the way."""
    lab = Lab("xor", SPEC)
    act(lab, "plane", "0.3 0.4")
    act(lab, "mode", "one")
    act(lab, "plane", "0.3 0.4")
    lab.run.set_weight(1, 0, 2, 0.625)
    lab.run.change(penalty=0.125)
    lab.run.train(3)
    lab.run.step(2)
    lab.run.change(learning_rate=0.3)
    lab.run.step(1)
    lab.run.set_bias(2, 0, -1.5)
    lab.run.train(4)
    lab.run.change(optimizer="adam", l2=0.01)
    lab.run.step(3)
    return lab


def loaded(text: str) -> Lab:
    """Another lab that has loaded the text and is where the text says."""
    lab = Lab("xor", Spec.parse("layers=2-4-1"))
    act(lab, "load", text)
    while lab.moving:
        lab.train(1 / 60, deadline=math.inf)
    return lab


def same_run(one: Lab, other: Lab) -> None:
    assert (one.spec, one.run.update, one.run.events) \
        == (other.spec, other.run.update, other.run.events)
    for name in ("parameters", "last_update"):
        assert np.array_equal(getattr(one.run, name), getattr(other.run, name),
                              equal_nan=True), name
    for name in ("epoch", "loss", "accuracy", "parameters"):
        assert np.array_equal(getattr(one.run.history, name), getattr(other.run.history, name),
                              equal_nan=True), name


def test_a_loaded_state_is_the_same_run_to_the_bit_and_goes_on_as_it_does() -> None:
    lab = changed_lab()
    other = loaded(state_to_json(lab))
    same_run(lab, other)
    for each in (lab, other):
        each.run.train(5)
    same_run(lab, other)
    for each in (lab, other):
        each.run.seek(2)
    assert np.array_equal(lab.run.parameters, other.run.parameters)


def test_the_points_are_checked_once_however_many_events_there_are(monkeypatch) -> None:
    lab = changed_lab()
    state = json.loads(state_to_json(lab))
    change = next(event for event in state["events"] if "spec" in event)
    events = [change | {"spec": f"{change['spec']}&lr={1 + k / 1000}"}
              for k in range(500)]
    checked = []
    check = engine.spec.check_points
    monkeypatch.setattr(engine.spec, "check_points",
                        lambda rows, scales: checked.append(1) or check(rows, scales))
    found = state_from_json(json.dumps(state | {"events": events}))
    assert [event.spec.learning_rate for event in found.events] == [
        1 + k / 1000 for k in range(500)]
    assert found.events[0].spec == lab.run.initial_spec.replace(learning_rate=1.0, penalty=0.125)
    assert len(checked) <= 2


def test_too_many_events_are_counted_before_they_are_read() -> None:
    state = json.loads(state_to_json(changed_lab()))
    with pytest.raises(StateError, match="events: 10,001 of them; at most 10,000"):
        state_from_json(json.dumps(state | {"events": [{}] * 10_001}))


@settings(max_examples=40, deadline=None)
@given(specs(max_hidden=3, max_samples=60, learning_rate=st.floats(1e-3, 0.5))
       .filter(lambda spec: spec.output != "softmax"),  # no lab shows several classes yet
       st.integers(0, 40))
def test_the_state_of_any_spec_comes_back(spec: Spec, updates: int) -> None:
    lab = Lab("xor", spec)
    with np.errstate(all="ignore"):
        lab.run.step(updates)
        same_run(lab, loaded(state_to_json(lab)))


def test_given_weights_come_back() -> None:
    lab = Lab("xor", SPEC)
    act(lab, "rate-value", "0.3")
    lab.run.train(3)
    act(lab, "code-width-1", "5")
    lab.run.train(2)
    assert lab.spec.given is not None
    same_run(lab, loaded(state_to_json(lab)))


def test_loading_can_be_undone() -> None:
    lab = Lab("xor", SPEC)
    lab.run.train(3)
    before = lab.run
    act(lab, "load", state_to_json(changed_lab()))
    assert lab.run is not before
    act(lab, "undo")
    assert lab.run is before


def test_loading_is_said_until_the_state_is_reached_and_when_it_is() -> None:
    lab = Lab("xor", SPEC)
    act(lab, "load", state_to_json(changed_lab()))
    assert lab.heading is not None
    assert lab.message.text.startswith("Loaded; Undo brings the earlier run back. On the way to ")
    while lab.moving:
        lab.train(1 / 60, deadline=math.inf)
    assert lab.message.text.startswith("Loaded; Undo brings the earlier run back. Epoch ")
    act(lab, "reset")
    lab.go_to(2)
    while lab.moving:
        lab.train(1 / 60, deadline=math.inf)
    assert lab.message.text == "Epoch 2. Loss"


def test_a_typed_text_leaves_the_button_beside_it_in_its_place() -> None:
    """A press of the button ends the typing: another button there would not get the click."""
    lab = Lab("xor", SPEC)
    before = key(lab, "export")
    act(lab, "state-text", "<b>text")
    assert key(lab, "export") == before
    assert "&lt;b&gt;text</textarea>" in first_paint(lab, "export")


# Hostile files

GOOD = json.loads(state_to_json(changed_lab()))
HOSTILE = hostile_files(GOOD)


def refused(text: str) -> bool:
    try:
        state_from_json(text).run()
    except EngineError:
        return True
    return False


def test_there_are_more_than_150_hostile_files() -> None:
    assert len(set(HOSTILE)) >= 150


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_file_is_refused_in_words_or_read_and_never_breaks_the_lab(number: int) -> None:
    text = HOSTILE[number]
    lab = Lab("xor", SPEC)
    lab.run.train(2)
    before = lab.run, lab.run.update
    act(lab, "load", text)
    seen = VIEWS  # all of them, where something was loaded
    if refused(text):
        seen = ["export", "status"]
        assert (lab.run, lab.run.update) == before
        assert len(lab.message.text) < 700
        assert "Nothing was loaded: " in first_paint(lab, "export")
        assert lab.message.text.startswith("Nothing was loaded: ")
    for name in seen:
        markup = first_paint(lab, name)
        pixels(lab, name)
        assert "<img" not in markup
        assert "<script" not in markup
        HTMLParser(strict=True).parseFragment(markup)


def test_a_good_file_is_not_among_what_is_refused() -> None:
    assert state_from_json(json.dumps(GOOD)).update == GOOD["update"]


# Tables

def test_the_history_has_every_epoch_in_full() -> None:
    lab = Lab("xor", SPEC.replace(split=0.2, batch=4))
    lab.run.train(7)
    rows = list(csv.DictReader(io.StringIO(history_csv(lab))))
    assert [float(row["loss"]) for row in rows] == lab.run.history.loss.tolist()
    assert [float(row["test_loss"]) for row in rows] == lab.run.history.test_loss.tolist()
    assert float(rows[-1]["weight 1.0.2"]) == lab.run.weights[0][2, 0]
    assert float(rows[-1]["bias 2.0"]) == lab.run.biases[1][0]


def test_what_there_is_not_is_empty() -> None:
    rows = list(csv.DictReader(io.StringIO(history_csv(Lab("xor", SPEC)))))
    assert rows[0]["test_loss"] == ""


def test_saved_data_can_be_pasted_again() -> None:
    lab = Lab("xor", SPEC)
    rows = Table(data_csv(lab)).read({}).rows
    assert [list(row[:2]) for row in rows] == lab.run.data.train.points.tolist()
    assert [row[2] for row in rows] == lab.run.data.train.targets[:, 0].tolist()


def test_points_kept_for_the_test_are_said_to_be() -> None:
    lab = Lab("xor", SPEC.replace(split=0.2, batch=4))
    rows = list(csv.DictReader(io.StringIO(data_csv(lab))))
    assert [row["set"] for row in rows] == ["train"] * 40 + ["test"] * 10


@pytest.mark.parametrize(("what", "name"), [("state", "xor.json"), ("data", "xor-data.csv"),
                                            ("history", "xor-history.csv")])
def test_a_file_has_a_name(what: str, name: str) -> None:
    lab = Lab("xor", SPEC)
    act(lab, "save", what)
    assert [request.name for request in lab.requests] == [name]


TABLE = "x1;x2;label\n0,5;1;yes\n0,25;0;no\n"


@pytest.mark.parametrize("text", [TABLE, "[[0, 0, 1], [1, 1, 0]]", "0.5\t1\t1\n0.25\t0\t0\n"])
def test_a_table_that_is_loaded_as_a_state_is_called_that_and_opens_as_one(text: str) -> None:
    lab = Lab("xor", SPEC)
    act(lab, "load", text)
    shown = first_paint(lab, "export")
    assert "Nothing was loaded: this is a table, not a saved state." in shown
    assert "Open it as a table" in shown
    act(lab, "state-as-table")
    assert lab.tab == "data"
    assert "2 points are read" in lab.message.text
    assert "Nothing was loaded" not in first_paint(lab, "export")
    act(lab, "table-begin")
    assert len(lab.run.data.train) == 2


def test_a_lab_without_a_place_for_tables_offers_none() -> None:
    lab = Lab("network", SPEC, layout=Layout(tabs=("network", "code")))
    act(lab, "load", TABLE)
    assert "This lab takes no table" in lab.message.text
    assert "state-as-table" not in first_paint(lab, "export")


@pytest.mark.parametrize("cut", [False, True])
def test_a_state_that_is_opened_as_a_table_is_called_that_and_loads_as_one(cut: bool) -> None:
    text = state_to_json(changed_lab())
    lab = Lab("xor", SPEC)
    act(lab, "table", text[:-400] if cut else text)
    act(lab, "table-read")
    assert "This cannot be read as a table: this is the saved state of a lab." in lab.message.text
    assert "Load it as a state" in first_paint(lab, "table-preview")
    act(lab, "table-as-state")
    if cut:
        assert "its end is missing" in first_paint(lab, "table-preview")
        assert "its end is missing" in first_paint(lab, "export")
    else:
        assert lab.moving
        assert "The table, as it is read" not in first_paint(lab, "table-preview")


@pytest.mark.parametrize(("text", "said"), [
    ("", "there is no text. Paste a saved state"),
    ("https://a.example/xor/index.html#lr=0.5&seed=3", "this is a link to a lab, not a saved"),
    ("lr = 0.5", "it is not JSON, as a saved state is: line 1, column 1 has “lr = 0.5”"),
    ('{"glassnet": 1,\n "spec": "layers=2-', "its end is missing: it breaks off in line 2."),
    ('{"glassnet": 2, "spec": "", "update": 0}', "another version of this page: glassnet is “2”"),
])
def test_what_is_no_state_is_called_what_it_is(text: str, said: str) -> None:
    lab = Lab("xor", SPEC)
    act(lab, "load", text)
    assert said in lab.message.text
    assert "Expecting" not in lab.message.text


def test_own_points_with_other_labels_than_a_state_has_open_as_a_table() -> None:
    lab = Lab("xor", SPEC)
    state = {"glassnet": 1, "spec": "layers=2-4-1", "update": 0,
             "points": [[0, 0, -1], [1, 1, 1], [0, 1, 1]]}
    act(lab, "load", json.dumps(state))
    assert "of its own points, row 1: y is -1; with out=sigmoid it must be 0 or 1" \
        in lab.message.text
    act(lab, "state-as-table")
    act(lab, "table-begin")
    assert lab.run.data.train.targets[:, 0].tolist() == [0.0, 1.0, 1.0]


def test_a_state_with_too_many_points_is_not_said_to_be_a_link() -> None:
    lab = Lab("xor", SPEC)
    state = {"glassnet": 1, "spec": "layers=2-4-1", "update": 0, "points": [[0, 0, 1]] * 501}
    act(lab, "load", json.dumps(state))
    assert "row 501: too many points; at most 500" in lab.message.text
    assert "link" not in lab.message.text
