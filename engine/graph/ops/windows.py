"""Windows and Fold: what a kernel sees at each of its places, and their sum back: convolution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.lib.stride_tricks import as_strided

from engine.errors import ShapeError
from engine.expression.series import series
from engine.graph.op import Array, At, Elements, Op, Shape

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node


@dataclass(frozen=True)
class Windows(Op):
    """(..., H, W) to (..., places down, places across, kernel height, kernel width), a view.

    For any number of axes: as many of the last ones as the kernel has. The kernel moves by
    `stride`, and its elements are `dilation` apart.
    """

    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    dilation: tuple[int, ...]
    torch: ClassVar[str] = "windows({0}, {kernel}, {stride}, {dilation})"
    numpy: ClassVar[str] = "windows({0}, {kernel}, {stride}, {dilation})"
    torch_helper: ClassVar[str] = """\
def windows(x, kernel, stride, dilation):
    first = x.ndim - len(kernel)
    for axis, (k, s, d) in enumerate(zip(kernel, stride, dilation)):
        x = x.unfold(first + axis, d * (k - 1) + 1, s)[..., ::d]
    return x"""
    numpy_helper: ClassVar[str] = """\
def windows(x, kernel, stride, dilation):
    first = x.ndim - len(kernel)
    for axis, (k, s, d) in enumerate(zip(kernel, stride, dilation)):
        view = np.lib.stride_tricks.sliding_window_view(x, d * (k - 1) + 1, first + axis)
        x = view[(slice(None),) * (first + axis) + (slice(None, None, s),)][..., ::d]
    return x"""

    def shape(self, *shapes: Shape) -> Shape:
        (x,) = shapes
        n = len(self.kernel)
        spread = tuple(d * (k - 1) + 1 for k, d in zip(self.kernel, self.dilation, strict=True))
        if len(x) < n or any(size < w for size, w in zip(x[-n:], spread, strict=True)):
            raise ShapeError(
                f"Calculated padded input size per channel: ({' x '.join(map(str, x[-n:]))}). "
                f"Kernel size: ({' x '.join(map(str, spread))}). "
                "Kernel size can't be greater than actual input size"
            )
        places = [
            (size - w) // s + 1 for size, w, s in zip(x[-n:], spread, self.stride, strict=True)
        ]
        return (*x[:-n], *places, *self.kernel)

    def view(self, *xs: Array) -> Array:
        (x,) = xs
        strides = x.strides[-len(self.kernel) :]
        return as_strided(
            x,
            self.shape(x.shape),
            (
                *x.strides[: -len(self.kernel)],
                *(step * s for step, s in zip(strides, self.stride, strict=True)),
                *(step * d for step, d in zip(strides, self.dilation, strict=True)),
            ),
            writeable=False,
        )

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return Fold(self, xs[0].shape)(g)

    def source(self, at: At, *shapes: Shape) -> tuple[int, At]:
        n = len(self.kernel)
        place, offset = at[-2 * n : -n], at[-n:]
        inner = (
            p * s + o * d
            for p, s, o, d in zip(place, self.stride, offset, self.dilation, strict=True)
        )
        return 0, (*at[: -2 * n], *inner)


@dataclass(frozen=True)
class Fold(Op):
    """Adds windows back into an array of shape `to`: the gradient of Windows."""

    windows: Windows
    to: Shape
    torch: ClassVar[str] = "folded({0}, {to}, {windows.stride}, {windows.dilation})"
    numpy: ClassVar[str] = "folded({0}, {to}, {windows.stride}, {windows.dilation})"
    numpy_helper: ClassVar[str] = """\
def folded(parts, shape, stride, dilation):
    total, n = np.zeros(shape, parts.dtype), len(stride)
    for offset in np.ndindex(parts.shape[-n:]):
        ranges = [slice(o * d, o * d + (p - 1) * s + 1, s) for o, d, p, s
                  in zip(offset, dilation, parts.shape[-2 * n:-n], stride)]
        total[(..., *ranges)] += parts[(..., *offset)]
    return total"""
    torch_helper: ClassVar[str] = """\
def folded(parts, shape, stride, dilation):
    total, n = torch.zeros(shape, dtype=parts.dtype), len(stride)
    for offset in itertools.product(*map(range, parts.shape[-n:])):
        ranges = [slice(o * d, o * d + (p - 1) * s + 1, s) for o, d, p, s
                  in zip(offset, dilation, parts.shape[-2 * n:-n], stride)]
        total[(..., *ranges)] += parts[(..., *offset)]
    return total"""

    def shape(self, *shapes: Shape) -> Shape:
        if self.windows.shape(self.to) != shapes[0]:
            raise ShapeError(f"shape {list(shapes[0])} is not that of the windows of {self.to}")
        return self.to

    def forward(self, *xs: Array, out: Array) -> None:
        (x,) = xs
        out.fill(0)
        w = self.windows
        n = len(w.kernel)
        places = x.shape[-2 * n : -n]
        for offset in np.ndindex(*w.kernel):
            ranges = [
                slice(o * d, o * d + (p - 1) * s + 1, s)
                for o, d, p, s in zip(offset, w.dilation, places, w.stride, strict=True)
            ]
            out[_inner(*ranges)] += x[_inner(*offset)]

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return self.windows(g)

    def formula(self, at: At, *xs: Elements) -> Expression:
        (x,) = xs
        w = self.windows
        n = len(w.kernel)
        batch, inner = at[:-n], at[-n:]
        places = x.shape[-2 * n : -n]
        terms = []
        for offset in np.ndindex(*w.kernel):
            moved = [a - o * d for a, o, d in zip(inner, offset, w.dilation, strict=True)]
            whole = [divmod(m, s) for m, s in zip(moved, w.stride, strict=True)]
            if all(not rest and 0 <= p < size
                   for (p, rest), size in zip(whole, places, strict=True)):  # fmt: skip
                terms.append(x[(*batch, *(p for p, _ in whole), *offset)])
        return series(terms)


def _inner(*key: Any) -> Any:
    """An index of the last axes."""
    return (..., *key)


def windows(
    x: Node, kernel: tuple[int, ...], stride: tuple[int, ...], dilation: tuple[int, ...]
) -> Node:
    """What a kernel of this size sees of `x` at each of its places."""
    if min((*kernel, *stride, *dilation)) < 1:
        raise ShapeError(f"kernel {kernel}, stride {stride}, dilation {dilation} must be positive")
    return Windows(kernel, stride, dilation)(x)

