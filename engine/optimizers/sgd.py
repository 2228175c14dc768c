"""SGD, stochastic gradient descent: w = w - lr g."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.expression import Expression, Number
from engine.kernel.function import Function
from engine.kernel.value import Value
from engine.optimizers.optimizer import Array, Optimizer

if TYPE_CHECKING:
    from engine.explanation.update import Rule


class SGD(Optimizer):
    name = "sgd"
    title = "SGD"
    letter = "S"
    torch_class = "optim.SGD"
    numpy_step = ("parameter -= {lr} * gradient",)

    def _step(self, parameters: Array, gradient: Array) -> None:
        np.multiply(gradient, self._rate, self._change)
        np.subtract(parameters, self._change, parameters)

    @classmethod
    def emit_step(
        cls, f: Function, gradient: Value, state: list[Value], rates: list[Value]
    ) -> list[Value]:
        return [gradient * rates[0]]

    @classmethod
    def explain(cls, of: Rule, g: Number) -> Expression:
        return of.w - of.rate * g
