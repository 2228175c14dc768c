"""The squares of the coordinates: with them a straight border bends into an ellipse."""

from engine.expression import Expression
from engine.features.feature import Array, Feature


class X1Squared(Feature):
    name = "x1^2"
    title = "x₁²"
    source = "x1 * x1"

    def column(self, x1: Array, x2: Array) -> Array:
        return x1 * x1

    def formula(self, x1: Expression, x2: Expression) -> Expression:
        return x1**2


class X2Squared(Feature):
    name = "x2^2"
    title = "x₂²"
    source = "x2 * x2"

    def column(self, x1: Array, x2: Array) -> Array:
        return x2 * x2

    def formula(self, x1: Expression, x2: Expression) -> Expression:
        return x2**2
