"""Classes: an output for each of several classes; the largest names the class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.kernel.function import Function
from engine.kernel.value import Value, where
from engine.tasks.task import Array, Task, Truth


class Classes(Task):
    name = "classes"
    targets = "several classes"
    one_hot = True

    def encoded(self, targets: Array, outputs: int) -> Array:
        return (targets == np.arange(outputs)).astype(float)

    def right(self, prediction: Array, targets: Array) -> Truth:
        return np.asarray((self.decided(prediction) == targets) & ~self.undecided(prediction))

    def undecided(self, prediction: Array) -> Truth:
        """Those of which the largest output is the largest more than once, or not a number."""
        largest = prediction.max(axis=1, keepdims=True)
        return (prediction == largest).sum(axis=1, keepdims=True) != 1

    def decided(self, prediction: Array) -> NDArray[np.int_]:
        return prediction.argmax(axis=1, keepdims=True)

    def emit_right(self, f: Function, predictions: Sequence[Value], target: Value) -> Value:
        """The output of the target's class is above each other one."""
        right = f.let(target * 0.0)
        for index, own in enumerate(predictions):
            won = f.let(where(target.equals(float(index)), 1.0, 0.0))
            for other in (*predictions[:index], *predictions[index + 1 :]):
                won = f.let(where(own > other, won, 0.0))
            right = f.let(right + won)
        return right > 0.5

    def torch_right(self, output: str, prediction: str) -> str:
        return f"{output}.argmax(dim=1) == y"

    def numpy_right(self, prediction: str) -> str:
        return f"{prediction}.argmax(axis=1) == y.argmax(axis=1)"
