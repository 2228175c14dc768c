"""Lookups: rows by their numbers; and, as their gradient, rows summed where they came from."""

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
        row = row_number(index[at[self.dim : end]].value, x.shape[self.dim])
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
            if row_number(index[place].value, self.size) == at[self.dim]
        ])  # fmt: skip


def inside(index: Array, size: int) -> None:
    """Raises IndexError, in PyTorch's words, if a number is not below `size`."""
    if index.size and (index.max() >= size or index.min() < -size):
        wrong = next(int(i) for i in index.flat if not -size <= i < size)
        raise IndexError(f"index {wrong} is out of bounds for dimension 0 with size {size}")


def indexed(x: DType, index: DType) -> DType:
    """The dtype of x. Raises TypeError if the index holds no whole numbers."""
    if index.kind == "b":
        raise TypeError("how many elements a mask takes no shape says: use where, or 0 and 1")
    if index.kind not in "iu":
        raise TypeError(f"an index has whole numbers, not {index}")
    return x


def row_number(value: float, size: int) -> int:
    """A number of a row, counted from 0; those below 0 count from the end."""
    return int(value) % size


def take(x: Node, index: Node, dim: int = 0) -> Node:
    """Slices of `x` along an axis, by their numbers; those below 0 count from the end."""
    return Take(axis_of(dim, len(x.shape)))(x, index)


def embedding(index: Node, weight: Node) -> Node:
    """The rows of `weight` (rows, width) that the numbers in `index` name."""
    return Take(0)(weight, index)
