"""Two tensors of shapes that a learner chooses, and what broadcasting makes of them.

    pair = Pair((3, 1), (4,), "+")
    pair.result                 # the (3, 4) sum
    pair.columns                # dimension by dimension, from the last: who is stretched
    Pair((3,), (4,)).error      # what PyTorch raises
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ui.concepts import printed
from ui.concepts.printed import Printed

Array = NDArray[np.float64]
Shape = tuple[int, ...]

MOST_DIMENSIONS, LARGEST = 3, 4
SIGNS: dict[str, Callable[[Array, Array], Array]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}


@dataclass(frozen=True)
class Column:
    """One dimension, counted from the last as -1: both sizes (None: there is no such dimension),
    and the result's (None: they do not fit)."""

    dimension: int
    a: int | None
    b: int | None

    @property
    def result(self) -> int | None:
        a, b = self.a or 1, self.b or 1
        return max(a, b) if a == b or 1 in (a, b) else None

    @property
    def verdict(self) -> str:
        """What broadcasting does in this dimension."""
        if self.result is None:
            return f"{self.a} and {self.b} do not fit"
        for name, size in (("a", self.a), ("b", self.b)):
            if (size or 1) < self.result:
                why = "has none" if size is None else "has 1"
                return f"{name} {why}: repeated {self.result} times"
        if self.a is None or self.b is None:
            return f"{'a' if self.a is None else 'b'} has none: counts as 1"
        return "equal"


@dataclass(frozen=True)
class Pair:
    """Tensors a and b, and what is done with them; `cell` is the number of the result (counted
    through, row by row) that is looked at."""

    a: Shape = (3, 4)
    b: Shape = (4,)
    sign: str = "+"
    cell: int = 0

    @property
    def values(self) -> tuple[Array, Array]:
        """a counts 1, 2, 3, ... and b 10, 20, 30, ..., so that a result shows where it is from."""
        a, b = (np.arange(1.0, np.prod(shape) + 1).reshape(shape) for shape in (self.a, self.b))
        return a, np.asarray(10 * b)

    @property
    def columns(self) -> list[Column]:
        """The dimensions side by side, the first of the longer shape first."""
        count = max(len(self.a), len(self.b))
        a, b = ((None,) * (count - len(shape)) + shape for shape in (self.a, self.b))
        return [Column(at - count, a[at], b[at]) for at in range(count)]

    @property
    def error(self) -> str:
        """What PyTorch says where the shapes do not fit; "" where they do."""
        for column in reversed(self.columns):
            if column.result is None:
                at = len(self.columns) + column.dimension
                return (f"The size of tensor a ({column.a}) must match the size of tensor b "
                        f"({column.b}) at non-singleton dimension {at}")
        return ""

    @property
    def shape(self) -> Shape:
        """The result's, where there is one."""
        return tuple(column.result or 0 for column in self.columns)

    @property
    def result(self) -> Array:
        return np.asarray(SIGNS[self.sign](*self.values))

    def origin(self, of: Shape) -> tuple[int, ...]:
        """Where in a tensor of shape `of` the looked-at cell of the result comes from."""
        index = np.unravel_index(self.cell, self.shape)[len(self.shape) - len(of):]
        return tuple(0 if size == 1 else int(at) for at, size in zip(index, of, strict=True))

    def resized(self, name: str, dimension: int, size: int) -> Pair:
        """The pair with one size changed; 0 takes the dimension away, and those left of it.

        Dimensions that were not there and lie right of it become 1.
        """
        shape = self.a if name == "a" else self.b
        padded = (1,) * (MOST_DIMENSIONS - len(shape)) + shape
        kept = max(len(shape), -dimension) if size else -dimension - 1
        changed = list(padded)
        changed[dimension] = size
        new = tuple(changed[MOST_DIMENSIONS - kept:])
        return Pair(new, self.b, self.sign) if name == "a" else Pair(self.a, new, self.sign)

    @property
    def code(self) -> str:
        lines = ["import torch", "", "torch.set_default_dtype(torch.float64)"]
        for name, shape, factor in (("a", self.a, ""), ("b", self.b, "10 * ")):
            count = float(np.prod(shape) + 1)
            lines.append(f"{name} = {factor}torch.arange(1.0, {count})"
                         f".reshape({', '.join(map(str, shape)) or '()'})")
        return "\n".join([*lines, f"c = a {self.sign} b", "print(c.shape)", "print(c)"]) + "\n"

    @property
    def printed(self) -> Printed:
        if self.error:
            return printed.lines(printed.plain(f"RuntimeError: {self.error}"))
        return printed.lines(printed.size(self.shape), printed.tensor(self.result))
