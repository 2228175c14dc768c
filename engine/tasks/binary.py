"""Binary: one output, near 1 for class 1 and near 0 for class 0."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine import sides
from engine.kernel.function import Function
from engine.kernel.value import Value, where
from engine.tasks.task import Array, Task, Truth


class Binary(Task):
    name = "binary"
    targets = "two classes"

    def right(self, prediction: Array, targets: Array) -> Truth:
        return sides.right(prediction, targets)

    def undecided(self, prediction: Array) -> Truth:
        return sides.undecided(prediction)

    def decided(self, prediction: Array) -> NDArray[np.int_]:
        return (prediction >= 0.5).astype(int)

    def emit_right(self, f: Function, predictions: Sequence[Value], target: Value) -> Value:
        p = predictions[0]
        side = where(p > sides.HIGH, 1.0, 0.0) - where(p < sides.LOW, 1.0, 0.0)
        right = where(target >= 0.5, 1.0, -1.0)
        return f.let(side).equals(f.let(right))

    def torch_right(self, output: str, prediction: str) -> str:
        return sides.right_sides(prediction)

    def numpy_right(self, prediction: str) -> str:
        return sides.right_sides(prediction)
