"""The samples as the hidden units see them, put onto two axes; and where that is in a picture.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.principal_axes import principal_axes
from ui.draw.plane import EDGE, SIZE, Area, bounds, middle
from ui.lab import CORNERS, Lab
from ui.panels.hidden_space.state import axes_of
from ui.words.names import neuron_name

Array = NDArray[np.float64]

LINES = 9  # of the input plane's grid each way
POINTS = 15  # of each grid line
FAR = 1e6  # beyond any picture: where what has no place, or one further away, is put


def last(lab: Lab) -> int:
    """The last hidden layer: the one that the output sees."""
    return len(lab.spec.layers) - 2


def threshold(lab: Lab) -> float:
    """The output's pre-activation where its answer is in the middle: the sigmoid is 0.5 at 0."""
    return middle(lab) if lab.spec.output == "identity" else 0.0


@dataclass(frozen=True)
class Projection:
    """From the hidden units (n, units) to two axes: `origin` (units,), `plane` (units, 2)."""

    origin: Array
    plane: Array
    names: tuple[str, str]

    def __call__(self, seen: Array) -> Array:
        return (seen - self.origin) @ self.plane


def projection(lab: Lab, seen: Array) -> Projection:
    """For the samples as they are `seen` (n, units)."""
    mean, units = seen.mean(axis=0), seen.shape[1]
    plane = np.zeros((units, 2))
    chosen = axes_of(lab)
    if chosen == "output":
        plane[:, 0] = unit_vector(lab.run.weights[-1][0])
        rest = (seen - mean) @ (np.eye(units) - np.outer(plane[:, 0], plane[:, 0]))
        if units > 1:
            plane[:, 1] = widest(rest)[:, 0]
        return Projection(mean, plane, ("towards a larger ŷ", "the widest direction across that"))
    if chosen == "pca":
        found = widest(seen - mean)
        plane[:, : found.shape[1]] = found
        return Projection(mean, plane, ("first principal component", "second principal component"))
    first, second = map(int, chosen.split("-"))
    plane[first, 0] = plane[second, 1] = 1.0
    origin = mean.copy()
    origin[[first, second]] = 0.0
    name_x, name_y = (f"activation of {neuron_name(lab.spec, last(lab), index)}"
                      for index in (first, second))
    return Projection(origin, plane, (name_x, name_y))


def unit_vector(vector: Array) -> Array:
    length = float(np.hypot.reduce(vector))
    return vector / length if np.isfinite(length) and length > 0 else np.eye(len(vector))[0]


def widest(centred: Array) -> Array:
    """The two directions (units, up to 2) in which centred samples (n, units) spread most."""
    directions = principal_axes(np.nan_to_num(centred))[:, :2]
    # A direction's sign is arbitrary; fixed, the picture does not jump while it trains.
    return directions * np.where(directions.sum(axis=0) < 0, -1.0, 1.0)


class Placement:
    """From the two axes to the SVG: all points that are to be seen fit."""

    def __init__(self, points: Array) -> None:
        finite = points[np.isfinite(points).all(axis=1)]
        low, high = (finite.min(axis=0), finite.max(axis=0)) if len(finite) else (-1.0, 1.0)
        self.middle = (np.asarray(low) + high) / 2
        span = float(np.max(np.asarray(high) - low))
        self.scale = (SIZE - 2 * EDGE - 20) / span if span > 0 else 1.0

    def __call__(self, points: Array) -> Array:
        offset = np.nan_to_num((points - self.middle) * self.scale, nan=FAR)
        return SIZE / 2 + np.clip(offset, -FAR, FAR) * (1.0, -1.0)


class Scene:
    """All that is in the picture for the weights of now, in the units of its SVG."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        seen = lab.run.training_pass().activations[last(lab) - 1]
        self._projection = projection(lab, seen)
        self._samples = self._projection(seen)
        points = np.concatenate([grid_lines(bounds(lab)), np.array(CORNERS)[:, :2]])
        placed = self._projection(lab.run.forward(points)[1][last(lab) - 1])
        self._bent, self._corners = placed[: -len(CORNERS)], placed[-len(CORNERS) :]
        self._place = Placement(np.concatenate([self._samples, self._bent, self._corners]))

    @property
    def names(self) -> tuple[str, str]:
        """What the two axes are."""
        return self._projection.names

    @cached_property
    def samples(self) -> Array:
        """(n, 2)"""
        return self._place(self._samples)

    @property
    def corners(self) -> Array:
        """(4, 2)"""
        return self._place(self._corners)

    @property
    def bent(self) -> Array:
        """The lines of the input plane's grid (2 * LINES, POINTS, 2)."""
        return self._place(self._bent).reshape(-1, POINTS, 2)

    @property
    def border(self) -> Array | None:
        """Two ends, beyond the picture, of the line where the answer is in the middle, w · h + b
        being `threshold`; none where that does not cross the plane of the picture."""
        run, over = self._lab.run, self._projection
        weights, bias = run.weights[-1][0], float(run.biases[-1][0]) - threshold(self._lab)
        normal = weights @ over.plane
        length = float(np.hypot(*normal))
        if not np.isfinite(length) or length < 1e-12:
            return None
        across = normal / length  # apart, as the square of the length can overflow
        foot = -(bias + float(weights @ over.origin)) / length * across
        along = np.array([-across[1], across[0]]) * (2 * SIZE / self._place.scale)
        return self._place(np.stack([foot - along, foot + along]))


@lru_cache(maxsize=4)
def grid_lines(area: Area) -> Array:
    """The input plane's grid (2 * LINES * POINTS, 2): lines along x2, then along x1."""
    few, many = np.linspace(0.0, 1.0, LINES), np.linspace(0.0, 1.0, POINTS)
    one, two = np.meshgrid(few, many, indexing="ij")
    upright = np.stack([one, two], axis=-1).reshape(-1, 2)
    (left, right), (low, high) = area
    return (np.concatenate([upright, upright[:, ::-1]]) * (right - left, high - low)
            + (left, low))
