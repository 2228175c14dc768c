"""Gather: one element a place, as an index says; and, as its gradient, elements summed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.errors import ShapeError
from engine.expression.series import series
from engine.graph.op import Array, At, DType, Elements, Op, Shape, axis_of
from engine.graph.ops.lookups import indexed, inside, row_number

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


@dataclass(frozen=True)
class Gather(Op):
    """One element of x for each of the index, which says where along `dim`, as torch.gather."""

    dim: int
    torch: ClassVar[str] = "{0}.gather({dim}, {1})"
    numpy: ClassVar[str] = "gathered({0}, {1}, {dim})"
    numpy_helper: ClassVar[str] = """\
def gathered(x, index, dim):
    places = list(np.indices(index.shape))
    places[dim] = index
    return x[tuple(places)]"""

    def shape(self, *shapes: Shape) -> Shape:
        x, index = shapes
        _along(x, index, self.dim)
        return index

    def dtype(self, *dtypes: DType) -> DType:
        return indexed(*dtypes)

    def forward(self, *xs: Array, out: Array) -> None:
        x, index = xs
        inside(index, x.shape[self.dim])
        out[...] = x[_places(index, self.dim)]

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return GatherSum(self.dim, xs[0].shape)(g, xs[1])

    def formula(self, at: At, *xs: Elements) -> Expression:
        x, index = xs
        row = row_number(index[at].value, x.shape[self.dim])
        return x[(*at[: self.dim], row, *at[self.dim + 1 :])]


@dataclass(frozen=True)
class GatherSum(Op):
    """Adds elements into zeros of shape `to`: the gradient of Gather."""

    dim: int
    to: Shape
    torch: ClassVar[str] = "torch.zeros({to}, dtype={0}.dtype).scatter_add({dim}, {1}, {0})"
    numpy: ClassVar[str] = "gather_summed({0}, {1}, {dim}, {to})"
    numpy_helper: ClassVar[str] = """\
def gather_summed(parts, index, dim, shape):
    total, places = np.zeros(shape, parts.dtype), list(np.indices(index.shape))
    places[dim] = index
    np.add.at(total, tuple(places), parts)
    return total"""

    def shape(self, *shapes: Shape) -> Shape:
        g, index = shapes
        if g != index:
            raise ShapeError(f"shape {list(g)} is not that of the index, {list(index)}")
        _along(self.to, index, self.dim)
        return self.to

    def dtype(self, *dtypes: DType) -> DType:
        return indexed(*dtypes)

    def forward(self, *xs: Array, out: Array) -> None:
        g, index = xs
        inside(index, self.to[self.dim])
        out.fill(0)
        np.add.at(out, _places(index, self.dim), g)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return Gather(self.dim)(g, xs[1])

    def formula(self, at: At, *xs: Elements) -> Expression:
        g, index = xs
        found = []
        if all(i < n for axis, (i, n) in enumerate(zip(at, index.shape, strict=True))
               if axis != self.dim):  # fmt: skip
            for k in range(index.shape[self.dim]):
                place = (*at[: self.dim], k, *at[self.dim + 1 :])
                if row_number(index[place].value, self.to[self.dim]) == at[self.dim]:
                    found.append(g[place])
        return series(found)


def _along(x: Shape, index: Shape, dim: int) -> None:
    if len(x) != len(index):
        raise ShapeError(
            "Index tensor must have the same number of dimensions as input tensor: "
            f"{len(index)} and {len(x)}"
        )
    for axis, (m, n) in enumerate(zip(index, x, strict=True)):
        if axis != dim and m > n:
            raise ShapeError(
                f"Size does not match at dimension {axis} expected index {list(index)} "
                f"to be no larger than self {list(x)} apart from dimension {dim}"
            )


def _places(index: Array, dim: int) -> tuple[Array, ...]:
    """The places of the elements that an index along `dim` means, for numpy."""
    places: list[Array] = list(np.ogrid[tuple(slice(n) for n in index.shape)])
    places[dim] = index
    return tuple(places)


def gather(x: Node, dim: int, index: Node) -> Node:
    return Gather(axis_of(dim, len(x.shape)))(x, index)
