"""Nesterov's momentum as PyTorch writes it: v = 0.9 v + g; w = w - lr (g + 0.9 v)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.expression import Expression, Number
from engine.kernel.function import Function
from engine.kernel.value import Value
from engine.optimizers.momentum import MOMENTUM, MU
from engine.optimizers.optimizer import Array, Optimizer

if TYPE_CHECKING:
    from engine.explanation.update import Rule


class Nesterov(Optimizer):
    name = "nesterov"
    title = "Nesterov momentum"
    letter = "N"
    slots = 1
    torch_class = "optim.SGD"
    torch_options = f"momentum={MOMENTUM}, nesterov=True"
    torch_state = ("momentum_buffer",)
    numpy_state = ("velocity",)
    numpy_step = (
        "velocity[i] = 0.9 * velocity[i] + gradient",
        "parameter -= {lr} * (gradient + 0.9 * velocity[i])",
    )

    def _step(self, parameters: Array, gradient: Array) -> None:
        velocity = self.state[0]
        np.multiply(velocity, MOMENTUM, velocity)
        np.add(velocity, gradient, velocity)
        np.multiply(velocity, MOMENTUM, self._change)
        np.add(self._change, gradient, self._change)
        np.multiply(self._change, self._rate, self._change)
        np.subtract(parameters, self._change, parameters)

    @classmethod
    def emit_step(
        cls, f: Function, gradient: Value, state: list[Value], rates: list[Value]
    ) -> list[Value]:
        velocity = f.let(state[0] * MOMENTUM + gradient)
        return [(velocity * MOMENTUM + gradient) * rates[0], velocity]

    @classmethod
    def explain(cls, of: Rule, g: Number) -> Expression:
        v = of.changed("v", 0, MU * of.state("v", 0) + g, "velocity")
        return of.w - of.rate * (g + MU * v)
