"""The product of the coordinates: with it alone, a single neuron solves XOR."""

from engine.expression import Expression
from engine.features.feature import Array, Feature


class Product(Feature):
    name = "x1*x2"
    title = "x₁x₂"
    source = "x1 * x2"

    def column(self, x1: Array, x2: Array) -> Array:
        return x1 * x2

    def formula(self, x1: Expression, x2: Expression) -> Expression:
        return x1 * x2
