"""Dataset: the points of a Spec, made into inputs and targets, split into training and test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.data.data_set import DataSet, Drawn, rounded
from engine.data.table import DATA_SETS
from engine.errors import DataError
from engine.features import features_of
from engine.ops import OUTPUTS
from engine.random import Purpose, Stream
from engine.tasks import CLASSES, REGRESSION, Task

if TYPE_CHECKING:
    from engine.spec import Spec

Array = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Samples:
    """Some rows of a data set: raw points (n, 2), inputs (n, features), targets (n, 1).

    `rows` (n,) are their numbers in the whole set, `true_targets` (n, 1) the targets before noise,
    `flipped` (n,) says whose label noise turned over. All arrays are read-only.
    """

    rows: NDArray[np.intp]
    points: Array
    inputs: Array
    targets: Array
    true_targets: Array
    flipped: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.points)

    def __repr__(self) -> str:
        return f"<{len(self)} samples, {self.inputs.shape[1]} inputs, {self.flipped.sum()} flipped>"


@dataclass(frozen=True, repr=False)
class Dataset:
    """What a Run learns from (`train`) and what it is tested with (`test`, perhaps empty)."""

    kind: DataSet
    train: Samples
    test: Samples
    task: Task
    classes: int  # of a regression 0

    @property
    def classification(self) -> bool:
        """Whether targets are classes."""
        return self.task.classes

    def __repr__(self) -> str:
        return f"<{self.kind.name}: train {self.train!r}, test {self.test!r}>"


def row_counts(
    name: str, samples: int, split: float, points: tuple[object, ...] | None = None
) -> tuple[int, int]:
    """How many rows of a data set are for training and for the test. Fixed rows are never split."""
    if (rows := DATA_SETS[name].rows) is not None:
        return rows, 0
    total = samples if points is None else len(points)
    test = round(split * total)
    return total - test, test


def make_dataset(spec: Spec) -> Dataset:
    """The data of a Spec: drawn from its data_seed, or its own points.

    Raises DataError if own points do not fit the loss, or leave a class out of the training rows.
    """
    kind = DATA_SETS[spec.data]
    drawn = _own(spec) if spec.points is not None else _draw(kind, spec)
    task, classes = _task(kind, spec, drawn.true_targets)
    train, test = _split(spec)
    if task.classes:
        _check_classes(drawn.targets[train], len(test), classes)
    return Dataset(
        kind,
        _samples(drawn, train, spec, task),
        _samples(drawn, test, spec, task),
        task,
        classes,
    )


def given_points(spec: Spec, samples: Samples) -> Array:
    """The points (n, 2) as they were given, before they were standardised."""
    if spec.points is None or spec.scales is None:
        return samples.points
    return np.array(spec.points)[samples.rows, :2]


def _task(kind: DataSet, spec: Spec, targets: Array) -> tuple[Task, int]:
    """What is to be learned, and how many classes there are."""
    task, classes = kind.task, kind.classes
    if spec.points is not None and spec.layers[-1] > 1:
        task, classes = CLASSES, spec.layers[-1]
    elif spec.points is not None and not np.isin(targets, (0, 1)).all():
        task = REGRESSION  # but own points that are all 0 or 1 are two classes, whatever the loss
    return task, classes if task.classes else 0


def _draw(kind: DataSet, spec: Spec) -> Drawn:
    chance = Stream(spec.data_seed, Purpose.DATA)
    drawn = kind.draw(spec.samples, spec.noise, chance, Stream(spec.data_seed, Purpose.NOISE))
    return Drawn(rounded(drawn.points), rounded(drawn.targets), rounded(drawn.true_targets))


def _own(spec: Spec) -> Drawn:
    table = np.array(spec.points)
    targets = table[:, 2]
    if REGRESSION.name not in OUTPUTS[spec.output].tasks:
        classes = max(2, spec.layers[-1])
        right = "0 or 1" if classes == 2 else f"a whole number from 0 to {classes - 1}"
        for number, target in enumerate(targets.tolist(), 1):
            if target not in range(classes):
                raise DataError(
                    f"row {number}: y is {target:g}; with out={spec.output} it must be {right}",
                    number,
                )
    points = table[:, :2]
    if spec.scales is not None:
        means, deviations = np.array(spec.scales).T
        points = (points - means) / deviations
    return Drawn(points, targets, targets)


def _split(spec: Spec) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    train, test = row_counts(spec.data, spec.samples, spec.split, spec.points)
    order = Stream(spec.data_seed, Purpose.SPLIT).permutation(train + test)
    return np.sort(order[test:]), np.sort(order[:test])


def _check_classes(targets: Array, test: int, classes: int) -> None:
    for label in range(classes):
        if label not in targets:
            hint = "choose a smaller split or another data-seed" if test else "add a point of it"
            raise DataError(
                f"none of the {len(targets)} training points is of class {label}; {hint}"
            )


def _samples(drawn: Drawn, rows: NDArray[np.intp], spec: Spec, task: Task) -> Samples:
    points = drawn.points[rows]
    targets, true_targets = drawn.targets[rows, None], drawn.true_targets[rows, None]
    flipped = (targets != true_targets)[:, 0] & task.classes
    arrays = (rows, points, features_of(points, spec.features), targets, true_targets, flipped)
    for array in arrays:
        array.flags.writeable = False
    return Samples(*arrays)
