"""The next update of each parameter: the rule of the run's optimizer, with its memory.

The rules are those of engine/optimizers.py as textbooks write them; the numbers are what the
engine's optimizer makes of copies of the parameters and of its memory.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.explanation.quantity import Quantity
from engine.expression import Expression, Number, Symbol, sign, sqrt
from engine.optimizers import ADAM_BETAS, EPSILON, MOMENTUM, RMSPROP_ALPHA

if TYPE_CHECKING:
    from engine.run import Run

Array = NDArray[np.float64]

MU = Number(MOMENTUM, Symbol("μ"))
ALPHA = Number(RMSPROP_ALPHA, Symbol("α"))
BETA_1, BETA_2 = (Number(beta, Symbol("β", str(i))) for i, beta in enumerate(ADAM_BETAS, start=1))
TINY = Number(EPSILON, Symbol("ε"))


class Update:
    """What the optimizer of a run would do next with a gradient (P,), tried on copies."""

    @np.errstate(all="ignore")
    def __init__(self, run: Run, gradient: Array) -> None:
        optimizer = copy.deepcopy(run.optimizer)
        self.spec = run.spec
        self.memory_before = optimizer.state.copy()
        self.parameters = run.parameters.copy()
        optimizer.update(self.parameters, gradient)
        self.memory = optimizer.state
        self.count = optimizer.updates
        self.decoupled_decay = optimizer.decoupled_decay

    def __repr__(self) -> str:
        return f"<update {self.count} by {self.spec.optimizer}>"

    def explain(self, key: str, index: int, parameter: Number, gradient: Number) -> Quantity:
        """The update of parameter `index` of the flat vector, from its gradient."""
        work = _Parameter(self, key, index, parameter)
        g = work.regularized(gradient)
        new = RULES[self.spec.optimizer](work, g)
        result = Number(float(self.parameters[index]), parameter.symbol, parameter.reference, key)
        title = f"update of {parameter.text()}"
        return Quantity(key, title, result, new, steps=tuple(work.steps), relation="←")


def update_rule(run: Run) -> list[str]:
    """The rule of the run's optimizer in symbols, a step a line, for a weight w."""
    w, g = Number(0.0, Symbol("w"), "weight:1.0.0"), Number(0.0, Symbol("(∂L/∂w)"))
    update = Update(run, np.zeros_like(run.parameters))
    whole = update.explain("weight_update:1.0.0", 0, w, g)
    return [f"{each.result.text()} {each.relation} {each.expression.text()}"
            for each in (*whole.steps, whole)]  # fmt: skip


class _Parameter:
    """One parameter w in the middle of its update: the names that the rules are written in."""

    def __init__(self, update: Update, key: str, index: int, w: Number) -> None:
        self.w = w
        self.rate = Number(update.spec.learning_rate, Symbol("η"))
        self.t = Number(float(update.count), Symbol("t"))
        self.steps: list[Quantity] = []
        self._update, self._key, self._index = update, key, index
        decays = w.reference.startswith("weight:")
        self._l1 = update.spec.l1 if decays else 0.0
        self._l2 = update.spec.l2 if decays else 0.0

    def memory(self, letter: str, slot: int) -> Number:
        """What the optimizer remembers in this slot, before the update."""
        return Number(float(self._update.memory_before[slot, self._index]), Symbol(letter))

    def remember(self, letter: str, slot: int, expression: Expression, title: str) -> Number:
        """A step that changes the memory."""
        return self.step(letter, expression, title, float(self._update.memory[slot, self._index]))

    def step(
        self, letter: str, expression: Expression, title: str, value: float | None = None
    ) -> Number:
        """A number computed on the way to the new w."""
        key = f"{self._key}:{letter}"
        number = expression.value if value is None else value
        result = Number(number, Symbol(letter), self.w.reference, key)
        relation = "=" if value is None else "←"
        self.steps.append(Quantity(key, title, result, expression, relation=relation))
        return result

    def regularized(self, gradient: Number) -> Number:
        """The gradient with what L1 and L2 add to it."""
        g: Expression = gradient
        if self._l1:
            g = g + Number(self._l1, Symbol("λ", "1")) * sign(self.w)
        if self._l2 and not self._update.decoupled_decay:
            g = g + Number(self._l2, Symbol("λ", "2")) * self.w
        return gradient if g is gradient else self.step("g", g, "gradient with L1 and L2")

    def decayed(self) -> Expression:
        """w, less what decoupled weight decay takes off it."""
        if self._l2 and self._update.decoupled_decay:
            return self.w - self.rate * Number(self._l2, Symbol("λ", "2")) * self.w
        return self.w


def _sgd(of: _Parameter, g: Number) -> Expression:
    return of.w - of.rate * g


def _momentum(of: _Parameter, g: Number) -> Expression:
    v = of.remember("v", 0, MU * of.memory("v", 0) + g, "velocity")
    return of.w - of.rate * v


def _nesterov(of: _Parameter, g: Number) -> Expression:
    v = of.remember("v", 0, MU * of.memory("v", 0) + g, "velocity")
    return of.w - of.rate * (g + MU * v)


def _rmsprop(of: _Parameter, g: Number) -> Expression:
    moving = ALPHA * of.memory("s", 0) + (1 - ALPHA) * g**2
    s = of.remember("s", 0, moving, "moving mean of g²")
    return of.w - of.rate * g / (sqrt(s) + TINY)


def _adam(of: _Parameter, g: Number) -> Expression:
    mean = BETA_1 * of.memory("m", 0) + (1 - BETA_1) * g
    square = BETA_2 * of.memory("v", 1) + (1 - BETA_2) * g**2
    m = of.remember("m", 0, mean, "moving mean of g")
    v = of.remember("v", 1, square, "moving mean of g²")
    m_hat = of.step("m̂", m / (1 - BETA_1**of.t), "m without its start at 0")
    v_hat = of.step("v̂", v / (1 - BETA_2**of.t), "v without its start at 0")
    return of.decayed() - of.rate * m_hat / (sqrt(v_hat) + TINY)


RULES: dict[str, Callable[[_Parameter, Number], Expression]] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "rmsprop": _rmsprop,
    "adam": _adam,
    "adamw": _adam,
}
