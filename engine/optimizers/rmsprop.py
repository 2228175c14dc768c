"""RMSprop: s = 0.99 s + 0.01 g^2; w = w - lr g / (sqrt(s) + 1e-8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.expression import Expression, Number, Symbol
from engine.expression import sqrt as root
from engine.kernel.function import Function
from engine.kernel.value import Value, sqrt
from engine.optimizers.optimizer import EPSILON, TINY, Array, Optimizer

if TYPE_CHECKING:
    from engine.explanation.update import Rule

DECAY = 0.99
ALPHA = Number(DECAY, Symbol("α"))


class RMSprop(Optimizer):
    name = "rmsprop"
    title = "RMSprop"
    letter = "R"
    slots = 1
    torch_class = "optim.RMSprop"
    torch_state = ("square_avg",)
    torch_counts = True
    numpy_state = ("square",)
    numpy_step = (
        "square[i] = 0.99 * square[i] + 0.01 * gradient**2",
        "parameter -= {lr} * gradient / (np.sqrt(square[i]) + 1e-8)",
    )

    def _step(self, parameters: Array, gradient: Array) -> None:
        square = self.state[0]
        np.multiply(gradient, gradient, self._work)
        np.multiply(self._work, 1 - DECAY, self._work)
        np.multiply(square, DECAY, square)
        np.add(square, self._work, square)
        np.sqrt(square, self._work)
        np.add(self._work, EPSILON, self._work)
        np.divide(gradient, self._work, self._change)
        np.multiply(self._change, self._rate, self._change)
        np.subtract(parameters, self._change, parameters)

    @classmethod
    def emit_step(
        cls, f: Function, gradient: Value, state: list[Value], rates: list[Value]
    ) -> list[Value]:
        square = f.let(state[0] * DECAY + gradient * gradient * (1 - DECAY))
        return [gradient / (sqrt(square) + EPSILON) * rates[0], square]

    @classmethod
    def explain(cls, of: Rule, g: Number) -> Expression:
        moving = ALPHA * of.state("s", 0) + (1 - ALPHA) * g**2
        s = of.changed("s", 0, moving, "moving mean of g²")
        return of.w - of.rate * g / (root(s) + TINY)
