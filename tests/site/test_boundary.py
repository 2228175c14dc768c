"""The picture of the decision boundary: every pixel is an answer, of now or of before."""

import re
import struct
import zlib
from base64 import b64decode

import numpy as np
import pytest
from builder.still import put_together, with_stills
from ui.actions import act
from ui.draw.colours import TABLE
from ui.draw.plane import bounds, grid, unit_fields
from ui.figures import first_paint, pixels, tiles
from ui.lab import Lab

from engine import Run, Spec

SPEC = Spec.parse("layers=2-4-1&act=tanh&loss=mse&lr=0.3&data=noisy-xor&batch=10&split=0.3&seed=3")


@pytest.fixture
def lab() -> Lab:
    lab = Lab("playground", SPEC)
    lab.run.train(60)
    return lab


def colours(run: Run, lab: Lab, low: float = 0.0, high: float = 1.0) -> np.ndarray:
    """The picture by the engine's own forward pass."""
    answers = run.predict(grid(bounds(lab), 100))[:, 0]
    places = np.rint(np.clip((answers - low) / (high - low), 0, 1) * 255).astype(int)
    return TABLE[places].reshape(100, 100, 4)


def test_each_pixel_is_the_answer_there(lab: Lab) -> None:
    assert (pixels(lab, "plane")["field"] == colours(lab.run, lab)).all()


def test_left_of_the_divider_is_the_answer_at_the_start(lab: Lab) -> None:
    act(lab, "divider", "40")
    image = pixels(lab, "plane")["field"]
    assert (image[:, :40] == colours(Run(SPEC), lab)[:, :40]).all()
    assert (image[:, 40:] == colours(lab.run, lab)[:, 40:]).all()
    assert "epoch 0" in first_paint(lab, "plane")


def test_a_kept_moment_stays_what_it_was(lab: Lab) -> None:
    act(lab, "keep-moment")
    then = colours(lab.run, lab)
    act(lab, "divider", "100")
    lab.run.train(40)
    assert (pixels(lab, "plane")["field"] == then).all()
    assert "epoch 60, kept" in first_paint(lab, "plane")


def test_the_pinned_run_can_be_what_was_before(lab: Lab) -> None:
    act(lab, "pin")
    act(lab, "reset")
    act(lab, "rate-value", "0.1")
    lab.run.train(60)
    act(lab, "against", "pinned")
    act(lab, "divider", "100")
    assert lab.pinned is not None
    assert (pixels(lab, "plane")["field"] == colours(lab.pinned, lab)).all()
    act(lab, "pin")  # let go of
    assert (pixels(lab, "plane")["field"] == colours(Run(lab.spec), lab)).all()


def test_classes_only_has_two_colours_that_meet_at_the_middle(lab: Lab) -> None:
    act(lab, "show", "classes")
    image = pixels(lab, "plane")["field"]
    ones = lab.run.predict(grid(bounds(lab), 100))[:, 0].reshape(100, 100) >= 0.5
    assert (image[ones] == TABLE[-1]).all()
    assert (image[~ones] == TABLE[0]).all()


def test_test_data_are_shown_when_asked_for(lab: Lab) -> None:
    assert first_paint(lab, "plane").count(" test\"") == 0
    act(lab, "show", "test")
    assert first_paint(lab, "plane").count(" test\"") == len(lab.run.data.test) == 30


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
    image = pixels(lab, "plane")["field"]
    assert (image == colours(lab.run, lab, -largest, largest)).all()
    assert f">{largest:.2g}<" in first_paint(lab, "plane")


@pytest.mark.parametrize("layers", ["2-4-1", "2-8-8-8-8-1"])
def test_a_neuron_shows_what_it_answers_over_the_plane(layers: str) -> None:
    lab = Lab("playground", SPEC.replace(layers=tuple(map(int, layers.split("-"))),
                                         activations=("tanh",) * (len(layers) // 2 - 1)))
    lab.run.train(5)
    image = pixels(lab, "network")["units"]
    places = tiles(lab, "network")
    assert places is not None
    size = image.shape[1]
    assert image.shape == (size * sum(lab.spec.layers), size, 4)
    assert len(places[2]) == sum(lab.spec.layers)
    _, activations = lab.run.forward(grid(bounds(lab), size))
    values = activations[0][:, 2]
    share = (values / np.abs(values).max() + 1) / 2
    expected = TABLE[np.rint(share * 255).astype(int)].reshape(size, size, 4)
    found = image[4 * size : 5 * size]  # the third of the first hidden layer, after two inputs
    assert np.abs(found.astype(int) - expected).max() <= 6  # a rounding of the place in the table


def test_the_first_paint_has_the_same_pictures_as_the_canvases() -> None:
    lab = Lab("playground", SPEC)
    drawn = with_stills(first_paint(lab, "plane"), lab, "plane")
    data = b64decode(re.findall(r'src="data:image/png;base64,([^"]+)"', drawn)[0])
    assert (decoded(data) == pixels(lab, "plane")["field"]).all()
    whole = put_together(lab, "network")
    (left, top, side) = (tiles(lab, "network") or (0, 0, []))[2][-1]
    size, x, y = round(side), round(left), round(top)
    assert (whole[y : y + size, x : x + size] == unit_fields(lab, size)[2, 0]).all()


def decoded(data: bytes) -> np.ndarray:
    """An RGBA image of a PNG file whose rows all have the filter "up"."""
    width, height = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT") + 4
    size = struct.unpack(">I", data[start - 8 : start - 4])[0]
    rows = np.frombuffer(zlib.decompress(data[start : start + size]), np.uint8)
    rows = rows.reshape(height, 1 + 4 * width)
    assert (rows[:, 0] == 2).all()
    return np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).reshape(height, width, 4)
