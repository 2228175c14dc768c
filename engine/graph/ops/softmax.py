"""Softmax, its logarithm, and the logarithm of a sum of exponentials, along one axis.

All subtract the largest first: the same value, and no exponential overflows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.expression import Number, Symbol, log
from engine.expression import exp as exponential
from engine.expression.series import series
from engine.graph.op import Array, At, DType, Elements, Op, Shape, axis_of
from engine.graph.ops.broadcasting import expand, places, reduced, sum_of
from engine.graph.ops.elementwise import floating
from engine.graph.ops.exponentials import exp
from engine.graph.ops.layout import reshape

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


@dataclass(frozen=True)
class Softmax(Op):
    """e^x divided by the sum of e^x along the axis `dim`."""

    dim: int
    torch: ClassVar[str] = "torch.softmax({0}, {dim})"
    numpy: ClassVar[str] = "softmax({0}, {dim})"
    numpy_helper: ClassVar[str] = """\
def softmax(x, dim):
    powers = np.exp(x - x.max(dim, keepdims=True))
    return powers / powers.sum(dim, keepdims=True)"""
    in_place: ClassVar[bool] = True

    def shape(self, *shapes: Shape) -> Shape:
        return shapes[0]

    def dtype(self, *dtypes: DType) -> DType:
        return floating(dtypes[0])

    def forward(self, *xs: Array, out: Array) -> None:
        (x,) = xs
        np.subtract(x, _largest(x, self.dim), out)
        np.exp(out, out)
        np.divide(out, np.add.reduce(out, self.dim, keepdims=True), out)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        weighted = g * y
        return weighted - y * sum_of(weighted, self.dim, True)

    def formula(self, at: At, *xs: Elements) -> Expression:
        return exponential(_shifted(at, xs[0], self.dim)) / _total(at, xs[0], self.dim)


@dataclass(frozen=True)
class LogSoftmax(Op):
    """x minus the logarithm of the sum of e^x along the axis `dim`."""

    dim: int
    torch: ClassVar[str] = "torch.log_softmax({0}, {dim})"
    numpy: ClassVar[str] = "log_softmax({0}, {dim})"
    numpy_helper: ClassVar[str] = """\
def log_softmax(x, dim):
    x = x - x.max(dim, keepdims=True)
    return x - np.log(np.exp(x).sum(dim, keepdims=True))"""
    in_place: ClassVar[bool] = True

    def shape(self, *shapes: Shape) -> Shape:
        return shapes[0]

    def dtype(self, *dtypes: DType) -> DType:
        return floating(dtypes[0])

    def forward(self, *xs: Array, out: Array) -> None:
        (x,) = xs
        np.subtract(x, _largest(x, self.dim), out)
        np.subtract(out, np.log(np.add.reduce(np.exp(out), self.dim, keepdims=True)), out)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g - exp(y) * sum_of(g, self.dim, True)

    def formula(self, at: At, *xs: Elements) -> Expression:
        return _shifted(at, xs[0], self.dim) - log(_total(at, xs[0], self.dim))


@dataclass(frozen=True)
class LogSumExp(Op):
    """The logarithm of the sum of e^x along the axis `dim`, which stays if `keepdim`."""

    dim: int
    keepdim: bool = False
    torch: ClassVar[str] = "torch.logsumexp({0}, {dim}, keepdim={keepdim})"
    numpy: ClassVar[str] = "logsumexp({0}, {dim}, {keepdim})"
    numpy_helper: ClassVar[str] = """\
def logsumexp(x, dim, keepdims):
    largest = x.max(dim, keepdims=True)
    total = np.log(np.exp(x - largest).sum(dim, keepdims=True)) + largest
    return total if keepdims else total.squeeze(dim)"""

    def shape(self, *shapes: Shape) -> Shape:
        return reduced(shapes[0], (self.dim,), self.keepdim)

    def dtype(self, *dtypes: DType) -> DType:
        return floating(dtypes[0])

    def forward(self, *xs: Array, out: Array) -> None:
        (x,) = xs
        largest = _largest(x, self.dim)
        np.add.reduce(np.exp(x - largest), self.dim, out=out, keepdims=self.keepdim)
        np.log(out, out)
        np.add(out, largest.reshape(out.shape), out)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        (x,) = xs
        kept = reduced(x.shape, (self.dim,), True)
        return expand(reshape(g, kept), x.shape) * softmax(x, self.dim)

    def formula(self, at: At, *xs: Elements) -> Expression:
        (x,) = xs
        place = places(at, x.shape, (self.dim,), self.keepdim)[0]
        return _row_maximum(place, x, self.dim) + log(_total(place, x, self.dim))


def _largest(x: Array, dim: int) -> Array:
    """The largest along the axis; 0 where that is infinite, as ∞ - ∞ is no number."""
    largest = np.maximum.reduce(x, dim, keepdims=True, initial=-np.inf)
    if not np.isfinite(largest).all():
        largest[np.isinf(largest)] = 0
    return largest


def _row(at: At, x: Elements, dim: int) -> list[Expression]:
    return [x[(*at[:dim], k, *at[dim + 1 :])] for k in range(x.shape[dim])]


def _row_maximum(at: At, x: Elements, dim: int) -> Number:
    largest = max(element.value for element in _row(at, x, dim))
    return Number(largest if np.isfinite(largest) else 0.0, Symbol("m"))


def _shifted(at: At, x: Elements, dim: int) -> Expression:
    return x[at] - _row_maximum(at, x, dim)


def _total(at: At, x: Elements, dim: int) -> Expression:
    largest = _row_maximum(at, x, dim)
    return series([exponential(element - largest) for element in _row(at, x, dim)])


def softmax(x: Node, dim: int) -> Node:
    return Softmax(axis_of(dim, len(x.shape)))(x)


def log_softmax(x: Node, dim: int) -> Node:
    return LogSoftmax(axis_of(dim, len(x.shape)))(x)


def logsumexp(x: Node, dim: int, keepdim: bool = False) -> Node:
    return LogSumExp(axis_of(dim, len(x.shape)), keepdim)(x)
