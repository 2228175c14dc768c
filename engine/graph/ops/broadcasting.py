"""Expand and Sum: each is the other's gradient, and together they are what broadcasting needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from engine.errors import ShapeError
from engine.expression.series import series
from engine.graph.op import Array, At, DType, Elements, Op, Shape, axes_of
from engine.graph.ops.layout import cast, reshape

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


@dataclass(frozen=True)
class Expand(Op):
    """Repeated along axes of size 1, and along new ones in front, without a copy."""

    to: Shape
    torch: ClassVar[str] = "{0}.expand({to})"
    numpy: ClassVar[str] = "np.broadcast_to({0}, {to})"

    def shape(self, *shapes: Shape) -> Shape:
        (x,) = shapes
        if len(x) > len(self.to):
            raise ShapeError(
                f"expand(): the number of sizes provided ({len(self.to)}) must be greater or "
                f"equal to the number of dimensions in the tensor ({len(x)})"
            )
        for back, size in enumerate(reversed(x), 1):
            if size not in (1, self.to[-back]):
                raise ShapeError(
                    f"The expanded size of the tensor ({self.to[-back]}) must match the existing "
                    f"size ({size}) at non-singleton dimension {len(self.to) - back}.  "
                    f"Target sizes: {list(self.to)}.  Tensor sizes: {list(x)}"
                )
        return self.to

    def view(self, *xs: Array) -> Array:
        return np.broadcast_to(xs[0], self.to)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return sum_to(g, xs[0])

    def source(self, at: At, *shapes: Shape) -> tuple[int, At]:
        (x,) = shapes
        place = at[len(at) - len(x) :]
        return 0, tuple(0 if size == 1 else i for i, size in zip(place, x, strict=True))


@dataclass(frozen=True)
class Sum(Op):
    """The sum over `dim`, axes counted from 0, which stay with size 1 if `keepdim`."""

    dim: tuple[int, ...]
    keepdim: bool = False
    torch: ClassVar[str] = "{0}.sum({dim}, keepdim={keepdim})"
    numpy: ClassVar[str] = "{0}.sum({dim}, keepdims={keepdim})"

    def shape(self, *shapes: Shape) -> Shape:
        return reduced(shapes[0], self.dim, self.keepdim)

    def dtype(self, *dtypes: DType) -> DType:
        return np.dtype(np.int64) if dtypes[0].kind in "bi" else dtypes[0]

    def forward(self, *xs: Array, out: Array) -> None:
        self.bound(xs, out)()

    def bound(self, xs: tuple[Array, ...], out: Array) -> Callable[[], Any]:
        (x,) = xs
        if self.dim == (0,) and x.ndim == 2 and x.dtype == out.dtype and x.dtype.kind == "f":
            # The sum of a gradient's rows, in every layer: a product takes a third of the time.
            return partial(np.dot, _ones(x.shape[0], x.dtype), x, out.reshape(x.shape[1]))
        return partial(np.add.reduce, x, self.dim, None, out, self.keepdim)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        (x,) = xs
        return expand(reshape(g, reduced(x.shape, self.dim, True)), x.shape)

    def formula(self, at: At, *xs: Elements) -> Expression:
        (x,) = xs
        return series([x[place] for place in places(at, x.shape, self.dim, self.keepdim)])


@lru_cache(maxsize=16)
def _ones(count: int, dtype: DType) -> Array:
    return np.ones(count, dtype)


def reduced(shape: Shape, dim: tuple[int, ...], keepdim: bool) -> Shape:
    """What is left of `shape` when the axes `dim` are reduced."""
    if keepdim:
        return tuple(1 if axis in dim else size for axis, size in enumerate(shape))
    return tuple(size for axis, size in enumerate(shape) if axis not in dim)


def places(at: At, shape: Shape, dim: tuple[int, ...], keepdim: bool) -> list[At]:
    """The places of an input that the reduction over `dim` brings together at `at`."""
    kept = iter(at)
    start = []
    for axis in range(len(shape)):
        if axis in dim:
            start.append(0)
            if keepdim:
                next(kept)
        else:
            start.append(next(kept))
    found = []
    for offset in np.ndindex(*(shape[axis] for axis in dim)):
        place = list(start)
        for axis, i in zip(dim, offset, strict=True):
            place[axis] = i
        found.append(tuple(place))
    return found


def expand(x: Node, shape: Shape) -> Node:
    """`x` repeated to `shape`; `x` itself if it has it."""
    return x if x.shape == shape else Expand(shape)(x)




def sum_to(g: Node, x: Node) -> Node:
    """`g` summed over what broadcasting repeated of `x`, as `x`'s dtype: undoes `expand`."""
    if g.shape != x.shape:
        extra = len(g.shape) - len(x.shape)
        repeated = tuple(
            axis for axis, size in enumerate(g.shape)
            if axis < extra or (x.shape[axis - extra] == 1 and size != 1)
        )  # fmt: skip
        g = reshape(Sum(repeated, True)(g), x.shape)
    return cast(g, x.dtype)


def sum_of(x: Node, dim: int | tuple[int, ...] | None = None, keepdim: bool = False) -> Node:
    """The sum over these axes, or over all."""
    return Sum(axes_of(dim, len(x.shape)), keepdim)(x)
