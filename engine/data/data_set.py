"""DataSet: one row of the table of data sets; Drawn: what drawing from it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.random import Stream

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """Points (n, 2), their targets (n,) and the targets (n,) before noise."""

    points: Array
    targets: Array
    true_targets: Array


@dataclass(frozen=True)
class DataSet:
    """How a set is drawn: `draw(count, noise, chance, noise_chance)`; where its points lie.

    Targets are 0 or 1 and noise the share of labels flipped; if `regression`, targets are numbers
    in about [-1, 1] and noise the standard deviation of what is added to them.
    """

    name: str
    title: str
    low: float
    high: float
    draw: Callable[[int, float, Stream, Stream], Drawn]
    regression: bool = False


def rounded(values: Array) -> Array:
    """To 4 decimals, so that a table or a listing shows exactly the numbers that are computed with.

    Multiplication, rounding and division are exactly rounded: the same bits everywhere.
    """
    return np.rint(values * 10_000) / 10_000


def flip(points: Array, labels: Array, noise: float, chance: Stream) -> Drawn:
    """Flips exactly round(noise * n) of the labels, so that the share is the one asked for."""
    flipped = chance.permutation(len(labels))[: round(noise * len(labels))]
    targets = labels.copy()
    targets[flipped] = 1 - targets[flipped]
    return Drawn(points, targets, labels)
