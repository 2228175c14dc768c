"""How an expression is written: what the notations share, and `Text`.

`MathML` and `Latex` are in markup.py. All have two forms: with symbols (`numbers=False`) or
with the numbers in their place.
In MathML every number carries `data-number`, its float64 in full; a number or symbol that belongs
to the network also `data-ref` ("neuron:1.2", "weight:1.0.2" = layer.from.to, "bias:1.2"; layer 0
is the input, all counted from 0); and where another quantity explains it, `data-quantity`, that
quantity's key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.expression.nodes import Expression, Number
    from engine.expression.symbols import Derivative, Symbol

# How tightly a written form binds. One that binds less than its place needs gets parentheses.
LOOSE, SUM, FRACTION, PRODUCT, POWER, ATOM = range(6)

_RAISED = str.maketrans("0123456789+−()nstT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˢᵗᵀ")
_LOWERED = str.maketrans("0123456789+−()nst", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙₛₜ")


def shown(number: float) -> str:
    """Four significant digits and a real minus sign; 0.31 is exact, 0.3100 has been rounded."""
    if number != number:
        return "NaN"
    if abs(number) == float("inf"):
        return "∞" if number > 0 else "−∞"
    short = f"{number + 0.0:.4g}"  # + 0.0 turns -0.0 into 0.0
    digits, _, exponent = (short if float(short) == number else f"{number:#.4g}").partition("e")
    digits = digits.rstrip(".") + (f"e{int(exponent)}" if exponent else "")
    return digits.replace("-", "−")


class Notation:
    """What all share: when parentheses are needed, and how parts are joined."""

    fraction_level = POWER  # a drawn fraction needs parentheses only as the base of a power

    def __init__(self, numbers: bool) -> None:
        self.numbers = numbers

    def fit(self, expression: Expression, minimum: int, leading: bool = False) -> str:
        """`expression` for a place that needs the binding `minimum`."""
        if expression.binding(self, leading) < minimum:
            return self.parentheses(expression.write(self))
        return expression.write(self, leading)

    def number_binding(self, number: float, leading: bool) -> int:
        """A minus sign needs parentheses unless it leads, an exponent if a power follows."""
        if number < 0:
            return PRODUCT if leading else LOOSE
        return POWER if "e" in shown(number) else ATOM

    def parentheses(self, inner: str) -> str:
        return self.call("", [inner])

    def times(self) -> str:
        return self.operator("×" if self.numbers else "·")

    def row(self, parts: Sequence[str]) -> str:
        return "".join(parts)

    def number(self, leaf: Number) -> str:
        raise NotImplementedError

    def symbol(self, symbol: Symbol, reference: str) -> str:
        raise NotImplementedError

    def derivative(self, derivative: Derivative, reference: str) -> str:
        raise NotImplementedError

    def operator(self, sign: str) -> str:
        raise NotImplementedError

    def prefix(self, sign: str) -> str:
        raise NotImplementedError

    def call(self, name: str, arguments: Sequence[str]) -> str:
        raise NotImplementedError

    def fraction(self, top: Expression, bottom: Expression) -> str:
        raise NotImplementedError

    def power(self, base: str, exponent: Expression) -> str:
        raise NotImplementedError

    def root(self, inner: Expression) -> str:
        raise NotImplementedError

    def absolute(self, inner: str) -> str:
        raise NotImplementedError

    def cases(self, condition: str, then: str, otherwise: str) -> str:
        raise NotImplementedError

    def total(self, term: str, index: str) -> str:
        raise NotImplementedError

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        raise NotImplementedError

    def space(self) -> str:
        return " "

    def ellipsis(self, count: int) -> str:
        return "…"


class Text(Notation):
    """Unicode for a terminal: w₁₂⁽¹⁾·x₁ + b₂⁽¹⁾."""

    fraction_level = FRACTION

    def number(self, leaf: Number) -> str:
        return shown(leaf.value)

    def symbol(self, symbol: Symbol, reference: str) -> str:
        return (
            symbol.letter
            + _small(symbol.subscript, _LOWERED, "_")
            + _small(symbol.superscript, _RAISED, "^")
        )

    def derivative(self, derivative: Derivative, reference: str) -> str:
        return f"∂{derivative.of.write(self, reference)}/∂{derivative.by.write(self, reference)}"

    def operator(self, sign: str) -> str:
        return "·" if sign == "·" else f" {sign} "

    def prefix(self, sign: str) -> str:
        return sign

    def call(self, name: str, arguments: Sequence[str]) -> str:
        return f"{name}({', '.join(arguments)})"

    def fraction(self, top: Expression, bottom: Expression) -> str:
        return f"{self.fit(top, PRODUCT, True)} / {self.fit(bottom, POWER)}"

    def power(self, base: str, exponent: Expression) -> str:
        written = exponent.write(self)
        return base + _small(written, _RAISED, "^")

    def root(self, inner: Expression) -> str:
        return f"√{self.fit(inner, ATOM)}"

    def absolute(self, inner: str) -> str:
        return f"|{inner}|"

    def cases(self, condition: str, then: str, otherwise: str) -> str:
        return f"{then} if {condition} else {otherwise}"

    def total(self, term: str, index: str) -> str:
        return f"Σ{_small(index, _LOWERED, '_')} {term}"

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        return f"[{'; '.join(', '.join(row) for row in rows)}]"


def _small(text: str, table: dict[int, int], mark: str) -> str:
    """`text` in small Unicode signs where they all exist, else after `mark`."""
    small = text.translate(table)
    if all(sign in ",′" or sign != normal for sign, normal in zip(small, text, strict=True)):
        return small
    return mark + (text if text.isalnum() else f"({text})")
