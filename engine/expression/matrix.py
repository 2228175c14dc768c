"""Matrices in expressions: what a layer does to a whole batch at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from engine.expression.nodes import Expression, Number, Operation
from engine.expression.notation import POWER, PRODUCT, Notation
from engine.expression.symbols import Derivative, Symbol

SHOWN_ROWS = 6
SHOWN_COLUMNS = 8
T = TypeVar("T")


@dataclass(frozen=True)
class Matrix(Expression):
    """A leaf of many numbers: a symbol, or in numbers its rows. It has no single value."""

    rows: tuple[tuple[Number, ...], ...]
    symbol: Symbol | Derivative

    def binding(self, notation: Notation, leading: bool) -> int:
        return super().binding(notation, leading) if notation.numbers else self.symbol.level

    def write(self, notation: Notation, leading: bool = True) -> str:
        if not notation.numbers:
            return self.symbol.write(notation)
        dots = notation.ellipsis(len(self.rows))
        rows = [
            _some([number.write(notation) for number in row], SHOWN_COLUMNS, dots)
            for row in self.rows
        ]
        return notation.matrix(_some(rows, SHOWN_ROWS, [dots] * len(rows[0])))

    def __repr__(self) -> str:
        return f"<Matrix {self.text()}, {len(self.rows)} x {len(self.rows[0])}>"


class MatrixProduct(Operation):
    """Rows times columns, written side by side."""

    level = PRODUCT
    sign = ""

    def write(self, notation: Notation, leading: bool = True) -> str:
        first, *others = (notation.fit(part, POWER, not i) for i, part in enumerate(self.parts))
        sign = notation.operator(self.sign) if self.sign else notation.space()
        return notation.row([first, *(piece for other in others for piece in (sign, other))])


class Elementwise(MatrixProduct):
    """Each number times the one in the same place."""

    sign = "⊙"


def _some(items: Sequence[T], most: int, dots: T) -> list[T]:
    """The items, or if they are too many the first ones, dots and the last."""
    if len(items) <= most:
        return list(items)
    return [*items[: most - 2], dots, items[-1]]
