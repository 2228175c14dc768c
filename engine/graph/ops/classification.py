"""Losses from logits, fused: cross-entropy and binary cross-entropy, whose gradient is p - y."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine import expression as mathematics
from engine.errors import ShapeError
from engine.graph.op import Array, At, DType, Elements, Op, Shape
from engine.graph.ops.activations import sigmoid
from engine.graph.ops.elementwise import Elementwise, floating
from engine.graph.ops.layout import reshape
from engine.graph.ops.lookups import indexed
from engine.graph.ops.reductions import mean
from engine.graph.ops.softmax import LogSumExp, softmax

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


class BCEWithLogits(Elementwise):
    """-y log p - (1 - y) log(1 - p) of p = sigmoid(z), as max(z, 0) - y z + log(1 + e^-|z|)."""

    torch = 'F.binary_cross_entropy_with_logits({0}, {1}, reduction="none")'
    numpy = "np.maximum({0}, 0) - {1} * {0} + np.log1p(np.exp(-np.abs({0})))"
    in_place: ClassVar[bool] = False

    def forward(self, *xs: Array, out: Array) -> None:
        z, y = xs
        np.abs(z, out)
        np.negative(out, out)
        np.exp(out, out)
        np.log1p(out, out)
        # Their difference first: it is exactly 0 where p is right, and the rest keeps its digits.
        np.add(out, np.maximum(z, 0) - y * z, out)

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        """By z: p - y, as the factors p (1 - p) of the chain rule cancel."""
        z, target = xs
        return g * (sigmoid(z) - target) if i == 0 else -(g * z)

    def of(self, *xs: Expression) -> Expression:
        z, y = xs
        smooth = mathematics.log1p(mathematics.exp(-mathematics.absolute(z)))
        return mathematics.maximum(z, 0) - y * z + smooth


class CrossEntropy(Op):
    """-log p of the class that the target names, for each row: logits (n, k), targets (n,)."""

    torch = 'F.cross_entropy({0}, {1}, reduction="none")'
    numpy = "cross_entropy({0}, {1})"
    numpy_helper = """\
def cross_entropy(logits, targets):
    shifted = logits - logits.max(1, keepdims=True)
    return np.log(np.exp(shifted).sum(1)) - shifted[np.arange(len(targets)), targets]"""

    def shape(self, *shapes: Shape) -> Shape:
        logits, targets = shapes
        if len(logits) != 2 or len(targets) != 1:
            raise ShapeError(
                f"logits {list(logits)} and targets {list(targets)} should be (n, k) and (n,)"
            )
        if logits[0] != targets[0]:
            raise ShapeError(
                f"Expected input batch_size ({logits[0]}) to match target batch_size "
                f"({targets[0]})."
            )
        return targets

    def dtype(self, *dtypes: DType) -> DType:
        return floating(indexed(*dtypes))

    def forward(self, *xs: Array, out: Array) -> None:
        logits, targets = xs
        classes(targets, logits.shape[1])
        LogSumExp(1).forward(logits, out=out)
        np.subtract(out, logits[np.arange(len(targets)), targets], out)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        """p - y: softmax less the one-hot target."""
        logits, targets = xs
        wrong = softmax(logits, 1) - OneHot(logits.shape[1], logits.dtype)(targets)
        return reshape(g, (*g.shape, 1)) * wrong

    def formula(self, at: At, *xs: Elements) -> Expression:
        logits, targets = xs
        (row,) = at
        return LogSumExp(1).formula(at, logits) - logits[row, int(targets[at].value)]


@dataclass(frozen=True)
class OneHot(Op):
    """1 at the class that the target names, else 0: along a new last axis of size `classes`."""

    classes: int
    to: DType
    torch: ClassVar[str] = "F.one_hot({0}, {classes}).to(torch.{to})"
    numpy: ClassVar[str] = "np.eye({classes}, dtype=np.dtype('{to}'))[{0}]"
    differentiable: ClassVar[bool] = False

    def shape(self, *shapes: Shape) -> Shape:
        return (*shapes[0], self.classes)

    def dtype(self, *dtypes: DType) -> DType:
        return self.to

    def forward(self, *xs: Array, out: Array) -> None:
        classes(xs[0], self.classes)
        np.equal(xs[0][..., None], np.arange(self.classes), out, casting="unsafe")

    def formula(self, at: At, *xs: Elements) -> Expression:
        return mathematics.Number(float(xs[0][at[:-1]].value == at[-1]))


def classes(targets: Array, count: int) -> None:
    """Raises IndexError, in PyTorch's words, if a target is no class."""
    if targets.size and (targets.min() < 0 or targets.max() >= count):
        wrong = next(int(t) for t in targets.flat if not 0 <= t < count)
        raise IndexError(f"Target {wrong} is out of bounds.")


_bce, _cross_entropy = BCEWithLogits(), CrossEntropy()


def bce_with_logits(z: Node, y: Node) -> Node:
    """The mean binary cross-entropy. Raises ShapeError if the shapes differ."""
    if z.shape != y.shape:
        raise ShapeError(
            f"Target size (torch.Size({list(y.shape)})) must be the same as input size "
            f"(torch.Size({list(z.shape)}))"
        )
    return mean(_bce(z, y))


def cross_entropy(logits: Node, targets: Node) -> Node:
    """The mean of -log p of each row's class: logits (n, k), targets (n,), whole numbers."""
    return mean(_cross_entropy(logits, targets))
