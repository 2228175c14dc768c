"""Ops that show the same numbers in another shape or dtype: reshape, permute, cast."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.errors import ShapeError
from engine.graph.op import Array, At, DType, Elements, Op, Shape

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


@dataclass(frozen=True)
class Reshape(Op):
    """The elements in their order under another shape; one -1 in `to` is found out."""

    to: Shape
    torch: ClassVar[str] = "{0}.reshape({to})"
    numpy: ClassVar[str] = "{0}.reshape({to})"

    def shape(self, *shapes: Shape) -> Shape:
        (x,) = shapes
        size, known = math.prod(x), math.prod(n for n in self.to if n != -1)
        if -1 in self.to and known and size % known == 0 and self.to.count(-1) == 1:
            return tuple(size // known if n == -1 else n for n in self.to)
        if -1 in self.to or known != size or min(self.to, default=0) < 0:
            raise ShapeError(f"shape '{list(self.to)}' is invalid for input of size {size}")
        return self.to

    def view(self, *xs: Array) -> Array | None:
        try:
            return np.reshape(xs[0], self.shape(xs[0].shape), copy=False)
        except ValueError:  # memory in another order: `forward` copies
            return None

    def forward(self, *xs: Array, out: Array) -> None:
        out.reshape(xs[0].shape)[...] = xs[0]

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return reshape(g, xs[0].shape)

    def source(self, at: At, *shapes: Shape) -> tuple[int, At]:
        place = np.ravel_multi_index(at, self.shape(shapes[0])) if at else 0
        return 0, tuple(map(int, np.unravel_index(place, shapes[0]))) if shapes[0] else ()


@dataclass(frozen=True)
class Permute(Op):
    """The axes in the order `axes`, each counted from 0."""

    axes: tuple[int, ...]
    torch: ClassVar[str] = "{0}.permute({axes})"
    numpy: ClassVar[str] = "{0}.transpose({axes})"

    def shape(self, *shapes: Shape) -> Shape:
        (x,) = shapes
        if sorted(self.axes) != list(range(len(x))):
            raise ShapeError(
                f"permute(sparse_coo): number of dimensions in the tensor input does not match "
                f"the length of the desired ordering of dimensions i.e. input.dim() = {len(x)} is "
                f"not equal to len(dims) = {len(self.axes)}" if len(self.axes) != len(x)
                else f"permute(): duplicate or missing dims in {self.axes}"
            )  # fmt: skip
        return tuple(x[axis] for axis in self.axes)

    def view(self, *xs: Array) -> Array:
        return xs[0].transpose(self.axes)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return Permute(tuple(np.argsort(self.axes).tolist()))(g)

    def source(self, at: At, *shapes: Shape) -> tuple[int, At]:
        return 0, tuple(at[self.axes.index(axis)] for axis in range(len(at)))


@dataclass(frozen=True)
class Cast(Op):
    """The same numbers as another dtype."""

    to: DType
    torch: ClassVar[str] = "{0}.to(torch.{to})"
    numpy: ClassVar[str] = "{0}.astype(np.dtype('{to}'))"

    def shape(self, *shapes: Shape) -> Shape:
        return shapes[0]

    def dtype(self, *dtypes: DType) -> DType:
        return self.to

    def forward(self, *xs: Array, out: Array) -> None:
        np.copyto(out, xs[0], casting="unsafe")

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return cast(g, xs[0].dtype)

    def formula(self, at: At, *xs: Elements) -> Expression:
        return xs[0][at]


def reshape(x: Node, shape: Shape) -> Node:
    """`x` under `shape`; `x` itself if it has it."""
    return x if x.shape == shape else Reshape(shape)(x)


def transpose(x: Node) -> Node:
    """The last two axes swapped: a matrix, or each of a batch of them."""
    n = len(x.shape)
    return Permute((*range(n - 2), n - 1, n - 2))(x)


def cast(x: Node, dtype: DType) -> Node:
    """`x` as `dtype`; `x` itself if it is."""
    return x if x.dtype == dtype else Cast(dtype)(x)
