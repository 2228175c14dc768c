"""Lookups: rows by their numbers, one element a place; and, as their gradients, scattered sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from engine.errors import ShapeError
from engine.expression.series import series
from engine.graph.op import Array, At, DType, Elements, Op, Shape, axis_of

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


@dataclass(frozen=True)
class Take(Op):
    """Slices of x along the axis `dim`, by their numbers: an embedding is a Take along 0."""

    dim: int
    torch: ClassVar[str] = "torch.moveaxis(torch.moveaxis({0}, {dim}, 0)[{1}], 0, {dim})"
    numpy: ClassVar[str] = "np.take({0}, {1}, {dim})"

    def shape(self, *shapes: Shape) -> Shape:
        x, index = shapes
        return (*x[: self.dim], *index, *x[self.dim + 1 :])

    def dtype(self, *dtypes: DType) -> DType:
        return indexed(*dtypes)

    def forward(self, *xs: Array, out: Array) -> None:
        x, index = xs
        inside(index, x.shape[self.dim])
        np.take(x, index, self.dim, out, "wrap")  # "raise" would copy the result once more

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return TakeSum(self.dim, xs[0].shape[self.dim])(g, xs[1])

    def formula(self, at: At, *xs: Elements) -> Expression:
        x, index = xs
        end = self.dim + len(index.shape)
        row = _number(index[at[self.dim : end]].value, x.shape[self.dim])
        return x[(*at[: self.dim], row, *at[end:])]

    def spelled(self, template: str, *names: str) -> str:
        if template == self.torch and self.dim == 0:
            return "{}[{}]".format(*names)
        return super().spelled(template, *names)


@dataclass(frozen=True)
class TakeSum(Op):
    """Adds slices into zeros with `size` places along `dim`: the gradient of Take."""

    dim: int
    size: int
    torch: ClassVar[str] = "summed({0}, {1}, {dim}, {size})"
    numpy: ClassVar[str] = "summed({0}, {1}, {dim}, {size})"
    torch_helper: ClassVar[str] = """\
def summed(parts, index, dim, size):
    shape = (*parts.shape[:dim], size, *parts.shape[dim + index.ndim:])
    flat = parts.reshape(*shape[:dim], index.numel(), *shape[dim + 1:])
    return torch.zeros(shape, dtype=parts.dtype).index_add(dim, index.flatten() % size, flat)"""
    numpy_helper: ClassVar[str] = """\
def summed(parts, index, dim, size):
    total = np.zeros((*parts.shape[:dim], size, *parts.shape[dim + index.ndim:]), parts.dtype)
    np.add.at(total, (slice(None),) * dim + (index,), parts)
    return total"""

    def shape(self, *shapes: Shape) -> Shape:
        g, index = shapes
        if g[self.dim : self.dim + len(index)] != index:
            raise ShapeError(f"shape {list(g)} has no place for an index of {list(index)}")
        return (*g[: self.dim], self.size, *g[self.dim + len(index) :])

    def dtype(self, *dtypes: DType) -> DType:
        return indexed(*dtypes)

    def forward(self, *xs: Array, out: Array) -> None:
        g, index = xs
        inside(index, self.size)
        out.fill(0)
        key: Any = (slice(None),) * self.dim + (index,)
        np.add.at(out, key, g)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return Take(self.dim)(g, xs[1])

    def formula(self, at: At, *xs: Elements) -> Expression:
        g, index = xs
        return series([
            g[(*at[: self.dim], *place, *at[self.dim + 1 :])]
            for place in np.ndindex(*index.shape)
            if _number(index[place].value, self.size) == at[self.dim]
        ])  # fmt: skip


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
        row = _number(index[at].value, x.shape[self.dim])
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
                if _number(index[place].value, self.to[self.dim]) == at[self.dim]:
                    found.append(g[place])
        return series(found)


def inside(index: Array, size: int) -> None:
    """Raises IndexError, in PyTorch's words, if a number is not below `size`."""
    if index.size and (index.max() >= size or index.min() < -size):
        wrong = next(int(i) for i in index.flat if not -size <= i < size)
        raise IndexError(f"index {wrong} is out of bounds for dimension 0 with size {size}")


def indexed(x: DType, index: DType) -> DType:
    """The dtype of x. Raises TypeError if the index holds no whole numbers."""
    if index.kind not in "iu":
        raise TypeError(f"an index has whole numbers, not {index}: use .long()")
    return x


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


def _number(value: float, size: int) -> int:
    return int(value) % size


def take(x: Node, index: Node, dim: int = 0) -> Node:
    """Slices of `x` along an axis, by their numbers; those below 0 count from the end."""
    return Take(axis_of(dim, len(x.shape)))(x, index)


def embedding(index: Node, weight: Node) -> Node:
    """The rows of `weight` (rows, width) that the numbers in `index` name."""
    return Take(0)(weight, index)


def gather(x: Node, dim: int, index: Node) -> Node:
    return Gather(axis_of(dim, len(x.shape)))(x, index)
