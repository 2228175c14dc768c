"""The sines of the coordinates."""

from engine import portable
from engine.expression import Expression, sin
from engine.features.feature import Array, Feature


class SinX1(Feature):
    name = "sin-x1"
    title = "sin x₁"
    source = "{}.sin(x1)"

    def column(self, x1: Array, x2: Array) -> Array:
        return portable.sin(x1)

    def formula(self, x1: Expression, x2: Expression) -> Expression:
        return sin(x1)


class SinX2(Feature):
    name = "sin-x2"
    title = "sin x₂"
    source = "{}.sin(x2)"

    def column(self, x1: Array, x2: Array) -> Array:
        return portable.sin(x2)

    def formula(self, x1: Expression, x2: Expression) -> Expression:
        return sin(x2)
