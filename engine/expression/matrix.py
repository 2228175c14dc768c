"""Matrices in expressions: what a layer does to a whole batch at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from engine.expression.nodes import Expression, Number, Operation, Power, Product
from engine.expression.notation import POWER, PRODUCT, Notation
from engine.expression.symbols import Derivative, Symbol

SHOWN_ROWS = 6
SHOWN_COLUMNS = 8
LARGEST_POWER = 4  # that is written as a product
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


def by_element(expression: Expression) -> Expression:
    """The expression with matrices in the place of numbers, as their elements have it: products
    and powers of matrices are written as those of elements, the rest reads so by itself."""
    if not isinstance(expression, Operation):
        return expression
    parts = [by_element(part) for part in expression.parts]
    if isinstance(expression, Power) and has_matrix(parts[0]):
        exponent = expression.parts[1].value
        if not exponent.is_integer() or not 1 < exponent <= LARGEST_POWER:
            raise ValueError(f"a matrix to the power of {exponent:g} has no form by elements")
        return Elementwise(parts[:1] * int(exponent))
    if isinstance(expression, Product):
        numbers = [part for part in parts if not has_matrix(part)]
        matrices = [part for part in parts if has_matrix(part)]
        if len(matrices) > 1:
            scaled = Product([*numbers, matrices[0]]) if numbers else matrices[0]
            return Elementwise([scaled, *matrices[1:]])
    return expression.with_parts(parts)


def has_matrix(expression: Expression) -> bool:
    """Whether there is a matrix in it."""
    if isinstance(expression, Operation):
        return any(map(has_matrix, expression.parts))
    return isinstance(expression, Matrix)


def _some(items: Sequence[T], most: int, dots: T) -> list[T]:
    """The items, or if they are too many the first ones, dots and the last."""
    if len(items) <= most:
        return list(items)
    return [*items[: most - 2], dots, items[-1]]
