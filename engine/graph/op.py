"""Op: what an operation on arrays has to have, and how it is applied.

Applied to nodes, an op makes a node: `exp(x)`. What comes of it depends on the nodes:
a `Node` only remembers the op and its inputs (tracing), a `Tensor` computes at once.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.errors import ShapeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.expression import Expression
    from engine.graph.node import Node

Array: TypeAlias = NDArray[Any]
Shape: TypeAlias = tuple[int, ...]
DType: TypeAlias = np.dtype[Any]
At: TypeAlias = tuple[int, ...]


class Elements(Protocol):
    """An input of `formula`: its elements as expressions."""

    @property
    def shape(self) -> Shape: ...

    def __getitem__(self, at: At) -> Expression: ...


class Operand:
    """What an op can be applied to. `traced`: it has no numbers yet."""

    traced: ClassVar[bool]
    dtype: DType
    __array_ufunc__ = None  # so that numpy leaves `array * node` to the node
    __slots__ = ()

    def constant(self, value: Any, dtype: DType | None) -> Operand:
        """`value` as an operand of the same kind."""
        raise NotImplementedError

    def apply(self, op: Op, inputs: tuple[Any, ...]) -> Any:
        """The result of the op as an operand of the same kind."""
        raise NotImplementedError


class Op:
    """An operation with all its faces. Its settings (axes, strides) are its attributes.

    `torch` and `numpy` spell it: `{0}` is the first input, `{dim}` an attribute.
    (WebAssembly, `emit`, is to come with the kernel's loops over any shape.)
    """

    torch: ClassVar[str]
    numpy: ClassVar[str]
    torch_helper: ClassVar[str] = ""  # source of a function that the spelling calls
    numpy_helper: ClassVar[str] = ""
    differentiable: ClassVar[bool] = True
    drawn: ClassVar[bool] = False  # by chance: the result has no formula
    in_place: ClassVar[bool] = False  # `out` may be an input of the same shape and dtype

    def shape(self, *shapes: Shape) -> Shape:
        """The shape of the result. Raises ShapeError where the inputs do not fit."""
        raise NotImplementedError

    def dtype(self, *dtypes: DType) -> DType:
        return promoted(*dtypes)

    def forward(self, *xs: Array, out: Array) -> None:
        """Writes the result. `out` overlaps no input, unless the op is `in_place`."""
        raise NotImplementedError

    def view(self, *xs: Array) -> Array | None:
        """The result as a view of an input's memory, where that can be."""
        return None

    def bound(self, xs: tuple[Array, ...], out: Array) -> Callable[[], Any]:
        """`forward` with these arrays, to be called again and again.

        Small networks spend their time on calls: ops that are in each of them look everything up
        here, once, and their `forward` is this, called at once.
        """
        return partial(self.forward, *xs, out=out)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node | None:
        """The gradient by input i, written in operations: g is the gradient by y = op(*xs).

        One input at a time, so that an eager gradient computes none that nobody asked for; None
        where nothing goes back.
        """
        raise NotImplementedError

    def source(self, at: At, *shapes: Shape) -> tuple[int, At] | float | None:
        """For an op that only moves numbers: which input, and where, element `at` is from.

        A number if it is that constant; None for an op that computes.
        """
        return None

    def formula(self, at: At, *xs: Elements) -> Expression:
        """Element `at` of the result, of elements of the inputs."""
        raise NotImplementedError

    def spelled(self, template: str, *names: str) -> str:
        """`template`, which is `torch` or `numpy`, with names for the inputs."""
        return template.format(*names, **vars(self))

    def __call__(self, *inputs: Any) -> Any:
        kind, dtype = None, None
        for x in inputs:
            if isinstance(x, Operand):
                if kind is None or (x.traced and not kind.traced):
                    kind = x
                if dtype is None or (x.dtype.kind == "f" and dtype.kind != "f"):
                    dtype = x.dtype
        if kind is None:
            raise TypeError(f"{type(self).__name__} needs a node among its inputs: {inputs!r}")
        return kind.apply(self, tuple(
            x if isinstance(x, Operand) else kind.constant(x, _weak(x, dtype)) for x in inputs
        ))  # fmt: skip


def _weak(value: Any, dtype: DType | None) -> DType | None:
    """The dtype of a Python number beside a node: the node's, unless it cannot hold it."""
    if dtype is None or not isinstance(value, bool | int | float):
        return None
    kinds = "biuf"
    mine = "b" if isinstance(value, bool) else "i" if isinstance(value, int) else "f"
    return dtype if kinds.index(mine) <= kinds.index(dtype.kind) else None


def promoted(*dtypes: DType) -> DType:
    """The dtype of a result: of floating ones the widest, whatever integers are beside."""
    first = dtypes[0]
    if all(dtype is first for dtype in dtypes):
        return first
    floating = [dtype for dtype in dtypes if dtype.kind == "f"]
    return np.result_type(*(floating or dtypes))


def broadcast(*shapes: Shape) -> Shape:
    """The shape that arrays have together. Raises ShapeError in PyTorch's words."""
    first = shapes[0]
    if all(shape == first for shape in shapes):
        return first
    for a, b in pairwise(shapes):
        _fits(a, b)
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        raise ShapeError(f"shapes {', '.join(map(str, shapes))} do not broadcast") from None


def _fits(a: Shape, b: Shape) -> None:
    longest = max(len(a), len(b))
    for back in range(1, min(len(a), len(b)) + 1):
        m, n = a[-back], b[-back]
        if m != n and 1 not in (m, n):
            raise ShapeError(
                f"The size of tensor a ({m}) must match the size of tensor b ({n}) "
                f"at non-singleton dimension {longest - back}"
            )


def axis_of(axis: int, ndim: int) -> int:
    """An axis counted from 0. Raises IndexError in PyTorch's words."""
    low, high = -max(ndim, 1), max(ndim, 1) - 1
    if not low <= axis <= high:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{low}, {high}], but got {axis})"
        )
    return axis + ndim if axis < 0 else axis


def axes_of(axes: int | tuple[int, ...] | None, ndim: int) -> tuple[int, ...]:
    """Axes counted from 0, in order; None is all of them."""
    if axes is None:
        return tuple(range(ndim))
    several = (axes,) if isinstance(axes, int) else tuple(axes)
    found = sorted(axis_of(axis, ndim) for axis in several)
    for axis in found:
        if found.count(axis) > 1:
            raise ShapeError(f"dim {axis} appears multiple times in the list of dims")
    return tuple(found)
