"""Elementwise: an op that works on each element by itself, with broadcasting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from engine.graph.op import Array, At, DType, Elements, Op, Shape, broadcast, promoted
from engine.graph.ops.broadcasting import sum_to

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


class Elementwise(Op):
    """`slope` and `of` are what a subclass writes; broadcasting is done here."""

    in_place: ClassVar[bool] = True

    def shape(self, *shapes: Shape) -> Shape:
        return broadcast(*shapes)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node | None:
        return sum_to(self.pull(i, g, y, *xs), xs[i])

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        """The gradient by input i before it is summed to that input's shape."""
        raise NotImplementedError

    def formula(self, at: At, *xs: Elements) -> Expression:
        return self.of(*(x[within(at, x.shape)] for x in xs))

    def of(self, *xs: Expression) -> Expression:
        """The op of one element of each input."""
        raise NotImplementedError


class Ufunc(Elementwise):
    """An elementwise op that is one universal function of numpy's."""

    ufunc: ClassVar[np.ufunc]

    def forward(self, *xs: Array, out: Array) -> None:
        type(self).ufunc(*xs, out=out)

    def bound(self, xs: tuple[Array, ...], out: Array) -> Callable[[], Any]:
        return partial(type(self).ufunc, *xs, out=out)


class FloatUfunc(Ufunc):
    """A universal function whose result is floating for integers too (float64, as numpy's)."""

    def dtype(self, *dtypes: DType) -> DType:
        return floating(promoted(*dtypes))


def floating(dtype: DType) -> DType:
    return dtype if dtype.kind == "f" else np.dtype(np.float64)


def within(at: At, shape: Shape) -> At:
    """Where an input of `shape` has what broadcasting puts at `at`."""
    place = at[len(at) - len(shape) :]
    return tuple(0 if size == 1 else i for i, size in zip(place, shape, strict=True))
