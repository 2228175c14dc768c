"""DataSet: one row of the table of data sets; Drawn: what drawing from it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.random import Stream
from engine.tasks import BINARY, Task

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

    Targets are labels 0, 1, ... below `classes`, and noise the share of labels flipped; of a
    regression they are numbers in about [-1, 1], and noise the standard deviation of what is added
    to them.
    """

    name: str
    title: str
    low: float
    high: float
    draw: Callable[[int, float, Stream, Stream], Drawn]
    task: Task = BINARY
    classes: int = 2
    rows: int | None = None  # of a set that is not drawn, how many it has
    fresh: str = ""  # the set that unseen points of the kind come from, if it is not this one
    unit_square: bool = False  # whether XOR's four rows are of its kind

    @property
    def regression(self) -> bool:
        """Whether targets are numbers."""
        return not self.task.classes


def rounded(values: Array) -> Array:
    """To 4 decimals, so that a table or a listing shows exactly the numbers that are computed with.

    Multiplication, rounding and division are exactly rounded: the same bits everywhere.
    """
    return np.rint(values * 10_000) / 10_000


def flip(points: Array, labels: Array, noise: float, chance: Stream, classes: int = 2) -> Drawn:
    """Turns exactly round(noise * n) of the labels into another, so that the share is the one asked
    for."""
    flipped = chance.permutation(len(labels))[: round(noise * len(labels))]
    targets, steps = labels.copy(), np.ones(len(flipped))
    if classes > 2:
        steps += np.floor((classes - 1) * chance.uniform(len(flipped)))
    targets[flipped] = (targets[flipped] + steps) % classes
    return Drawn(points, targets, labels)
