"""The picture of the decision boundary: every pixel is an answer, of now or of before."""

import numpy as np
import pytest
from ui.actions import act
from ui.colours import TABLE
from ui.figures import first_paint, pixels
from ui.lab import Lab
from ui.views.network_scale import WIDTH, scale
from ui.views.neuron_fields import tile
from ui.views.plane import bounds, grid

from engine import Run, Spec

SPEC = Spec.parse("layers=2-4-1&act=tanh&loss=mse&lr=0.3&data=noisy-xor&batch=10&split=0.3&seed=3")


@pytest.fixture
def lab() -> Lab:
    lab = Lab("playground", SPEC)
    lab.run.train(60)
    return lab


def colours(run: Run, lab: Lab, low: float = 0.0, high: float = 1.0) -> np.ndarray:
    """The picture by the engine's own forward pass."""
    answers = run.predict(grid(*bounds(lab), 100))[:, 0]
    places = np.rint(np.clip((answers - low) / (high - low), 0, 1) * 255).astype(int)
    return TABLE[places].reshape(100, 100, 4)


def test_each_pixel_is_the_answer_there(lab: Lab) -> None:
    assert (pixels(lab, "boundary")["field"] == colours(lab.run, lab)).all()


def test_left_of_the_divider_is_the_answer_at_the_start(lab: Lab) -> None:
    act(lab, "divider", "40")
    image = pixels(lab, "boundary")["field"]
    assert (image[:, :40] == colours(Run(SPEC), lab)[:, :40]).all()
    assert (image[:, 40:] == colours(lab.run, lab)[:, 40:]).all()
    assert "epoch 0" in first_paint(lab, "boundary")


def test_a_kept_moment_stays_what_it_was(lab: Lab) -> None:
    act(lab, "keep-moment")
    then = colours(lab.run, lab)
    act(lab, "divider", "100")
    lab.run.train(40)
    assert (pixels(lab, "boundary")["field"] == then).all()
    assert "epoch 60, kept" in first_paint(lab, "boundary")


def test_the_pinned_run_can_be_what_was_before(lab: Lab) -> None:
    act(lab, "pin")
    act(lab, "reset")
    act(lab, "rate-value", "0.1")
    lab.run.train(60)
    act(lab, "against", "pinned")
    act(lab, "divider", "100")
    assert lab.pinned is not None
    assert (pixels(lab, "boundary")["field"] == colours(lab.pinned, lab)).all()
    act(lab, "pin")  # let go of
    assert (pixels(lab, "boundary")["field"] == colours(Run(lab.spec), lab)).all()


def test_classes_only_has_two_colours_that_meet_at_the_middle(lab: Lab) -> None:
    act(lab, "show", "classes")
    image = pixels(lab, "boundary")["field"]
    ones = lab.run.predict(grid(*bounds(lab), 100))[:, 0].reshape(100, 100) >= 0.5
    assert (image[ones] == TABLE[-1]).all()
    assert (image[~ones] == TABLE[0]).all()


def test_test_data_are_shown_when_asked_for(lab: Lab) -> None:
    assert first_paint(lab, "boundary").count(" test\"") == 0
    act(lab, "show", "test")
    assert first_paint(lab, "boundary").count(" test\"") == len(lab.run.data.test) == 30


@pytest.mark.parametrize(("data", "why"), [
    ("noisy-xor&n=50", "set Test share under More settings"),
    ("xor", "all 4 points are learned from"),
])
def test_test_data_that_there_are_not_cannot_be_shown_and_it_says_why(data: str, why: str) -> None:
    lab = Lab("playground", Spec.parse(f"layers=2-4-1&data={data}"))
    act(lab, "show", "test")
    shown = first_paint(lab, "boundary-options")
    assert 'value="test" aria-pressed="false" aria-disabled="true"' in shown
    assert 'value="classes" aria-pressed="false" aria-disabled="false"' in shown
    assert why in shown
    act(lab, "data", "noisy-xor")
    act(lab, "split", "30")
    shown = first_paint(lab, "boundary-options")
    assert 'value="test" aria-pressed="true" aria-disabled="false"' in shown
    assert "No test data" not in shown


def test_targets_that_are_numbers_have_a_scale_of_their_own() -> None:
    lab = Lab("playground", Spec.parse("out=identity&loss=mse&data=hills&lr=0.03&batch=10"))
    lab.run.train(20)
    largest = float(np.abs(lab.run.data.train.targets).max())
    image = pixels(lab, "boundary")["field"]
    assert (image == colours(lab.run, lab, -largest, largest)).all()
    assert f"ŷ = {largest:.2g}" in first_paint(lab, "boundary")


@pytest.mark.parametrize("layers", ["2-4-1", "2-8-8-8-8-1"])
def test_a_neuron_shows_what_it_answers_over_the_plane(layers: str) -> None:
    lab = Lab("playground", SPEC.replace(layers=tuple(map(int, layers.split("-"))),
                                         activations=("tanh",) * (len(layers) // 2 - 1)))
    lab.run.train(5)
    image = pixels(lab, "neuron-fields")["neurons"]
    assert image.shape == (380, WIDTH, 4)
    size = tile(scale(lab))
    _, activations = lab.run.forward(grid(*bounds(lab), size))
    x, y = scale(lab).place(1, 2)
    left, top = round(x - size / 2), round(y - size / 2)
    values = activations[0][:, 2]
    share = (values / np.abs(values).max() + 1) / 2
    expected = TABLE[np.rint(share * 255).astype(int)].reshape(size, size, 4)
    found = image[top : top + size, left : left + size]
    assert np.abs(found.astype(int) - expected).max() <= 6  # a rounding of the place in the table
