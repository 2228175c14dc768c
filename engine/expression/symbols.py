"""Names in mathematics: letters with a subscript and a superscript, and derivatives of them."""

from __future__ import annotations

from dataclasses import dataclass

from engine.expression.notation import ATOM, POWER, Notation, Text


@dataclass(frozen=True)
class Symbol:
    """A name as mathematics sets it: a letter with a subscript and a superscript."""

    letter: str
    subscript: str = ""
    superscript: str = ""

    @property
    def level(self) -> int:
        return POWER if self.superscript else ATOM  # another power must not join the first

    def write(self, notation: Notation, reference: str = "") -> str:
        return notation.symbol(self, reference)

    def text(self) -> str:
        return self.write(Text(numbers=False))


@dataclass(frozen=True)
class Derivative:
    """The name of a partial derivative, such as dL/dw."""

    of: Symbol
    by: Symbol
    level = POWER

    def write(self, notation: Notation, reference: str = "") -> str:
        return notation.derivative(self, reference)

    def text(self) -> str:
        return self.write(Text(numbers=False))
