"""Joins: arrays one after the other along an axis, or along a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.errors import ShapeError
from engine.graph.op import Array, At, Op, Shape, axis_of
from engine.graph.ops.layout import reshape
from engine.graph.ops.slices import sliced

if TYPE_CHECKING:
    from engine.graph.node import Node


@dataclass(frozen=True)
class Concatenate(Op):
    """The inputs one after the other along the axis `dim`."""

    dim: int
    torch: ClassVar[str] = "torch.cat([{inputs}], {dim})"
    numpy: ClassVar[str] = "np.concatenate([{inputs}], {dim})"

    def shape(self, *shapes: Shape) -> Shape:
        first = shapes[0]
        for shape in shapes:
            if len(shape) != len(first):
                raise ShapeError(
                    "Tensors must have same number of dimensions: "
                    f"got {len(first)} and {len(shape)}"
                )
        for number, shape in enumerate(shapes):
            for axis, (a, b) in enumerate(zip(first, shape, strict=True)):
                if axis != self.dim and a != b:
                    raise ShapeError(
                        f"Sizes of tensors must match except in dimension {self.dim}. "
                        f"Expected size {a} but got size {b} for tensor number {number} "
                        "in the list."
                    )
        size = sum(shape[self.dim] for shape in shapes)
        return (*first[: self.dim], size, *first[self.dim + 1 :])

    def forward(self, *xs: Array, out: Array) -> None:
        np.concatenate(xs, self.dim, out)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        start = sum(x.shape[self.dim] for x in xs[:i])
        part = slice(start, start + xs[i].shape[self.dim])
        return sliced(g, (*[slice(None)] * self.dim, part))

    def source(self, at: At, *shapes: Shape) -> tuple[int, At]:
        along = at[self.dim]
        for i, shape in enumerate(shapes):
            if along < shape[self.dim]:
                return i, (*at[: self.dim], along, *at[self.dim + 1 :])
            along -= shape[self.dim]
        raise IndexError(f"{at} is outside of the result")

    def spelled(self, template: str, *names: str) -> str:
        return template.format(inputs=", ".join(names), dim=self.dim)


def concatenate(xs: Sequence[Node], dim: int = 0) -> Node:
    """The nodes one after the other along an axis. Raises ShapeError if their others differ."""
    if not xs:
        raise ShapeError("torch.cat(): expected a non-empty list of Tensors")
    return Concatenate(axis_of(dim, len(xs[0].shape)))(*xs)


def stack(xs: Sequence[Node], dim: int = 0) -> Node:
    """The nodes, all of one shape, along a new axis."""
    if not xs:
        raise ShapeError("stack expects a non-empty TensorList")
    for i, x in enumerate(xs):
        if x.shape != xs[0].shape:
            raise ShapeError(
                f"stack expects each tensor to be equal size, but got {list(xs[0].shape)} "
                f"at entry 0 and {list(x.shape)} at entry {i}"
            )
    axis = axis_of(dim, len(xs[0].shape) + 1)
    one = (*xs[0].shape[:axis], 1, *xs[0].shape[axis:])
    return concatenate([reshape(x, one) for x in xs], axis)
