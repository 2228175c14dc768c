"""The learner's own points: rows, scales, and what is said of mistakes in them."""

import numpy as np
import pytest

from engine import DataError, Run, Spec, SpecErrors
from engine.data import make_dataset

pytestmark = pytest.mark.usefixtures("engine")

@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([], "0 points; at least 2"),
        ([(0, 0, 0), (1, 1)], "row 2"),
        ([(0, 0, 0), (1, 1, "a")], "row 2"),
        ([(0, 0, 0), (float("nan"), 1, 1)], "row 2"),
        ([(0, 0, 0)] * 501, "at most 500"),
        (5, "points"),
    ],
)
def test_a_spec_refuses_points_that_are_none(points, words):
    with pytest.raises(SpecErrors, match=words):
        Spec(data="own", points=points)


def test_own_points_are_what_is_trained_on():
    rows = ((0.25, 1, 1), (-3, 2, 0), (5, 5, 1))
    train = Run(Spec(data="own", points=rows)).data.train
    assert [(*p, *t) for p, t in zip(train.points, train.targets, strict=True)] == list(rows)


def test_a_missing_class_is_named():
    with pytest.raises(DataError, match="none of the 2 training points is of class 0"):
        Run(Spec(data="own", points=((0, 0, 1), (1, 1, 1))))


def test_a_target_that_is_no_class_is_named_with_its_row():
    with pytest.raises(DataError, match=r"row 2: y is 0\.5") as caught:
        make_dataset(Spec(data="own", points=((0, 0, 1), (1, 1, 0.5), (1, 1, 0))))
    assert caught.value.row == 2


def test_targets_that_are_numbers_are_a_regression():
    points = ((0, 0, 1.5), (1, 1, -2), (2, 1, 0))
    run = Run(Spec(data="own", points=points, output="identity", loss="mse"))
    assert run.accuracy is None


SCALES = ((40.0, 12.5), (50_000.0, 20_000.0))


def test_standardised_inputs_are_what_the_network_sees():
    rows = ((25, 35_000, 0), (65, 90_000, 1), (40, 2e6, 1))
    train = Run(Spec(data="own", points=rows, scales=SCALES)).data.train
    expected = [[-1.2, -0.75], [2.0, 2.0], [0.0, 97.5]]
    assert np.array_equal(train.points, expected)
    assert np.array_equal(train.inputs, expected)


@pytest.mark.parametrize("scales", [5, ((0, 1),), ((0, 1), (0, 0)), ((0, 1), (0, -1)),
                                    ((float("nan"), 1), (0, 1)), ((0, 1), ("a", 1))])
def test_scales_that_are_none_are_refused(scales):
    with pytest.raises(SpecErrors, match="standard deviation"):
        Spec(data="own", points=((0, 0, 0), (1, 1, 1)), scales=scales)


def test_points_too_far_away_are_refused_unless_they_are_standardised():
    rows = ((25, 35_000, 0), (65, 2e6, 1))
    with pytest.raises(SpecErrors, match="row 2"):
        Spec(data="own", points=rows)
    spec = Spec(data="own", points=rows, scales=SCALES)
    with pytest.raises(SpecErrors, match="row 2"):
        spec.replace(scales=None)


def test_scales_go_with_the_points():
    spec = Spec(data="own", points=((0, 0, 0), (1, 1, 1)), scales=SCALES)
    assert spec.replace(data="xor", points=None).scales is None
    assert spec.replace(learning_rate=0.5).scales == SCALES
