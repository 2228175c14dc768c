"""Task: what the output of a network means, and when it is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.kernel.function import Function
from engine.kernel.value import Value

Array = NDArray[np.float64]
Truth = NDArray[np.bool_]


class Task:
    """Predictions are (n, outputs), targets (n, 1); of R runs at once, both have R behind.

    What is said of labels and of right and wrong is for tasks with `classes` only.
    """

    name: ClassVar[str]
    targets: ClassVar[str]  # what they are, in words
    classes: ClassVar[bool] = True  # a target is the number of a class
    one_hot: ClassVar[bool] = False  # an output for each class

    def outputs(self, classes: int) -> int:
        """How many outputs the network has."""
        return classes if self.one_hot else 1

    def encoded(self, targets: Array, outputs: int) -> Array:
        """Targets (n, 1) as the outputs (n, outputs) that a network without a fault gives."""
        return targets

    def right(self, prediction: Array, targets: Array) -> Truth:
        """Which rows are right (n, 1); a row that is undecided is not."""
        raise NotImplementedError

    def undecided(self, prediction: Array) -> Truth:
        """For which rows the prediction names no class (n, 1)."""
        raise NotImplementedError

    def emit_right(self, f: Function, predictions: Sequence[Value], target: Value) -> Value:
        """WebAssembly's right: code for a condition, of values in locals."""
        raise NotImplementedError

    def torch_right(self, output: str, prediction: str) -> str:
        """PyTorch's, of what the network gives, of the prediction, and of y."""
        raise NotImplementedError

    def numpy_right(self, prediction: str) -> str:
        """The same for numpy, where y is `encoded`."""
        raise NotImplementedError

    def confusion(self, prediction: Array, targets: Array, classes: int) -> NDArray[np.int_]:
        """How many rows of each class (rows of the matrix) are taken for which (columns); those
        undecided are in the last column, which is one more."""
        decided = np.where(self.undecided(prediction), classes, self.decided(prediction))
        places = targets[:, 0].astype(int) * (classes + 1) + decided[:, 0]
        counts = np.bincount(places, minlength=classes * (classes + 1))
        return counts.reshape(classes, classes + 1)

    def decided(self, prediction: Array) -> NDArray[np.int_]:
        """The class (n, 1) that each prediction names, or one of them if it is undecided."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<task: {self.targets}>"
