"""Principal axes, against LAPACK's singular values, which a page has not."""

import numpy as np
import pytest

from engine.principal_axes import principal_axes


def centred(rng: np.random.Generator, points: int, units: int) -> np.ndarray:
    """Points that spread differently in every direction."""
    cloud = rng.normal(size=(points, units)) @ np.diag(2.0 ** -np.arange(units))
    turned = cloud @ np.linalg.qr(rng.normal(size=(units, units)))[0]
    return turned - turned.mean(axis=0)


@pytest.mark.parametrize("units", range(1, 9))
def test_the_axes_are_those_of_lapack(units: int) -> None:
    cloud = centred(np.random.default_rng(units), 100, units)
    axes = principal_axes(cloud)
    expected = np.linalg.svd(cloud)[2].T
    assert np.abs(axes.T @ axes - np.eye(units)).max() < 1e-14
    assert np.abs(np.abs(axes.T @ expected) - np.eye(units)).max() < 1e-10


@pytest.mark.parametrize("size", [1e-300, 1e-8, 1e300])
def test_their_length_does_not_matter(size: float) -> None:
    cloud = centred(np.random.default_rng(1), 20, 4)
    assert np.allclose(principal_axes(size * cloud), principal_axes(cloud), atol=1e-12)


def test_points_that_spread_alike_or_not_at_all_have_axes_too() -> None:
    for cloud in (np.zeros((5, 3)), np.zeros((0, 3)), np.vstack([np.eye(4), -np.eye(4)]),
                  np.outer([-1.0, 0.0, 1.0], [1.0, 2.0, 2.0])):
        axes = principal_axes(cloud)
        assert np.abs(axes.T @ axes - np.eye(cloud.shape[1])).max() < 1e-14
    assert np.allclose(np.abs(axes[:, 0]), np.array([1.0, 2.0, 2.0]) / 3)


def test_fewer_points_than_units_have_axes_too() -> None:
    cloud = centred(np.random.default_rng(2), 4, 8)
    axes = principal_axes(cloud)
    expected = np.linalg.svd(cloud)[2][:3].T
    assert np.abs(np.abs(axes[:, :3].T @ expected) - np.eye(3)).max() < 1e-10
