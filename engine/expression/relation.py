"""Relation: a comparison of two expressions, such as a > b, whose value is 1 or 0."""

from __future__ import annotations

from collections.abc import Callable

from engine.expression.nodes import Expression, Operation
from engine.expression.notation import LOOSE, SUM, Notation


class Relation(Operation):
    """`holds` says of the two values whether it is true."""

    level = LOOSE

    def __init__(
        self, sign: str, holds: Callable[[float, float], bool], left: Expression, right: Expression
    ) -> None:
        super().__init__((left, right))
        self.sign = sign
        self._holds = holds

    @property
    def value(self) -> float:
        return float(self._holds(*(part.value for part in self.parts)))

    def write(self, notation: Notation, leading: bool = True) -> str:
        left, right = (notation.fit(part, SUM, True) for part in self.parts)
        return notation.row([left, notation.operator(self.sign), right])
