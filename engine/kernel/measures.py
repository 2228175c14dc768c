"""Measures: the mean loss of a pass's rows and the share that is right, if a caller asks for them.

Two rows at a time; `ones` is 1 for each of them, and 0 for the lane that is one too many.
"""

from __future__ import annotations

from engine.kernel.layout import ACCURACY, LOSS, Layout
from engine.kernel.neurons import Memory
from engine.kernel.plan import Plan
from engine.kernel.value import F64X2, Value, lane, where
from engine.ops import CONFIDENCE_PENALTY


class Measures:
    """Sums over the rows, in locals; `asked` is an i32 that is not 0 if they are asked for."""

    def __init__(self, memory: Memory, layout: Layout, plan: Plan, asked: Value) -> None:
        self._memory, self._layout, self._plan, self._asked = memory, layout, plan, asked
        self._loss, self._right = (memory.f.variable(F64X2) for _ in range(2))

    def __repr__(self) -> str:
        return f"<measures of {self._plan}>"

    def add(self, z: list[Value], p: list[Value], target: Value, ones: Value) -> None:
        """The rows at hand: their outputs' pre-activations and activations, and their targets."""
        f, plan, loss = self._memory.f, self._plan, self._plan.loss
        with f.when(self._asked):
            each = loss.emit_loss(f, z if loss.on_logits else p, target)
            if plan.penalty:
                penalty = self._memory.number(self._layout.settings + 1)
                each = each + penalty * CONFIDENCE_PENALTY.emit_forward(p[0])
            f.set(self._loss, self._loss + each * ones)
            if plan.task.classes:
                right = where(plan.task.emit_right(f, p, target), ones, 0.0)
                f.set(self._right, self._right + right)

    def write(self, rows: Value) -> None:
        """Leaves them in the run's block, as means over so many rows."""
        with self._memory.f.when(self._asked):
            for place, total in ((LOSS, self._loss), (ACCURACY, self._right)):
                mean = (lane(total, 0) + lane(total, 1)) / rows
                self._memory.keep(mean, self._layout.head + place)
