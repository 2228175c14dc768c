"""How good the network is, as the tab Predictions says it, whatever the data, output and loss."""

import re

import numpy as np
import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from ui.actions import act
from ui.figures import first_paint
from ui.lab import CORNERS, Lab
from ui.lab.own_points import add
from ui.panels.predictions.unseen import test_data as data_of_the_test

from engine import Run, Spec
from engine.spec_keys import MAX_SEED

CIRCLES = Spec.parse("layers=2-4-1&act=tanh&data=circles&loss=bce&batch=10&lr=0.1&seed=3")


def lab_of(spec: Spec, epochs: int = 20) -> Lab:
    lab = Lab("lab", spec)
    lab.run.train(epochs)
    return lab


def playground() -> Lab:
    block = Lesson.read(SITE / "lessons" / "03-playground.md").labs[0]
    return Lab(block.id, block.spec, block.tasks, block.layout)


def rows(lab: Lab) -> dict[str, list[float]]:
    """The numbers of each row of the table of sets."""
    drawn = first_paint(lab, "predictions").rpartition("<caption")[2]
    found = re.findall(r'<th scope="row">([^<]*)</th><td[^>]*>(\d+)</td>(.*?)</tr>', drawn)
    assert found
    return {name: [float(count), *map(float, re.findall(r'data-number="([^"]*)"', cells))]
            for name, count, cells in found}


@pytest.mark.parametrize("epoch", [0, 57])
def test_corners_and_training_data_are_judged_as_the_run_answers_them(epoch: int) -> None:
    lab = lab_of(Spec.parse("layers=2-4-1&seed=24"), epoch)
    drawn = first_paint(lab, "predictions")
    found = [float(number) for number in re.findall(r'data-number="([^"]+)"', drawn)]
    corners = np.array(CORNERS)
    y, p = corners[:, 2], np.array(found[0:8:2])
    assert p.tolist() == lab.run.predict(corners[:, :2])[:, 0].tolist()
    # Binary cross-entropy, written once more, from the predictions in the table.
    losses = -(y * np.log(p) + (1 - y) * np.log1p(-p))
    assert found[1:8:2] == pytest.approx(losses.tolist(), rel=1e-9, abs=1e-15)
    right = float(np.mean((p >= 0.5) == (y == 1)))
    assert rows(lab)["the four corners"] == pytest.approx([4, right, losses.mean()], rel=1e-9)
    assert rows(lab)["the training data"] == [100, lab.run.accuracy, lab.run.loss]
    train = lab.run.data.train
    q, t = lab.run.predict(train.points)[:, 0], train.targets[:, 0]
    assert lab.run.loss == pytest.approx(-np.mean(t * np.log(q) + (1 - t) * np.log1p(-q)), rel=1e-9)


def test_test_data_of_xor_are_labelled_by_quadrant_and_none_of_the_training_data() -> None:
    lab = lab_of(Spec.parse("layers=2-4-1&noise=0.2"), 0)
    test = data_of_the_test(lab)
    assert not {tuple(point) for point in test.points} & {
        tuple(point) for point in lab.run.data.train.points}
    quadrant = (test.points[:, 0] > 0.5) != (test.points[:, 1] > 0.5)
    assert (test.targets[:, 0] == quadrant).all()


@pytest.mark.parametrize("data", ["circles", "gaussians", "moons", "spiral", "plane", "hills"])
def test_fresh_test_data_are_of_the_kind_that_the_network_learns(data: str) -> None:
    lab = playground()
    act(lab, "data", data)
    act(lab, "rate-value", "0.02")
    lab.run.train(3)
    drawn = Run(lab.spec.replace(data_seed=1_000_001, samples=200)).data.train
    found = rows(lab)
    assert list(found) == ["the training data", "test data"]
    off = lab.run.predict(drawn.points) - drawn.targets
    right = (lab.run.predict(drawn.points) >= 0.5) == (drawn.targets >= 0.5)
    accuracy = [float(right.mean())] if lab.run.data.classification else []
    assert found["test data"] == pytest.approx([200, *accuracy, np.mean(off * off)], rel=1e-9)


