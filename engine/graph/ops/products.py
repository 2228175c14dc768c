"""Products of matrices: matmul with batches that broadcast, and linear, z = x Wᵀ + b."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import ShapeError
from engine.expression.series import series
from engine.graph.op import Array, At, Elements, Op, Shape, broadcast
from engine.graph.ops.broadcasting import sum_of, sum_to
from engine.graph.ops.elementwise import within
from engine.graph.ops.layout import reshape, transpose

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


def mismatch(a: Shape, b: Shape) -> ShapeError:
    """PyTorch's words for two matrices whose inner sizes differ."""
    return ShapeError(
        "mat1 and mat2 shapes cannot be multiplied "
        f"({'x'.join(map(str, a))} and {'x'.join(map(str, b))})"
    )


class Matmul(Op):
    """(..., n, k) @ (..., k, m): a product for each of the batch; the batch axes broadcast."""

    torch = numpy = "{0} @ {1}"

    def shape(self, *shapes: Shape) -> Shape:
        a, b = shapes
        if len(a) < 2 or len(b) < 2:
            raise ShapeError(f"matmul needs matrices: {list(a)} and {list(b)} were given")
        if a[-1] != b[-2]:
            if len(a) == len(b) == 2:
                raise mismatch(a, b)
            raise ShapeError(
                f"Expected size for first two dimensions of batch2 tensor to be: "
                f"[{broadcast(a[:-2], b[:-2])}, {a[-1]}] but got: {list(b[-3:-1])}."
            )
        return (*broadcast(a[:-2], b[:-2]), a[-2], b[-1])

    def forward(self, *xs: Array, out: Array) -> None:
        self.bound(xs, out)()

    def bound(self, xs: tuple[Array, ...], out: Array) -> Callable[[], Any]:
        a, b = xs
        # Of two matrices np.dot is the same product, with less overhead per call.
        return partial(np.dot if a.ndim == b.ndim == 2 else np.matmul, a, b, out)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        a, b = xs
        return sum_to(transpose(a) @ g if i else g @ transpose(b), xs[i])

    def formula(self, at: At, *xs: Elements) -> Expression:
        a, b = xs
        *batch, row, column = at
        left, right = (within(tuple(batch), x.shape[:-2]) for x in xs)
        return series([
            a[(*left, row, k)] * b[(*right, k, column)] for k in range(a.shape[-1])
        ])  # fmt: skip


class Linear(Op):
    """x (n, n_in), W (n_out, n_in), b (n_out,): z (n, n_out), as PyTorch's nn.Linear has it."""

    torch = "F.linear({0}, {1}, {2})"
    numpy = "{0} @ {1}.T + {2}"

    def shape(self, *shapes: Shape) -> Shape:
        x, weight, bias = shapes
        if len(x) != 2 or len(weight) != 2 or x[1] != weight[1]:
            raise mismatch(x, weight[::-1])
        if bias != weight[:1]:
            raise ShapeError(
                f"The expanded size of the tensor ({weight[0]}) must match the existing size "
                f"({bias[-1] if bias else 1}) at non-singleton dimension 1.  Target sizes: "
                f"{[x[0], weight[0]]}.  Tensor sizes: {list(bias)}"
            )
        return x[0], weight[0]

    def forward(self, *xs: Array, out: Array) -> None:
        self.bound(xs, out)()

    def bound(self, xs: tuple[Array, ...], out: Array) -> Callable[[], Any]:
        x, weight, bias = xs
        columns, dot, add = weight.T, np.dot, np.add

        def step() -> None:
            dot(x, columns, out)
            add(out, bias, out)

        return step

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        x, weight, _ = xs
        if i == 0:
            return g @ weight
        return transpose(g) @ x if i == 1 else sum_of(g, 0)

    def formula(self, at: At, *xs: Elements) -> Expression:
        x, weight, bias = xs
        row, unit = at
        terms = [weight[unit, k] * x[row, k] for k in range(x.shape[1])]
        return series([*terms, bias[(unit,)]])


_matmul, _linear = Matmul(), Linear()


def matmul(a: Node, b: Node) -> Node:
    """`a @ b` as PyTorch has it: a vector is a row on the left and a column on the right."""
    if not a.shape or not b.shape:
        raise ShapeError(
            "both arguments to matmul need to be at least 1D, but they are "
            f"{len(a.shape)}D and {len(b.shape)}D"
        )
    left = reshape(a, (1, *a.shape)) if len(a.shape) == 1 else a
    right = reshape(b, (*b.shape, 1)) if len(b.shape) == 1 else b
    y = _matmul(left, right)
    shape = list(y.shape)
    if len(b.shape) == 1:
        del shape[-1]
    if len(a.shape) == 1:
        del shape[-1 if len(b.shape) == 1 else -2]
    return reshape(y, tuple(shape))


def linear(x: Node, weight: Node, bias: Node | None = None) -> Node:
    """x (..., n_in) Wᵀ + b: (..., n_out). More axes than two are taken as one, as PyTorch does."""
    if len(weight.shape) != 2 or not x.shape:
        raise mismatch(x.shape, weight.shape[::-1])
    rows = reshape(x, (-1, x.shape[-1])) if len(x.shape) != 2 else x
    if rows.shape[-1] != weight.shape[1]:
        raise mismatch(rows.shape, weight.shape[::-1])
    z = _linear(rows, weight, bias) if bias is not None else _matmul(rows, transpose(weight))
    return reshape(z, (*x.shape[:-1], weight.shape[0]))
