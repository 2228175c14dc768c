"""The samples as the hidden units see them: where they are, and what the line between them says."""

import re

import numpy as np
import pytest
from ui.actions import act
from ui.draw.tree import slot_names
from ui.figures import VIEWS, first_paint, point
from ui.lab import Lab
from ui.panels.hidden_space.scene import Scene, projection
from ui.panels.hidden_space.state import HiddenSpace, axes
from ui.panels.hidden_space.view import EDGE, INNER

from engine import Spec

SPEC = Spec.parse("layers=2-4-1&act=tanh&data=noisy-xor&n=60&noise=0.1&lr=0.5&seed=3")


@pytest.fixture
def lab() -> Lab:
    lab = Lab("xor", SPEC)
    lab.run.train(40)
    return lab


@pytest.mark.parametrize("chosen", ["output", "pca", "0-2", "1-3"])
def test_the_line_is_where_the_output_is_one_half(lab: Lab, chosen: str) -> None:
    act(lab, "axes", chosen)
    scene = Scene(lab)
    over = projection(lab, lab.run.training_pass().activations[0])
    ends = (scene.border - 200) / scene._place.scale * (1, -1) + scene._place.middle
    logits = (over.origin + ends @ over.plane.T) @ lab.run.weights[-1][0] + lab.run.biases[-1][0]
    assert np.abs(logits).max() < 1e-9


def test_as_the_output_sees_it_every_sample_is_on_the_side_that_the_network_answers(
    lab: Lab,
) -> None:
    (left, _), _ = Scene(lab).border
    right_of_it = Scene(lab).samples[:, 0] > left
    answers = lab.run.training_pass().activations[-1][:, 0] >= 0.5
    assert right_of_it.tolist() == answers.tolist()
    assert 0 < answers.sum() < len(answers)


@pytest.mark.parametrize("layers", ["2-1-1", "2-2-1", "2-3-5-1"])
def test_every_choice_of_axes_can_be_drawn(layers: str) -> None:
    lab = Lab("small", Spec.parse(f"layers={layers}&data=xor"))
    for chosen in axes(lab):
        act(lab, "axes", chosen)
        assert f' selected value="{chosen}"' in first_paint(lab, "hidden-space")
        assert np.isfinite(Scene(lab).samples).all()


def test_axes_that_a_smaller_network_does_not_have_are_left(lab: Lab) -> None:
    act(lab, "axes", "2-3")
    lab.start(lab.spec.replace(layers=(2, 2, 1)), "")
    assert VIEWS["hidden-space"].values(lab)[0] == "output"


def test_a_sample_is_found_where_it_is_drawn_and_is_selected_by_a_click(lab: Lab) -> None:
    x, y = Scene(lab).samples[17]
    place = (x - EDGE) / INNER, (y - EDGE) / INNER
    found = point(lab, "hidden-space", *place)
    nearest = int(found[0].removeprefix("sample:"))
    assert np.hypot(*(Scene(lab).samples[nearest] - (x, y))) < 1e-6
    act(lab, "hidden-sample", "{} {}".format(*place))
    assert lab.sample == nearest
    assert point(lab, "hidden-space", 0.001, 0.001) == ()


PLAYGROUND = "layers=2-4-1&act=tanh&lr=0.05&seed=31&loss=mse&out=identity"


@pytest.mark.parametrize(("data", "between"), [("circles", 0.5), ("plane", 0.0), ("hills", 0.0)])
def test_the_line_of_an_output_without_a_sigmoid_is_where_the_answer_is_in_the_middle(
    data: str, between: float
) -> None:
    lab = Lab("playground", Spec.parse(f"{PLAYGROUND}&data={data}"))
    lab.run.train(60)
    scene = Scene(lab)
    (left, _), _ = scene.border
    answers = lab.run.training_pass().activations[-1][:, 0] >= between
    assert (scene.samples[:, 0] > left).tolist() == answers.tolist()
    assert 0 < answers.sum() < len(answers)
    drawn = first_paint(lab, "hidden-space")
    assert set(re.findall(r"line ŷ = ([\d.]*\d)", drawn)) == {f"{between:g}"}
    values = VIEWS["hidden-space"].values(lab)
    assert values[3].count("M") == (lab.run.data.train.targets >= between).sum()  # discs


def test_the_corners_of_xor_are_drawn_only_among_its_data() -> None:
    lab = Lab("playground", SPEC)
    assert "with XOR’s four corners" in first_paint(lab, "hidden-space")
    act(lab, "data", "moons")
    drawn = first_paint(lab, "hidden-space")
    assert "corner" not in drawn


def test_where_there_is_no_line_it_says_so() -> None:
    lab = Lab("zeros", SPEC.replace(initialization="zeros"))
    assert "There is no line ŷ = 0.5 in this plane." in first_paint(lab, "hidden-space")


def test_nothing_is_found_in_the_hidden_space_of_a_network_without_one() -> None:
    lab = Lab("flat", Spec.parse("layers=2-1&data=circles"))
    sample = lab.sample
    act(lab, "hidden-sample", "0.5 0.5")
    assert lab.sample == sample


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "gelu", "identity", "tanh"])
@pytest.mark.parametrize(("data", "rest"), [("plane", "lr=2"), ("hills", "lr=2"),
                                            ("hills", "lr=0.5&opt=momentum"), ("circles", "lr=2"),
                                            ("noisy-xor", "lr=10")])
def test_a_run_that_diverges_can_be_drawn_at_each_of_its_updates(
    activation: str, data: str, rest: str
) -> None:
    lab = Lab("diverging", Spec.parse(
        f"layers=2-4-1&act={activation}&data={data}&out=identity&loss=mse&batch=10&{rest}"))
    for _ in range(150):
        lab.run.step()
        for chosen in ("output", "pca", "0-2"):
            lab.of(HiddenSpace).axes = chosen
            for view in ("hidden-space", "units", "predictions"):
                values = VIEWS[view].values(lab)
                assert len(values) == len(slot_names(VIEWS[view].structure(lab)))
        if lab.run.diverged:
            break
    assert lab.run.diverged or activation == "tanh"
