"""Exponential, logarithms, root, sine, cosine, error function of elements."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine import expression as mathematics
from engine import portable
from engine.graph.op import Array, DType
from engine.graph.ops.elementwise import Elementwise, FloatUfunc, floating

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


class Exp(FloatUfunc):
    torch = "torch.exp({0})"
    numpy = "np.exp({0})"
    ufunc = np.exp

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g * y

    def of(self, *xs: Expression) -> Expression:
        return mathematics.exp(xs[0])


class Log(FloatUfunc):
    torch = "torch.log({0})"
    numpy = "np.log({0})"
    ufunc = np.log

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g / xs[0]

    def of(self, *xs: Expression) -> Expression:
        return mathematics.log(xs[0])


class Log1p(FloatUfunc):
    torch = "torch.log1p({0})"
    numpy = "np.log1p({0})"
    ufunc = np.log1p

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g / (xs[0] + 1)

    def of(self, *xs: Expression) -> Expression:
        return mathematics.log1p(xs[0])


class Sqrt(FloatUfunc):
    torch = "torch.sqrt({0})"
    numpy = "np.sqrt({0})"
    ufunc = np.sqrt

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g / (y * 2)

    def of(self, *xs: Expression) -> Expression:
        return mathematics.sqrt(xs[0])


class Sin(FloatUfunc):
    torch = "torch.sin({0})"
    numpy = "np.sin({0})"
    ufunc = np.sin

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g * cos(xs[0])

    def of(self, *xs: Expression) -> Expression:
        return mathematics.sin(xs[0])


class Cos(FloatUfunc):
    torch = "torch.cos({0})"
    numpy = "np.cos({0})"
    ufunc = np.cos

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return -(g * sin(xs[0]))

    def of(self, *xs: Expression) -> Expression:
        return mathematics.Function("cos", math.cos, xs[0])


class Erf(Elementwise):
    torch = "torch.erf({0})"
    numpy = "np.vectorize(math.erf)({0})"

    def dtype(self, *dtypes: DType) -> DType:
        return floating(dtypes[0])

    def forward(self, *xs: Array, out: Array) -> None:
        out[...] = portable.erf(xs[0])

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        """2 / sqrt(π) e^(-x²)."""
        return g * (exp(-(xs[0] * xs[0])) * (2 / math.sqrt(math.pi)))

    def of(self, *xs: Expression) -> Expression:
        return mathematics.erf(xs[0])


exp, log, log1p, sqrt = Exp(), Log(), Log1p(), Sqrt()
sin, cos, erf = Sin(), Cos(), Erf()
