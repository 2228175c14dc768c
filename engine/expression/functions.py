"""Functions of expressions, named like numpy's: exp, log1p, sqrt, maximum, where, ...

They evaluate with the care that the engine's arrays get: `exp` overflows to infinity instead of
raising, and `log1p` keeps its digits near zero although it is written ln(1 + x).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from engine.expression.nodes import Expression, Number, Operation, Value
from engine.expression.notation import FRACTION, LOOSE, POWER, SUM, Notation
from engine.expression.symbols import Symbol

SHOWN_TERMS = 8  # of a Total; of more, the first and the last are written


class Function(Operation):
    """A named function of its parts, such as tanh(z); `evaluate` takes their values."""

    def __init__(self, name: str, evaluate: Callable[..., float], *parts: Value) -> None:
        super().__init__(parts)
        self.name = name
        self.evaluate = evaluate

    @property
    def value(self) -> float:
        return float(self.evaluate(*(part.value for part in self.parts)))

    def write(self, notation: Notation, leading: bool = True) -> str:
        return notation.call(self.name, [part.write(notation) for part in self.parts])


class Exponential(Function):
    level = POWER

    def write(self, notation: Notation, leading: bool = True) -> str:
        return notation.power(Symbol("e").write(notation), self.parts[0])


class LogOnePlus(Function):
    def write(self, notation: Notation, leading: bool = True) -> str:
        return notation.call(self.name, [(1 + self.parts[0]).write(notation)])


class Root(Function):
    def write(self, notation: Notation, leading: bool = True) -> str:
        return notation.root(self.parts[0])


class Absolute(Function):
    def write(self, notation: Notation, leading: bool = True) -> str:
        return notation.absolute(self.parts[0].write(notation))


class Where(Operation):
    """The second part where the first is above zero, else the third, like numpy's where."""

    level = LOOSE

    @property
    def value(self) -> float:
        z, then, otherwise = self.parts
        return then.value if z.value > 0 else otherwise.value

    def write(self, notation: Notation, leading: bool = True) -> str:
        z, then, otherwise = (part.write(notation) for part in self.parts)
        condition = [z, notation.operator(">"), Number(0.0).write(notation)]
        return notation.cases(notation.row(condition), then, otherwise)


class Total(Operation):
    """The sum of one quantity over the samples of a batch: a big sigma, or its terms."""

    def __init__(self, general: Expression, terms: Sequence[Expression]) -> None:
        super().__init__(terms)
        self.general = general

    @property
    def value(self) -> float:
        return math.fsum(part.value for part in self.parts)

    def binding(self, notation: Notation, leading: bool) -> int:
        one = notation.numbers and len(self.parts) == 1
        return self.parts[0].binding(notation, leading) if one else SUM

    def write(self, notation: Notation, leading: bool = True) -> str:
        if not notation.numbers:
            return notation.total(notation.fit(self.general, FRACTION), "s")
        written = [
            notation.fit(part, FRACTION, leading and not i) for i, part in enumerate(self.parts)
        ]
        if len(written) > SHOWN_TERMS:
            written = [*written[: SHOWN_TERMS - 2], notation.ellipsis(len(written)), written[-1]]
        plus = notation.operator("+")
        return notation.row([sign for part in written for sign in (plus, part)][1:])


def exp(x: Value) -> Expression:
    return Exponential("exp", _exp, x)


def log1p(x: Value) -> Expression:
    return LogOnePlus("ln", math.log1p, x)


def log(x: Value) -> Expression:
    return Function("ln", math.log, x)


def tanh(x: Value) -> Expression:
    return Function("tanh", math.tanh, x)


def sin(x: Value) -> Expression:
    return Function("sin", math.sin, x)


def erf(x: Value) -> Expression:
    return Function("erf", math.erf, x)


def sqrt(x: Value) -> Expression:
    return Root("sqrt", math.sqrt, x)


def absolute(x: Value) -> Expression:
    return Absolute("abs", abs, x)


def maximum(x: Value, y: Value) -> Expression:
    return Function("max", max, x, y)


def where(z: Value, then: Value, otherwise: Value) -> Expression:
    return Where((z, then, otherwise))


def sign(x: Value) -> Expression:
    """-1, 0 or 1."""
    return Function("sign", lambda value: float((value > 0) - (value < 0)), x)


def _exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:  # Python raises where float64 has infinity
        return math.inf
