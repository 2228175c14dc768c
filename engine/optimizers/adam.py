"""Adam: m = 0.9 m + 0.1 g; v = 0.999 v + 0.001 g^2; w = w - lr m' / (sqrt(v') + 1e-8), where after
t updates m' = m / (1 - 0.9^t) and v' = v / (1 - 0.999^t).

D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from engine.expression import Expression, Number, Symbol
from engine.expression import sqrt as root
from engine.kernel.function import Function
from engine.kernel.value import Value, lane, splat, sqrt
from engine.optimizers.optimizer import EPSILON, TINY, Array, Optimizer
from engine.powers import powers

if TYPE_CHECKING:
    from engine.explanation.update import Rule

BETAS = (0.9, 0.999)
BETA_1, BETA_2 = (Number(beta, Symbol("β", str(i))) for i, beta in enumerate(BETAS, start=1))


class Adam(Optimizer):
    name = "adam"
    title = "Adam"
    letter = "A"
    slots = 2
    bases = BETAS
    torch_class = "optim.Adam"
    torch_state = ("exp_avg", "exp_avg_sq")
    torch_counts = True
    numpy_state = ("mean", "square")
    numpy_step = (
        "mean[i] = 0.9 * mean[i] + 0.1 * gradient",
        "square[i] = 0.999 * square[i] + 0.001 * gradient**2",
        "change = {lr} * mean[i] / (1 - 0.9**updates)",
        "parameter -= change / (np.sqrt(square[i] / (1 - 0.999**updates)) + 1e-8)",
    )

    def _step(self, parameters: Array, gradient: Array) -> None:
        mean, square = self.state
        beta_1, beta_2 = BETAS
        np.subtract(gradient, mean, self._work)
        np.multiply(self._work, 1 - beta_1, self._work)
        np.add(mean, self._work, mean)
        np.multiply(gradient, gradient, self._work)
        np.multiply(self._work, 1 - beta_2, self._work)
        np.multiply(square, beta_2, square)
        np.add(square, self._work, square)
        np.sqrt(square, self._work)
        power_1, power_2 = powers(BETAS, self.updates)
        np.divide(self._work, math.sqrt(1 - power_2), self._work)
        np.add(self._work, EPSILON, self._work)
        np.divide(mean, self._work, self._change)
        rate = self.learning_rate / (1 - power_1)
        np.multiply(self._change, rate, self._change)
        np.subtract(parameters, self._change, parameters)

    @classmethod
    def emit_rates(cls, f: Function, rate: Value, powers: Callable[[], Value]) -> list[Value]:
        """The rate over 1 - 0.9^t, and the root of 1 - 0.999^t."""
        rest = f.let(1.0 - powers())
        return [f.let(rate / splat(lane(rest, 0))), f.let(sqrt(splat(lane(rest, 1))))]

    @classmethod
    def emit_step(
        cls, f: Function, gradient: Value, state: list[Value], rates: list[Value]
    ) -> list[Value]:
        beta_1, beta_2 = BETAS
        mean = f.let(state[0] + (gradient - state[0]) * (1 - beta_1))
        square = f.let(state[1] * beta_2 + gradient * gradient * (1 - beta_2))
        scale = sqrt(square) / rates[1] + EPSILON
        return [mean / scale * rates[0], mean, square]

    @classmethod
    def explain(cls, of: Rule, g: Number) -> Expression:
        mean = BETA_1 * of.state("m", 0) + (1 - BETA_1) * g
        square = BETA_2 * of.state("v", 1) + (1 - BETA_2) * g**2
        m = of.changed("m", 0, mean, "moving mean of g")
        v = of.changed("v", 1, square, "moving mean of g²")
        m_hat = of.step("m̂", m / (1 - BETA_1**of.t), "m without its start at 0")
        v_hat = of.step("v̂", v / (1 - BETA_2**of.t), "v without its start at 0")
        return of.decayed() - of.rate * m_hat / (root(v_hat) + TINY)
