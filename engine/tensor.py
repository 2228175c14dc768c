"""Tensor: a node with numbers, computed at once, as PyTorch's.

    w = Tensor([[1.0, 2.0]], requires_grad=True)
    loss = (w * w).sum()
    loss.backward()
    w.grad                      Tensor([[2., 4.]])

Its ops, methods and operators are those of every node. With `requires_grad` it and what is made
from it remember their op and inputs, so that `backward` can walk back; within `no_grad()` nothing
does, and within `recording()` everything does, so that `Explanation` can explain it all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from engine.errors import EngineError
from engine.graph.gradient import gradient
from engine.graph.node import Node, ordered
from engine.graph.op import Array, DType, Op

_tape = "wanted"  # or "none", "all"


class Tensor(Node):
    """An array that knows what it was made from.

    float64 unless the values or `dtype` say otherwise. An array of numpy's is not copied.
    """

    traced: ClassVar[bool] = False
    array: Array
    __slots__ = ("grad", "requires_grad")

    def __init__(
        self,
        values: ArrayLike,
        dtype: DTypeLike | None = None,
        requires_grad: bool = False,
        name: str = "",
    ) -> None:
        array = np.asarray(values, dtype)
        if requires_grad and array.dtype.kind != "f":
            raise EngineError(
                "Only Tensors of floating point and complex dtype can require gradients"
            )
        super().__init__(array.shape, array.dtype, name=name, array=array)
        self.requires_grad = requires_grad
        self.grad: Tensor | None = None

    def constant(self, value: Any, dtype: DType | None = None) -> Tensor:
        return Tensor(value, dtype)

    def apply(self, op: Op, inputs: tuple[Any, ...]) -> Tensor:
        arrays = [x.array for x in inputs]
        shape = op.shape(*(x.shape for x in inputs))
        dtype = op.dtype(*(x.dtype for x in inputs))
        array = op.view(*arrays)
        if array is None:
            array = np.empty(shape, dtype)
            with np.errstate(all="ignore"):  # an overflow has the right limit, or is the caller's
                op.forward(*arrays, out=array)
        y = Tensor(array)
        y.requires_grad = (
            _tape != "none"
            and op.differentiable
            and dtype.kind == "f"
            and any(x.requires_grad for x in inputs)
        )
        if y.requires_grad or _tape == "all":
            y.op, y.inputs = op, inputs
        return y

    def backward(self, seed: Tensor | None = None) -> None:
        """Adds to `grad` of each leaf that requires it the gradient of this tensor by it.

        Raises EngineError if nothing does, ShapeError if this is not a number and has no seed.
        """
        if not self.requires_grad:
            raise EngineError(
                "element 0 of tensors does not require grad and does not have a grad_fn"
            )
        leaves = [x for x in ordered([self]) if isinstance(x, Tensor) and x.is_leaf
                  and x.requires_grad]  # fmt: skip
        with no_grad():
            sent: list[Any] = gradient(self, leaves, seed)
            for leaf, g in zip(leaves, sent, strict=True):
                leaf.grad = g if leaf.grad is None else leaf.grad + g

    @property
    def is_leaf(self) -> bool:
        """Whether it was made by hand, and not by an op."""
        return self.op is None

    def detach(self) -> Tensor:
        """The same numbers, made from nothing; in the same memory."""
        return Tensor(self.array)

    def numpy(self) -> Array:
        return self.array

    def item(self) -> float:
        """The one number that it holds. Raises EngineError if it holds more."""
        if self.array.size != 1:
            raise EngineError(
                f"a Tensor with {self.array.size} elements cannot be converted to Scalar"
            )
        return self.array.item()

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len() of a 0-d tensor")
        return self.shape[0]

    def __bool__(self) -> bool:
        return bool(self.item())

    def __repr__(self) -> str:
        return repr(self.array).replace("array(", "Tensor(", 1)


@contextmanager
def _taping(what: str) -> Iterator[None]:
    global _tape
    before, _tape = _tape, what
    try:
        yield
    finally:
        _tape = before


def no_grad() -> Any:
    """Within it nothing remembers what it was made from."""
    return _taping("none")


def recording() -> Any:
    """Within it everything remembers what it was made from."""
    return _taping("all")
