"""Arithmetic of elements: + - × / negative, powers, absolute value, sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.expression import absolute as absolute_value
from engine.expression import sign as sign_of
from engine.graph.op import Array, DType, promoted
from engine.graph.ops.comparisons import where
from engine.graph.ops.elementwise import Elementwise, FloatUfunc, Ufunc, floating
from engine.graph.ops.exponentials import log

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


class Add(Ufunc):
    torch = numpy = "{0} + {1}"
    ufunc = np.add

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g

    def of(self, *xs: Expression) -> Expression:
        return xs[0] + xs[1]


class Subtract(Ufunc):
    torch = numpy = "{0} - {1}"
    ufunc = np.subtract

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return -g if i else g

    def of(self, *xs: Expression) -> Expression:
        return xs[0] - xs[1]


class Multiply(Ufunc):
    torch = numpy = "{0} * {1}"
    ufunc = np.multiply

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g * xs[1 - i]

    def of(self, *xs: Expression) -> Expression:
        return xs[0] * xs[1]


class Divide(FloatUfunc):
    torch = numpy = "{0} / {1}"
    ufunc = np.true_divide

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return -(g * y) / xs[1] if i else g / xs[1]

    def of(self, *xs: Expression) -> Expression:
        return xs[0] / xs[1]


class Negate(Ufunc):
    torch = numpy = "-{0}"
    ufunc = np.negative

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return -g

    def of(self, *xs: Expression) -> Expression:
        return -xs[0]


class Square(Ufunc):
    torch = "{0}.square()"
    numpy = "np.square({0})"
    ufunc = np.square

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g * (xs[0] * 2)

    def of(self, *xs: Expression) -> Expression:
        return xs[0] ** 2


class Power(Elementwise):
    torch = numpy = "{0} ** {1}"

    def dtype(self, *dtypes: DType) -> DType:
        return floating(promoted(*dtypes))

    def forward(self, *xs: Array, out: Array) -> None:
        np.power(xs[0], xs[1], out=out, dtype=out.dtype)

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        x, exponent = xs
        if i == 0:
            slope = exponent * power(x, exponent - 1)
            return g * where(exponent.eq(0), 0.0, slope)  # x⁰ is 1 for every x, also for 0
        at_zero = x.eq(0) & (exponent >= 0)
        return g * where(at_zero, 0.0, y * log(x))

    def of(self, *xs: Expression) -> Expression:
        return xs[0] ** xs[1]


class Absolute(Ufunc):
    torch = "{0}.abs()"
    numpy = "np.abs({0})"
    ufunc = np.absolute

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g * sign(xs[0])

    def of(self, *xs: Expression) -> Expression:
        return absolute_value(xs[0])


class Sign(Ufunc):
    torch = "{0}.sign()"
    numpy = "np.sign({0})"
    ufunc = np.sign
    differentiable: ClassVar[bool] = False

    def of(self, *xs: Expression) -> Expression:
        return sign_of(xs[0])


add, subtract, multiply, divide = Add(), Subtract(), Multiply(), Divide()
negate, square, absolute, sign = Negate(), Square(), Absolute(), Sign()
general_power = Power()


def power(x: Node, exponent: Node | float) -> Node:
    """`x` to a power; the square, which is asked for most, by a multiplication."""
    if isinstance(exponent, int | float) and exponent == 2:
        return square(x)
    return general_power(x, exponent)
