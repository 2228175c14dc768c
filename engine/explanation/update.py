"""The next update of each parameter: the rule of the run's optimizer, with its state.

The rules are those of engine/optimizers as textbooks write them; the numbers are what the engine's
optimizer makes of copies of the parameters and of its state.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.explanation.quantity import Quantity
from engine.expression import Expression, Number, Symbol, sign

if TYPE_CHECKING:
    from engine.run import Run

Array = NDArray[np.float64]


class Update:
    """What the optimizer of a run would do next with a gradient (P,), tried on copies."""

    @np.errstate(all="ignore")
    def __init__(self, run: Run, gradient: Array) -> None:
        optimizer = copy.deepcopy(run.optimizer)
        self.spec = run.spec
        self.state_before = optimizer.state.copy()
        self.parameters = run.parameters.copy()
        optimizer.update(self.parameters, gradient)
        self.state = optimizer.state
        self.count = optimizer.updates
        self.optimizer = type(optimizer)

    def __repr__(self) -> str:
        return f"<update {self.count} by {self.spec.optimizer}>"

    def explain(self, key: str, index: int, parameter: Number, gradient: Number) -> Quantity:
        """The update of parameter `index` of the flat vector, from its gradient."""
        rule = Rule(self, key, index, parameter)
        g = rule.regularized(gradient)
        new = self.optimizer.explain(rule, g)
        result = Number(float(self.parameters[index]), parameter.symbol, parameter.reference, key)
        title = f"update of {parameter.text()}"
        return Quantity(key, title, result, new, steps=tuple(rule.steps), relation="←")


def update_rule(run: Run) -> list[str]:
    """The rule of the run's optimizer in symbols, a step a line, for a weight w."""
    w, g = Number(0.0, Symbol("w"), "weight:1.0.0"), Number(0.0, Symbol("(∂L/∂w)"))
    update = Update(run, np.zeros_like(run.parameters))
    whole = update.explain("weight_update:1.0.0", 0, w, g)
    return [f"{each.result.text()} {each.relation} {each.expression.text()}"
            for each in (*whole.steps, whole)]  # fmt: skip


class Rule:
    """One parameter w in the middle of its update: the quantities that a rule is written in."""

    def __init__(self, update: Update, key: str, index: int, w: Number) -> None:
        self.w = w
        self.rate = Number(update.spec.learning_rate, Symbol("η"))
        self.t = Number(float(update.count), Symbol("t"))
        self.steps: list[Quantity] = []
        self._update, self._key, self._index = update, key, index
        decays = w.reference.startswith("weight:")
        self._l1 = update.spec.l1 if decays else 0.0
        self._l2 = update.spec.l2 if decays else 0.0

    def state(self, letter: str, slot: int) -> Number:
        """What the optimizer's state has in this slot, before the update."""
        return Number(float(self._update.state_before[slot, self._index]), Symbol(letter))

    def changed(self, letter: str, slot: int, expression: Expression, title: str) -> Number:
        """A step that changes the state."""
        return self.step(letter, expression, title, float(self._update.state[slot, self._index]))

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
        if self._l2 and not self._update.optimizer.decoupled_decay:
            g = g + Number(self._l2, Symbol("λ", "2")) * self.w
        return gradient if g is gradient else self.step("g", g, "gradient with L1 and L2")

    def decayed(self) -> Expression:
        """w, less what decoupled weight decay takes off it."""
        if self._l2 and self._update.optimizer.decoupled_decay:
            return self.w - self.rate * Number(self._l2, Symbol("λ", "2")) * self.w
        return self.w