def test_where_a_share_is_kept_for_the_test_it_is_the_test_data() -> None:
    lab = lab_of(CIRCLES.replace(split=0.2))
    assert rows(lab)["test data"] == [20, lab.run.test_accuracy, lab.run.test_loss]
    assert "Test share keeps back" in first_paint(lab, "predictions")


@pytest.mark.parametrize("data", ["plane", "hills"])
def test_a_regression_has_no_accuracy(data: str) -> None:
    lab = lab_of(Spec(data=data, output="identity", loss="mse", learning_rate=0.02))
    assert rows(lab)["the training data"] == [100, lab.run.loss]
    assert "Accuracy" not in first_paint(lab, "predictions")


def test_the_loss_is_that_of_the_readouts_and_the_page_says_what_is_in_it() -> None:
    lab = lab_of(CIRCLES.replace(penalty=0.3, l2=0.01))
    found, test = rows(lab), data_of_the_test(lab)
    assert found["the training data"][2] == lab.run.loss
    p = lab.run.predict(test.points)[:, 0]
    t = test.targets[:, 0]
    losses = -(t * np.log(p) + (1 - t) * np.log1p(-p)) + 0.3 * 4 * p * (1 - p)
    assert found["test data"][2] == pytest.approx(losses.mean(), rel=1e-9)
    drawn = first_paint(lab, "predictions")
    assert "binary cross-entropy plus the confidence penalty, without what L1 and L2 add." in drawn
    act(lab, "penalty", "0")
    assert "The loss is the binary cross-entropy, without" in first_paint(lab, "predictions")


@pytest.mark.parametrize("spec", ["data=xor", "data=noisy-xor", "data=noisy-xor&out=identity"])
def test_the_corners_are_there_where_the_data_are_those_of_xor(spec: str) -> None:
    lab = lab_of(Spec.parse(f"{spec}&loss=mse&lr=0.05"))
    assert "the four corners" in rows(lab)
    act(lab, "data", "moons")
    assert "corners" not in first_paint(lab, "predictions")


def test_the_four_rows_are_tested_by_points_of_the_square_between_them() -> None:
    lab = playground()
    assert lab.spec.data == "xor"
    assert rows(lab)["test data"][0] == 200
    assert "points of the square between the four rows" in first_paint(lab, "predictions")
    test, four = data_of_the_test(lab), lab.run.data.train
    assert 0 <= test.points.min() <= test.points.max() < 1
    distances = np.hypot.reduce(test.points[:, None] - four.points, axis=2)
    assert (test.targets == four.targets[distances.argmin(axis=1)]).all()


def test_own_points_have_no_test_data_unless_a_share_is_kept_and_it_says_so() -> None:
    lab = playground()
    act(lab, "data", "circles")
    add(lab, 0.5, 0.5, 1.0)
    assert lab.spec.data == "own"
    assert list(rows(lab)) == ["the training data"]
    assert "all of your own points are for training" in first_paint(lab, "predictions")
    act(lab, "split", "20")
    assert rows(lab)["test data"] == [20, lab.run.test_accuracy, lab.run.test_loss]


def test_the_largest_seed_has_test_data_too() -> None:
    test = data_of_the_test(lab_of(CIRCLES.replace(data_seed=MAX_SEED), 0))
    assert len(test) == 200


def test_other_data_have_other_test_data() -> None:
    lab = playground()
    seen = []
    for action, value in (("data", "circles"), ("new-data", ""), ("feature", "x1^2"),
                          ("data", "hills")):
        act(lab, action, value)
        lab.run.train(2)
        seen.append(rows(lab)["test data"])
    assert len({tuple(numbers) for numbers in seen}) == 4


def test_a_prediction_that_is_no_number_is_not_right() -> None:
    lab = lab_of(Spec.parse("layers=2-4-1&act=identity&data=xor&out=identity&loss=mse&lr=10"), 5)
    assert lab.run.diverged
    assert not np.isfinite(lab.run.predict([[0.0, 0.0]])).any()
    drawn = first_paint(lab, "predictions")
    assert "not a number" in drawn
    assert "✓ right" not in drawn
