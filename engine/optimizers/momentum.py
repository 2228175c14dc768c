"""Momentum: v = 0.9 v + g; w = w - lr v."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.expression import Expression, Number, Symbol
from engine.kernel.function import Function
from engine.kernel.value import Value
from engine.optimizers.optimizer import Array, Optimizer

if TYPE_CHECKING:
    from engine.explanation.update import Rule

MOMENTUM = 0.9
MU = Number(MOMENTUM, Symbol("μ"))


class Momentum(Optimizer):
    name = "momentum"
    title = "Momentum"
    letter = "M"
    slots = 1
    torch_class = "optim.SGD"
    torch_options = f"momentum={MOMENTUM}"
    torch_state = ("momentum_buffer",)
    numpy_state = ("velocity",)
    numpy_step = (
        "velocity[i] = 0.9 * velocity[i] + gradient",
        "parameter -= {lr} * velocity[i]",
    )

    def _step(self, parameters: Array, gradient: Array) -> None:
        velocity = self.state[0]
        np.multiply(velocity, MOMENTUM, velocity)
        np.add(velocity, gradient, velocity)
        np.multiply(velocity, self._rate, self._change)
        np.subtract(parameters, self._change, parameters)

    @classmethod
    def emit_step(
        cls, f: Function, gradient: Value, state: list[Value], rates: list[Value]
    ) -> list[Value]:
        velocity = f.let(state[0] * MOMENTUM + gradient)
        return [velocity * rates[0], velocity]

    @classmethod
    def explain(cls, of: Rule, g: Number) -> Expression:
        v = of.changed("v", 0, MU * of.state("v", 0) + g, "velocity")
        return of.w - of.rate * v
