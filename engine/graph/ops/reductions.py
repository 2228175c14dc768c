"""Reductions beside the sum: the largest, the smallest, where the largest is; mean, variance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.expression import Function
from engine.graph.op import Array, At, DType, Elements, Op, Shape, axes_of, axis_of
from engine.graph.ops.arithmetic import square
from engine.graph.ops.broadcasting import expand, places, reduced, sum_of
from engine.graph.ops.comparisons import where
from engine.graph.ops.layout import reshape

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


@dataclass(frozen=True)
class Max(Op):
    """The largest over the axes `dim`, which stay with size 1 if `keepdim`."""

    dim: tuple[int, ...]
    keepdim: bool = False
    torch: ClassVar[str] = "{0}.amax({dim}, keepdim={keepdim})"
    numpy: ClassVar[str] = "{0}.max({dim}, keepdims={keepdim})"
    ufunc: ClassVar[np.ufunc] = np.maximum

    def shape(self, *shapes: Shape) -> Shape:
        if any(shapes[0][axis] == 0 for axis in self.dim):
            raise IndexError(
                f"{self.spelled(self.torch, 'x')}: Expected reduction dim to have non-zero size"
            )
        return reduced(shapes[0], self.dim, self.keepdim)

    def forward(self, *xs: Array, out: Array) -> None:
        self.ufunc.reduce(xs[0], self.dim, out=out, keepdims=self.keepdim)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        """Shared evenly among equal ones, as PyTorch's amax does."""
        (x,) = xs
        kept = reduced(x.shape, self.dim, True)
        g, y = (expand(reshape(node, kept), x.shape) for node in (g, y))
        found = x.eq(y)
        count = expand(sum_of(found, self.dim, True), x.shape)
        return where(found, g / count, 0.0)

    def formula(self, at: At, *xs: Elements) -> Expression:
        elements = [xs[0][place] for place in places(at, xs[0].shape, self.dim, self.keepdim)]
        name = "max" if self.ufunc is np.maximum else "min"
        return Function(name, lambda *values: reduce(self.ufunc, values), *elements)


@dataclass(frozen=True)
class Min(Max):
    """The smallest over the axes `dim`."""

    torch: ClassVar[str] = "{0}.amin({dim}, keepdim={keepdim})"
    numpy: ClassVar[str] = "{0}.min({dim}, keepdims={keepdim})"
    ufunc: ClassVar[np.ufunc] = np.minimum


@dataclass(frozen=True)
class ArgMax(Op):
    """Where the largest along the axis `dim` is: the first, of equal ones."""

    dim: int
    torch: ClassVar[str] = "{0}.argmax({dim})"
    numpy: ClassVar[str] = "{0}.argmax({dim})"
    differentiable: ClassVar[bool] = False

    def shape(self, *shapes: Shape) -> Shape:
        return reduced(shapes[0], (self.dim,), False)

    def dtype(self, *dtypes: DType) -> DType:
        return np.dtype(np.int64)

    def forward(self, *xs: Array, out: Array) -> None:
        np.argmax(xs[0], self.dim, out)

    def formula(self, at: At, *xs: Elements) -> Expression:
        elements = [xs[0][place] for place in places(at, xs[0].shape, (self.dim,), False)]
        return Function("argmax", lambda *values: float(np.argmax(values)), *elements)


def max_of(x: Node, dim: int | tuple[int, ...] | None = None, keepdim: bool = False) -> Node:
    """The largest over these axes, or over all; of equal ones each has a share of the gradient."""
    return Max(axes_of(dim, len(x.shape)), keepdim)(x)


def min_of(x: Node, dim: int | tuple[int, ...] | None = None, keepdim: bool = False) -> Node:
    """The smallest over these axes, or over all."""
    return Min(axes_of(dim, len(x.shape)), keepdim)(x)


def argmax(x: Node, dim: int) -> Node:
    return ArgMax(axis_of(dim, len(x.shape)))(x)


def mean(x: Node, dim: int | tuple[int, ...] | None = None, keepdim: bool = False) -> Node:
    """The sum over these axes divided by how many elements that are."""
    axes = axes_of(dim, len(x.shape))
    return sum_of(x, axes, keepdim) / math.prod(x.shape[axis] for axis in axes)


def variance(
    x: Node,
    dim: int | tuple[int, ...] | None = None,
    correction: int = 1,
    keepdim: bool = False,
) -> Node:
    """The mean of the squared distances from the mean; divided by n - correction."""
    axes = axes_of(dim, len(x.shape))
    count = math.prod(x.shape[axis] for axis in axes) - correction
    return sum_of(square(x - mean(x, axes, True)), axes, keepdim) / max(count, 0)
