"""The single layer beside the network: its numbers are of what is set of the data and loss."""

import re

import numpy as np
import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from ui.actions import act
from ui.figures import VIEWS, first_paint, key, pixels
from ui.lab import Lab
from ui.panels.no_hidden.view import single_layer

from engine import Run, Spec


def playground() -> Lab:
    block = Lesson.read(SITE / "lessons" / "03-playground.md").labs[0]
    return Lab(block.id, block.spec, block.tasks, block.layout)


def words(lab: Lab) -> str:
    return re.sub(r"<[^>]+>", "", first_paint(lab, "no-hidden").partition('class="note"')[2])


def test_it_is_there_after_a_change_of_layers_in_mid_run() -> None:
    lab = playground()
    lab.run.step()
    act(lab, "more-neurons", "1")
    assert lab.spec.given is not None
    assert len(VIEWS["no-hidden"].values(lab)) == 4


def test_its_numbers_follow_the_inputs_the_loss_and_the_output() -> None:
    lab = playground()
    known: dict[object, list[str]] = {}
    deeds = [("data", "circles"), ("loss", "bce"), ("feature", "x1^2"), ("feature", "x2^2"),
             ("penalty", "50"), ("loss", "mse"), ("output", "identity"), ("data", "hills"),
             ("feature", "x1^2"), ("new-data", ""), ("split", "20")]
    for action, value in deeds:
        act(lab, action, value)
        fresh = Lab("fresh", lab.spec)
        assert VIEWS["no-hidden"].values(lab) == VIEWS["no-hidden"].values(fresh), action
        assert key(lab, "no-hidden") not in known, action
        known[key(lab, "no-hidden")] = VIEWS["no-hidden"].values(lab)
        run = single_layer(lab)
        assert (run.spec.features, run.spec.loss, run.spec.output, run.spec.penalty) == (
            lab.spec.features, lab.spec.loss, lab.spec.output, lab.spec.penalty)
        assert run.data.train.points.tolist() == lab.run.data.train.points.tolist()


def test_with_squares_as_inputs_it_learns_the_circles() -> None:
    lab = playground()
    for action, value in (("data", "circles"), ("loss", "bce"), ("feature", "x1^2"),
                          ("feature", "x2^2")):
        act(lab, action, value)
    assert single_layer(lab).accuracy == 1.0
    assert "accuracy 100 %" in words(lab)
    assert "where they are curved, so is its border" in words(lab)
    assert "straight line" not in words(lab)


@pytest.mark.parametrize("features", [("x1", "x2"), ("x1^2", "x2^2"), ("x1*x2", "sin-x1")])
@pytest.mark.parametrize("data", ["plane", "hills", "circles", "noisy-xor"])
def test_least_squares_are_found(data: str, features: tuple[str, ...]) -> None:
    lab = Lab("lab", Spec(layers=(len(features), 4, 1), data=data, features=features,
                          output="identity", loss="mse"))
    train = lab.run.data.train
    table = np.column_stack([train.inputs, np.ones(len(train))])
    best = np.linalg.lstsq(table, train.targets, rcond=None)[0]
    least = float(np.mean((table @ best - train.targets) ** 2))
    assert single_layer(lab).loss == pytest.approx(least, abs=0.005)


def test_a_regression_has_no_accuracy_and_no_border() -> None:
    lab = playground()
    act(lab, "data", "plane")
    assert "accuracy" not in words(lab)
    assert "its answer is a plane, flat or tilted" in words(lab)
    assert single_layer(lab).loss < 0.001  # the data are such a plane
    act(lab, "feature", "x1^2")
    assert "where they are curved, so is its answer" in words(lab)
    drawn = first_paint(lab, "no-hidden")
    assert drawn.count('class="mark number"') == len(lab.run.data.train)


def test_the_picture_of_a_regression_is_on_the_scale_of_its_targets() -> None:
    from ui.draw.colours import rgba

    lab = playground()
    act(lab, "data", "plane")
    image = pixels(lab, "no-hidden")["field"]
    low_corner, high_corner = image[-1, 0, :3], image[0, -1, :3]
    assert np.abs(low_corner.astype(int) - rgba(np.array(-1.0))[:3]).max() < 25
    assert np.abs(high_corner.astype(int) - rgba(np.array(1.0))[:3]).max() < 25


def test_new_weights_train_no_other_single_layer() -> None:
    lab = playground()
    first: Run = single_layer(lab)
    act(lab, "new-weights")
    act(lab, "activation", "tanh")
    assert single_layer(lab) is first
