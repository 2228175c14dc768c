"""The coordinates x1 and x2 of the point itself."""

from engine.expression import Expression, Symbol
from engine.features.feature import Array, Feature


class X1(Feature):
    name = "x1"
    title = "x₁"
    symbol = Symbol("x", "1")
    source = "x1"

    def column(self, x1: Array, x2: Array) -> Array:
        return x1

    def formula(self, x1: Expression, x2: Expression) -> Expression:
        return x1


class X2(Feature):
    name = "x2"
    title = "x₂"
    symbol = Symbol("x", "2")
    source = "x2"

    def column(self, x1: Array, x2: Array) -> Array:
        return x2

    def formula(self, x1: Expression, x2: Expression) -> Expression:
        return x2
