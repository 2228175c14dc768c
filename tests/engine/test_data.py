"""Data sets: drawn as their Spec says, and the same from the same seed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import DATA_SETS, make_dataset, row_counts
from engine.errors import SpecErrors
from engine.spec import Spec
from tests.engine.specs import specs

DRAWN = [name for name, kind in DATA_SETS.items()
         if kind.task.classes and kind.rows is None and name != "own"]


def spec_of(name, **fields):
    """A Spec of a data set, whatever output and loss that needs."""
    try:
        return Spec(data=name, **fields)
    except SpecErrors as error:
        return error.spec


def all_rows(dataset):
    """Points, targets, true targets and flips of both parts, in the order of the whole set."""
    parts = (dataset.train, dataset.test)
    order = np.argsort(np.concatenate([part.rows for part in parts]))
    names = ("points", "targets", "true_targets", "flipped")
    return [np.concatenate([getattr(part, name) for part in parts])[order] for name in names]


@given(specs())
def test_the_rows_are_as_many_as_the_spec_says_and_each_is_in_one_part(spec):
    dataset = make_dataset(spec)
    train, test = row_counts(spec.data, spec.samples, spec.split)
    assert (len(dataset.train), len(dataset.test)) == (train, test)
    rows = np.concatenate([dataset.train.rows, dataset.test.rows])
    assert sorted(rows) == list(range(train + test))
    assert dataset.train.inputs.shape == (train, len(spec.features))


@given(specs())
def test_the_same_spec_draws_the_same_bits(spec):
    a, b = make_dataset(spec), make_dataset(spec)
    for ours, theirs in zip(all_rows(a), all_rows(b), strict=True):
        assert ours.tobytes() == theirs.tobytes()


@given(specs(data="noisy-xor"), st.integers(0, 2**32 - 1))
def test_the_seed_of_the_weights_does_not_touch_the_data(spec, seed):
    a, b = make_dataset(spec), make_dataset(spec.replace(seed=seed))
    assert (all_rows(a)[0] == all_rows(b)[0]).all()


def test_xor_is_its_four_rows():
    dataset = make_dataset(Spec(data="xor", noise=0.5, split=0.5))
    rows = {(*p, t) for p, (t,) in zip(dataset.train.points, dataset.train.targets, strict=True)}
    assert rows == {(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)}
    assert not len(dataset.test)


@given(specs(data="noisy-xor", split=0.0))
def test_noisy_xor_is_labelled_by_quadrant_and_its_flips_are_marked(spec):
    points, targets, true_targets, flipped = all_rows(make_dataset(spec))
    assert ((points >= 0) & (points <= 1)).all()
    for (x1, x2), (true,) in zip(points, true_targets, strict=True):
        assert true == ((x1 > 0.5) ^ (x2 > 0.5))
    assert (flipped == (targets != true_targets)[:, 0]).all()


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("noise", [0.0, 0.13, 0.5])
def test_exactly_the_share_asked_for_is_flipped(name, noise):
    *_, flipped = all_rows(make_dataset(spec_of(name, samples=200, noise=noise, split=0.3)))
    assert flipped.sum() == round(noise * 200)


@pytest.mark.parametrize("name", DRAWN)
def test_noise_moves_no_point(name):
    clean, noisy = (make_dataset(spec_of(name, noise=noise)) for noise in (0, 0.3))
    assert (all_rows(clean)[0] == all_rows(noisy)[0]).all()
    assert (all_rows(clean)[2] == all_rows(noisy)[2]).all()


@pytest.mark.parametrize("name", ["circles", "gaussians", "moons", "spiral"])
def test_both_classes_have_half_of_the_points(name):
    _, targets, *_ = all_rows(make_dataset(Spec(data=name, samples=100)))
    assert targets.sum() == 50


@pytest.mark.parametrize("name", ["three-blobs", "three-arms"])
def test_three_classes_have_a_third_of_the_points_each(name):
    dataset = make_dataset(spec_of(name, samples=90))
    _, targets, *_ = all_rows(dataset)
    assert [int((targets == label).sum()) for label in range(3)] == [30, 30, 30]
    assert dataset.classes == 3


def test_a_flipped_label_of_three_becomes_each_of_the_others():
    _, targets, true_targets, flipped = all_rows(
        make_dataset(spec_of("three-blobs", samples=500, noise=0.5))
    )
    steps = ((targets - true_targets) % 3)[flipped, 0]
    assert set(steps) == {1, 2}
    assert abs((steps == 1).mean() - 0.5) < 4 * 0.5 / 250**0.5


def test_circles_are_a_disc_and_a_ring():
    points, targets, *_ = all_rows(make_dataset(Spec(data="circles", samples=500)))
    radius = np.hypot(*points.T)
    assert radius[targets[:, 0] == 1].max() <= 1.3
    assert radius[targets[:, 0] == 0].min() >= 1.9
    assert radius.max() <= 2.8


def test_gaussians_lie_around_their_centres():
    points, targets, *_ = all_rows(make_dataset(Spec(data="gaussians", samples=500)))
    for label, centre in ((0, -1.2), (1, 1.2)):
        of_class = points[targets[:, 0] == label]
        assert of_class.mean(axis=0) == pytest.approx([centre, centre], abs=4 * 0.6 / 250**0.5)


@pytest.mark.parametrize("name", ["moons", "spiral", "three-blobs", "three-arms"])
def test_a_neighbour_is_mostly_of_the_same_class(name):
    points, targets, *_ = all_rows(make_dataset(spec_of(name, samples=500)))
    distance = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(distance, np.inf)
    same = targets[distance.argmin(axis=1)] == targets
    assert same.mean() > 0.95


def test_the_plane_is_a_plane():
    dataset = make_dataset(Spec(data="plane", output="identity", loss="mse", noise=0.0))
    points, targets, *_ = all_rows(dataset)
    solution, residual, *_ = np.linalg.lstsq(np.c_[points, np.ones(len(points))], targets[:, 0])
    assert np.sqrt(residual / len(points)) < 1e-4  # targets have 4 decimals
    assert solution == pytest.approx([1 / 6, 1 / 6, 0], abs=1e-4)


@pytest.mark.parametrize("name", ["plane", "hills"])
def test_noise_of_a_regression_is_its_standard_deviation(name):
    spec = Spec(data=name, output="identity", loss="mse", noise=0.2, samples=500)
    _, targets, true_targets, flipped = all_rows(make_dataset(spec))
    added = targets - true_targets
    assert added.std() == pytest.approx(0.2, abs=4 * 0.2 / (2 * 500) ** 0.5)
    assert not flipped.any()


def test_the_split_depends_on_the_data_seed():
    a, b = (make_dataset(Spec(split=0.3, data_seed=seed)) for seed in (1, 2))
    assert not (a.test.rows == b.test.rows).all()


def test_drawn_numbers_have_at_most_four_decimals():
    for name in DATA_SETS:
        if name != "own":
            points, targets, *_ = all_rows(make_dataset(spec_of(name, noise=0.1)))
            for number in [*points.ravel().tolist(), *targets.ravel().tolist()]:
                assert float(f"{number:.4f}") == number


def test_nothing_of_a_dataset_can_be_written_to():
    train = make_dataset(Spec()).train
    for name in ("points", "inputs", "targets", "true_targets", "flipped", "rows"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(train, name)[0] = 0
