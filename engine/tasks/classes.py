"""Classes: an output for each of several classes; the largest names the class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.kernel.function import Function
from engine.kernel.value import Value, where
from engine.sides import UNDECIDED
from engine.tasks.task import Array, Task, Truth


class Classes(Task):
    name = "classes"
    targets = "several classes"
    one_hot = True

    def encoded(self, targets: Array, outputs: int) -> Array:
        return (targets == np.arange(outputs)).astype(float)

    def right(self, prediction: Array, targets: Array) -> Truth:
        return (self.decided(prediction) == targets) & (_at_the_top(prediction) == 1)

    def undecided(self, prediction: Array) -> Truth:
        return _at_the_top(prediction) > 1

    def decided(self, prediction: Array) -> NDArray[np.int_]:
        return prediction.argmax(axis=1, keepdims=True)

    def emit_right(self, f: Function, predictions: Sequence[Value], target: Value) -> Value:
        """The output of the target's class is above each other one."""
        right = f.let(target * 0.0)
        for index, own in enumerate(predictions):
            won = f.let(where(target.equals(float(index)), 1.0, 0.0))
            for other in (*predictions[:index], *predictions[index + 1 :]):
                won = f.let(where(own > other + UNDECIDED, won, 0.0))
            right = f.let(right + won)
        return right > 0.5

    def torch_right(self, output: str, prediction: str) -> str:
        return f"({output}.argmax(dim=1) == y)"

    def numpy_right(self, prediction: str) -> str:
        return f"{prediction}.argmax(axis=1) == y.argmax(axis=1)"


def _at_the_top(prediction: Array) -> NDArray[np.int_]:
    """How many outputs of each row (n, 1) are the largest, or as good as that; of NaN none."""
    largest = prediction.max(axis=1, keepdims=True)
    return np.count_nonzero(prediction >= largest - UNDECIDED, axis=1, keepdims=True)
