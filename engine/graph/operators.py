"""Operators: the spelling of ops on nodes, as PyTorch has it: `a + b`, `a @ b`, `a[1:]`, `a.sum()`.

A table of all ops is in `engine.graph.ops`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import ShapeError
from engine.graph.op import Operand, Shape, axes_of, axis_of
from engine.graph.ops import (
    activations,
    arithmetic,
    broadcasting,
    comparisons,
    exponentials,
    layout,
    lookups,
    products,
    reductions,
    slices,
    softmax,
)

if TYPE_CHECKING:
    from engine.graph.node import Node

Axes = int | tuple[int, ...] | None


class Operators(Operand):
    """What every node can do. The other operand may be a node, a number or an array."""

    shape: Shape
    __slots__ = ()

    @property
    def ndim(self) -> int:
        return len(self.shape)

    def __add__(self: Any, other: Any) -> Any:
        return arithmetic.add(self, other)

    def __radd__(self: Any, other: Any) -> Any:
        return arithmetic.add(other, self)

    def __sub__(self: Any, other: Any) -> Any:
        return arithmetic.subtract(self, other)

    def __rsub__(self: Any, other: Any) -> Any:
        return arithmetic.subtract(other, self)

    def __mul__(self: Any, other: Any) -> Any:
        return arithmetic.multiply(self, other)

    def __rmul__(self: Any, other: Any) -> Any:
        return arithmetic.multiply(other, self)

    def __truediv__(self: Any, other: Any) -> Any:
        return arithmetic.divide(self, other)

    def __rtruediv__(self: Any, other: Any) -> Any:
        return arithmetic.divide(other, self)

    def __pow__(self: Any, exponent: Any) -> Any:
        return arithmetic.power(self, exponent)

    def __neg__(self: Any) -> Any:
        return arithmetic.negate(self)

    def __matmul__(self: Any, other: Any) -> Any:
        return products.matmul(self, other)

    def __lt__(self: Any, other: Any) -> Any:
        return comparisons.less(self, other)

    def __le__(self: Any, other: Any) -> Any:
        return comparisons.less_equal(self, other)

    def __gt__(self: Any, other: Any) -> Any:
        return comparisons.greater(self, other)

    def __ge__(self: Any, other: Any) -> Any:
        return comparisons.greater_equal(self, other)

    def __and__(self: Any, other: Any) -> Any:
        return comparisons.both(self, other)

    def eq(self: Any, other: Any) -> Any:
        """Where both are equal. (`==` compares the nodes themselves, as sets and tables need.)"""
        return comparisons.equal(self, other)

    def __getitem__(self: Any, key: Any) -> Any:
        """A part: whole numbers, slices, `...` and None; or one index node, of rows."""
        if isinstance(key, Operand):
            return lookups.take(self, key)  # type: ignore[arg-type]
        return _part(self, key if isinstance(key, tuple) else (key,))

    def sum(self: Any, dim: Axes = None, keepdim: bool = False) -> Any:
        return broadcasting.sum_of(self, dim, keepdim)

    def mean(self: Any, dim: Axes = None, keepdim: bool = False) -> Any:
        return reductions.mean(self, dim, keepdim)

    def amax(self: Any, dim: Axes = None, keepdim: bool = False) -> Any:
        return reductions.max_of(self, dim, keepdim)

    def var(self: Any, dim: Axes = None, correction: int = 1, keepdim: bool = False) -> Any:
        return reductions.variance(self, dim, correction, keepdim)

    def softmax(self: Any, dim: int) -> Any:
        return softmax.softmax(self, dim)

    def reshape(self: Any, *shape: int) -> Any:
        return layout.reshape(self, shape)

    def transpose(self: Any, first: int, second: int) -> Any:
        """Two axes swapped."""
        order = list(range(len(self.shape)))
        a, b = axis_of(first, len(order)), axis_of(second, len(order))
        order[a], order[b] = order[b], order[a]
        return layout.Permute(tuple(order))(self)

    def permute(self: Any, *axes: int) -> Any:
        if len(axes) == len(self.shape):
            axes_of(axes, len(axes))
            axes = tuple(axis_of(axis, len(axes)) for axis in axes)
        return layout.Permute(axes)(self)

    def expand(self: Any, *shape: int) -> Any:
        return broadcasting.expand(self, shape)

    def exp(self: Any) -> Any:
        return exponentials.exp(self)

    def log(self: Any) -> Any:
        return exponentials.log(self)

    def sqrt(self: Any) -> Any:
        return exponentials.sqrt(self)

    def tanh(self: Any) -> Any:
        return activations.tanh(self)

    def sigmoid(self: Any) -> Any:
        return activations.sigmoid(self)

    def relu(self: Any) -> Any:
        return activations.relu(self)


def _part(x: Node, key: tuple[Any, ...]) -> Node:
    """`x[key]` by a slice and a reshape."""
    used = sum(part is not None and part is not Ellipsis for part in key)
    if used > len(x.shape):
        raise IndexError(f"too many indices for tensor of dimension {len(x.shape)}")
    rest = [slice(None)] * (len(x.shape) - used)
    if Ellipsis in key:
        where = key.index(Ellipsis)
        key = (*key[:where], *rest, *key[where + 1 :])
    else:
        key = (*key, *rest)
    ranges, axes, axis = [], [], 0  # axes of the result: a size of x's, 1, or none
    for part in key:
        if part is None:
            axes.append(-1)
            continue
        size = x.shape[axis]
        if isinstance(part, slice):
            axes.append(axis)
        else:
            part = _row(part, axis, size)
        ranges.append(part)
        axis += 1
    y = slices.sliced(x, tuple(ranges))
    return layout.reshape(y, tuple(1 if axis < 0 else y.shape[axis] for axis in axes))


def _row(part: Any, axis: int, size: int) -> slice:
    """The slice of one element. Raises IndexError in PyTorch's words."""
    try:
        i = part.__index__()
    except AttributeError:
        raise ShapeError(f"an index is a number, a slice, ... or None, not {part!r}") from None
    if not -size <= i < size:
        raise IndexError(f"index {i} is out of bounds for dimension {axis} with size {size}")
    return slice(i % size, i % size + 1)
