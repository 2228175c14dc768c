"""Two classes in the square from -3 to 3, by turns, so that both have the same number of points."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from engine import portable
from engine.data.data_set import Array, DataSet, Drawn, flip
from engine.random import Stream


def _by_turns(
    place: Callable[[Array, Array, Stream], tuple[Array, Array]],
) -> Callable[[int, float, Stream, Stream], Drawn]:
    """The `draw` of a set from where `place(labels, t, chance)` puts points, t in [0, 1)."""

    def draw(count: int, noise: float, chance: Stream, noise_chance: Stream) -> Drawn:
        labels = (np.arange(count) % 2).astype(np.float64)
        x1, x2 = place(labels, chance.uniform(count), chance)
        return flip(np.column_stack([x1, x2]), labels, noise, noise_chance)

    return draw


def _circles(labels: Array, t: Array, chance: Stream) -> tuple[Array, Array]:
    # Uniform over the area: a disc of radius 1.3 in a ring from 1.9 to 2.8.
    inner, outer = np.where(labels == 1, 0, 1.9), np.where(labels == 1, 1.3, 2.8)
    radius = np.sqrt(inner * inner + (outer * outer - inner * inner) * t)
    angle = 2 * math.pi * chance.uniform(len(t))
    return radius * portable.cos(angle), radius * portable.sin(angle)


def _gaussians(labels: Array, t: Array, chance: Stream) -> tuple[Array, Array]:
    centre = np.where(labels == 1, 1.2, -1.2)
    return centre + 0.6 * chance.normal(len(t)), centre + 0.6 * chance.normal(len(t))


def _moons(labels: Array, t: Array, chance: Stream) -> tuple[Array, Array]:
    # Two half circles of radius 1.6; the lower one begins inside the upper.
    side = np.where(labels == 1, -1, 1)
    x1 = side * (1.6 * portable.cos(math.pi * t) - 0.8)
    x2 = side * (1.6 * portable.sin(math.pi * t) - 0.5)
    return x1 + 0.2 * chance.normal(len(t)), x2 + 0.2 * chance.normal(len(t))


def _spiral(labels: Array, t: Array, chance: Stream) -> tuple[Array, Array]:
    # Two arms of a spiral of Archimedes, half a turn apart, 1.25 turns long.
    radius = 0.2 + 2.6 * t
    angle = 2.5 * math.pi * t + math.pi * labels
    x1 = radius * portable.cos(angle) + 0.08 * chance.normal(len(t))
    x2 = radius * portable.sin(angle) + 0.08 * chance.normal(len(t))
    return x1, x2


CIRCLES = DataSet("circles", "A disc in a ring", -3, 3, _by_turns(_circles))
GAUSSIANS = DataSet("gaussians", "Two Gaussians", -3, 3, _by_turns(_gaussians))
MOONS = DataSet("moons", "Two moons", -3, 3, _by_turns(_moons))
SPIRAL = DataSet("spiral", "Two spirals", -3, 3, _by_turns(_spiral))
