"""The nodes of an expression: the leaves, and what `+ - * / **` make of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import TypeAlias

from engine.expression.markup import Latex, MathML
from engine.expression.notation import ATOM, FRACTION, LOOSE, POWER, PRODUCT, SUM, Notation, Text
from engine.expression.symbols import Derivative, Symbol

Value: TypeAlias = "Expression | float"


class Expression:
    """A node of the tree. `value` is always computed from the leaves, never stored."""

    level: int = ATOM

    @property
    def value(self) -> float:
        raise NotImplementedError

    def binding(self, notation: Notation, leading: bool) -> int:
        """How tightly the written form holds together: `level`, unless it depends."""
        return self.level

    def write(self, notation: Notation, leading: bool = True) -> str:
        """`leading`: nothing stands before it, so a minus sign needs no parentheses."""
        raise NotImplementedError

    def text(self, numbers: bool = False) -> str:
        return self.write(Text(numbers))

    def mathml(self, numbers: bool = False) -> str:
        notation = MathML(numbers)
        return notation.whole(self.write(notation))

    def latex(self, numbers: bool = False) -> str:
        return self.write(Latex(numbers))

    def __add__(self, other: Value) -> Expression:
        return Sum((*self.parts, other)) if isinstance(self, Sum) else Sum((self, other))

    def __radd__(self, other: float) -> Expression:
        return Sum((other, self))

    def __sub__(self, other: Value) -> Expression:
        return self + Negation((other,))

    def __rsub__(self, other: float) -> Expression:
        return Sum((other, Negation((self,))))

    def __mul__(self, other: Value) -> Expression:
        return (
            Product((*self.parts, other)) if isinstance(self, Product) else Product((self, other))
        )

    def __rmul__(self, other: float) -> Expression:
        return Product((other, self))

    def __truediv__(self, other: Value) -> Expression:
        return Quotient((self, other))

    def __rtruediv__(self, other: float) -> Expression:
        return Quotient((other, self))

    def __pow__(self, exponent: Value) -> Expression:
        return Power((self, exponent))

    def __neg__(self) -> Expression:
        return Negation((self,))


@dataclass(frozen=True)
class Number(Expression):
    """A leaf: a float64, the symbol that stands for it (a constant has none), the part of the
    network it belongs to ("weight:1.0.2") and the key of the quantity that explains it."""

    number: float
    symbol: Symbol | Derivative | None = None
    reference: str = ""
    quantity: str = ""

    @property
    def value(self) -> float:
        return self.number

    def binding(self, notation: Notation, leading: bool) -> int:
        if self.symbol is not None and not notation.numbers:
            return self.symbol.level
        return notation.number_binding(self.number, leading)

    def write(self, notation: Notation, leading: bool = True) -> str:
        if self.symbol is not None and not notation.numbers:
            return self.symbol.write(notation, self.reference)
        return notation.number(self)

    def __repr__(self) -> str:
        name = f"{self.text()} = " if self.symbol else ""
        return f"<Number {name}{self.number!r}{self.reference and ', '}{self.reference}>"


class Operation(Expression):
    """An inner node: its parts, in the order in which they are computed and written."""

    def __init__(self, parts: Sequence[Value]) -> None:
        self._parts = tuple(
            part if isinstance(part, Expression) else Number(float(part)) for part in parts
        )

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self._parts

    def with_parts(self, parts: Sequence[Expression]) -> Operation:
        """The same operation of other parts."""
        other = copy(self)
        other._parts = tuple(parts)
        return other

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.text()} = {Number(self.value).text()}>"


class Sum(Operation):
    level = SUM

    @property
    def value(self) -> float:
        total = self.parts[0].value
        for part in self.parts[1:]:
            total += part.value
        return total

    def write(self, notation: Notation, leading: bool = True) -> str:
        written = [notation.fit(self.parts[0], SUM, leading)]
        for part in self.parts[1:]:
            minus = isinstance(part, Negation)
            term = part.parts[0] if isinstance(part, Negation) else part
            written += [notation.operator("−" if minus else "+"), notation.fit(term, FRACTION)]
        return notation.row(written)


class Product(Operation):
    level = PRODUCT

    @property
    def value(self) -> float:
        product = self.parts[0].value
        for part in self.parts[1:]:
            product *= part.value
        return product

    def write(self, notation: Notation, leading: bool = True) -> str:
        written = [notation.fit(self.parts[0], PRODUCT, leading)]
        for part in self.parts[1:]:
            written += [notation.times(), notation.fit(part, POWER)]
        return notation.row(written)


class Negation(Operation):
    @property
    def value(self) -> float:
        return -self.parts[0].value

    def binding(self, notation: Notation, leading: bool) -> int:
        return SUM if leading else LOOSE

    def write(self, notation: Notation, leading: bool = True) -> str:
        return notation.row([notation.prefix("−"), notation.fit(self.parts[0], FRACTION)])


class Quotient(Operation):
    @property
    def value(self) -> float:
        return self.parts[0].value / self.parts[1].value

    def binding(self, notation: Notation, leading: bool) -> int:
        return notation.fraction_level

    def write(self, notation: Notation, leading: bool = True) -> str:
        return notation.fraction(*self.parts)


class Power(Operation):
    level = POWER

    @property
    def value(self) -> float:
        try:
            return float(self.parts[0].value ** self.parts[1].value)
        except OverflowError:  # Python raises where float64 has infinity
            return math.inf

    def write(self, notation: Notation, leading: bool = True) -> str:
        base, exponent = self.parts
        return notation.power(notation.fit(base, ATOM), exponent)
