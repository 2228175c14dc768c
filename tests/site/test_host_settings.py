"""What a host page sets, and what becomes of what it may not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ui.actions import act
from ui.input import host_settings
from ui.lab import Lab

from engine import Run, Spec
from tests.hostile_links import hostile

SPEC = Spec.parse("layers=2-4-1&data=noisy-xor&n=50&seed=24&data-seed=6")


@pytest.fixture
def lab() -> Lab:
    lab = Lab("xor", SPEC)
    lab.run.train(3)
    return lab


def set_in(lab: Lab, **settings: object) -> tuple[str, ...]:
    entries = [("glassnet", 1), ("type", "set"),
               *((key.replace("_", "-"), value) for key, value in settings.items())]
    found = host_settings.read(entries, lab)
    host_settings.carry_out(found, lab)
    return found.mistakes


def test_what_can_change_in_mid_run_changes_there(lab: Lab) -> None:
    assert set_in(lab, lr=0.5, opt="adam") == ()
    assert (lab.run.epoch, lab.spec.learning_rate, lab.spec.optimizer) == (3, 0.5, "adam")
    lab.run.train(2)
    oracle = Run(SPEC)
    oracle.train(3)
    oracle.change(learning_rate=0.5, optimizer="adam")
    oracle.train(2)
    assert lab.run.loss == oracle.loss


def test_anything_else_begins_another_run_and_keeps_what_is_not_named(lab: Lab) -> None:
    set_in(lab, lr=0.5)
    assert set_in(lab, noise="0.1", data_seed=9) == ()
    assert lab.spec == SPEC.replace(learning_rate=0.5, noise=0.1, data_seed=9)
    assert lab.run.epoch == 0
    lab.undo()
    assert lab.run.epoch == 3


@pytest.fixture
def reshaped(lab: Lab) -> Lab:
    """A lab with weights of its own, as after any change of layers, and points of its own."""
    act(lab, "mode", "one")
    act(lab, "plane", "0.5 0.5")
    act(lab, "step")
    act(lab, "more-neurons", "1")
    assert (lab.spec.initialization, lab.spec.data) == ("given", "own")
    return lab


@pytest.mark.parametrize(("wanted", "has"), [
    ({"init": "xavier"}, {"initialization": "xavier", "data": "own"}),
    ({"seed": 5}, {"seed": 5, "initialization": "he"}),
    ({"layers": "2-2-1"}, {"layers": (2, 2, 1), "initialization": "he"}),
    ({"features": "x1,x2,x1*x2", "layers": "3-4-1"}, {"layers": (3, 4, 1), "given": None}),
    ({"data": "circles"}, {"data": "circles", "points": None, "initialization": "given"}),
    ({"data": "plane", "out": "identity", "loss": "mse"}, {"data": "plane", "loss": "mse"}),
])
def test_what_is_drawn_anew_takes_the_place_of_own_weights_and_points(
    reshaped: Lab, wanted, has,
) -> None:
    assert set_in(reshaped, **wanted) == ()
    assert {name: getattr(reshaped.spec, name) for name in has} == has
    given = reshaped.spec.given is not None
    assert given == (reshaped.spec.initialization == "given")


@pytest.mark.parametrize("wanted", [
    {"init": "<b>"}, {"seed": "first"}, {"data": "squares"}, {"layers": "wide"},
])
def test_a_mistake_leaves_own_weights_and_points_as_they_are(reshaped: Lab, wanted) -> None:
    before = reshaped.run
    assert len(set_in(reshaped, **wanted)) == 1
    assert reshaped.run is before


def test_own_weights_and_points_stay_where_nothing_else_is_wanted(reshaped: Lab) -> None:
    before = reshaped.spec
    now = {"layers": "2-5-1", "init": "given", "data": "own", "batch": 5}
    assert set_in(reshaped, **now) == ()
    assert reshaped.spec == before.replace(batch=5)


def test_an_epoch_is_gone_to_in_the_past_and_in_the_future(lab: Lab) -> None:
    set_in(lab, epoch=1)
    assert lab.run.epoch == 1
    set_in(lab, epoch=3)
    assert lab.run.epoch == 3
    set_in(lab, epoch=7)
    assert lab.heading == 7


def test_the_tab_and_the_rest_stay_unless_they_are_named(lab: Lab) -> None:
    lab.tab, lab.kept = "data", {"hide": "lr"}
    found = host_settings.read([("speed", "max")], lab)
    assert (found.tab, found.kept, found.epoch, found.spec) == ("data", lab.kept, None, lab.spec)
    assert host_settings.read([("theme", "dark"), ("tab", "code")], lab).kept == {
        "hide": "lr", "theme": "dark"}


@pytest.mark.parametrize(("settings", "said"), [
    ({"lr": 99}, "lr=99: must be a number from 0.0001 to 10"),
    ({"lr": True}, "lr=True"),
    ({"lr": [0.5]}, "lr: must be a text or a number"),
    ({"tab": "<img src=x>"}, "tab=<img src=x>: must be one of network"),
    ({"colour": "red"}, "colour: no such key"),
    ({"lr=0.5&noise": 0.1}, "lr=0.5&noise: no such key"),
    ({"lr": "0.5&noise=0.4"}, "lr=0.5&noise=0.4: must be a number"),
    ({"engine": "numpy"}, "engine: a page takes it from its address"),
    ({"x" * 9000: 1}, "characters; at most 4,000 are read"),
    ({"lr": 10**400}, "lr=1000"),
    ({"lr": 10**5000}, "lr: must be a text or a number, of 4,000 characters at most"),
    ({"seed": -(10**5000)}, "seed: must be a text or a number"),
])
def test_a_mistake_is_quoted_and_the_run_goes_on(lab: Lab, settings, said: str) -> None:
    before = lab.run, lab.run.update
    found = host_settings.read(settings.items(), lab)
    host_settings.carry_out(found, lab)
    assert said in " ".join(found.mistakes)
    assert (lab.run, lab.run.update) == before


ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(),
                     st.lists(st.integers()))


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), ANYTHING), max_size=30))
def test_whatever_is_set_a_lab_goes_on(entries) -> None:
    lab = Lab("xor", SPEC)
    found = host_settings.read(entries, lab)
    host_settings.carry_out(found, lab)
    assert all(len(mistake) < 700 for mistake in found.mistakes)
    lab.stop()
    lab.run.train(1)


@pytest.mark.parametrize("fragment", hostile(100))
def test_hostile_settings_leave_a_lab_that_works(fragment: str) -> None:
    lab = Lab("xor", SPEC)
    pairs = [part.partition("=")[::2] for part in fragment.split("&")]
    host_settings.carry_out(host_settings.read(pairs, lab), lab)
    lab.stop()
    lab.run.train(1)
