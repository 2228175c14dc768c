"""Ops that choose between elements: comparisons, where, maximum, minimum, clamp."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from engine.expression import Function
from engine.expression import maximum as larger_of
from engine.expression import where as choice
from engine.expression.relation import Relation
from engine.graph.op import Array, DType, promoted
from engine.graph.ops.elementwise import Elementwise, Ufunc

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


class Comparison(Ufunc):
    """True or False of two elements; a constant for gradients."""

    differentiable: ClassVar[bool] = False
    sign: ClassVar[str]

    def dtype(self, *dtypes: DType) -> DType:
        return np.dtype(np.bool_)

    def of(self, *xs: Expression) -> Expression:
        return Relation(self.sign, type(self).ufunc, *xs)


class Less(Comparison):
    torch = numpy = "{0} < {1}"
    ufunc = np.less
    sign = "<"


class LessEqual(Comparison):
    torch = numpy = "{0} <= {1}"
    ufunc = np.less_equal
    sign = "≤"


class Greater(Comparison):
    torch = numpy = "{0} > {1}"
    ufunc = np.greater
    sign = ">"


class GreaterEqual(Comparison):
    torch = numpy = "{0} >= {1}"
    ufunc = np.greater_equal
    sign = "≥"


class Equal(Comparison):
    torch = numpy = "{0} == {1}"
    ufunc = np.equal
    sign = "="


class NotEqual(Comparison):
    torch = numpy = "{0} != {1}"
    ufunc = np.not_equal
    sign = "≠"


class And(Comparison):
    torch = numpy = "{0} & {1}"
    ufunc = np.logical_and
    sign = "and"


class Where(Elementwise):
    """The second input where the first, a bool, is True, else the third."""

    torch = "torch.where({0}, {1}, {2})"
    numpy = "np.where({0}, {1}, {2})"
    in_place: ClassVar[bool] = False

    def dtype(self, *dtypes: DType) -> DType:
        return promoted(*dtypes[1:])

    def forward(self, *xs: Array, out: Array) -> None:
        self.bound(xs, out)()

    def bound(self, xs: tuple[Array, ...], out: Array) -> Callable[[], Any]:
        condition, then, otherwise = xs
        copy = np.copyto

        def step() -> None:
            copy(out, otherwise)
            copy(out, then, where=condition)

        return step

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return where(xs[0], g, 0.0) if i == 1 else where(xs[0], 0.0, g)

    def of(self, *xs: Expression) -> Expression:
        return choice(*xs)


class Maximum(Ufunc):
    torch = "torch.maximum({0}, {1})"
    numpy = "np.maximum({0}, {1})"
    ufunc = np.maximum

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        """All of it to the larger; of equal ones half to each, as PyTorch has it."""
        return _share(g, xs[i] > xs[1 - i], xs[0].eq(xs[1]))

    def of(self, *xs: Expression) -> Expression:
        return larger_of(xs[0], xs[1])


class Minimum(Ufunc):
    torch = "torch.minimum({0}, {1})"
    numpy = "np.minimum({0}, {1})"
    ufunc = np.minimum

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return _share(g, xs[i] < xs[1 - i], xs[0].eq(xs[1]))

    def of(self, *xs: Expression) -> Expression:
        return Function("min", min, *xs)


@dataclass(frozen=True)
class Clamp(Elementwise):
    """Each element, but at least `low` and at most `high` (infinite where there is no limit)."""

    low: float = -np.inf
    high: float = np.inf
    torch: ClassVar[str] = "{0}.clamp(float('{low}'), float('{high}'))"
    numpy: ClassVar[str] = "np.clip({0}, float('{low}'), float('{high}'))"

    def forward(self, *xs: Array, out: Array) -> None:
        np.maximum(xs[0], out.dtype.type(self.low), out=out)
        np.minimum(out, out.dtype.type(self.high), out=out)

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        """g where the element is within its limits or on one, else 0."""
        return where((xs[0] >= self.low) & (xs[0] <= self.high), g, 0.0)

    def of(self, *xs: Expression) -> Expression:
        limited = larger_of(xs[0], self.low) if self.low > -np.inf else xs[0]
        return Function("min", min, limited, self.high) if self.high < np.inf else limited


def _share(g: Node, wins: Node, ties: Node) -> Node:
    return where(wins, g, where(ties, g * 0.5, 0.0))


less, less_equal, equal, not_equal = Less(), LessEqual(), Equal(), NotEqual()
greater, greater_equal, both = Greater(), GreaterEqual(), And()
where, maximum, minimum = Where(), Maximum(), Minimum()
