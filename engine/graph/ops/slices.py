"""Slice and Place: a part of an array, and a part put into a larger one: each other's gradient.

Padding is a Place, turning an axis around a Slice of step -1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from engine.errors import ShapeError
from engine.graph.op import Array, At, Op, Shape

if TYPE_CHECKING:
    from engine.graph.node import Node

Range: TypeAlias = tuple[int, int, int]  # start, step, size of the result along an axis


@dataclass(frozen=True)
class Slice(Op):
    """Along each axis `size` elements from `start` in steps of `step`."""

    ranges: tuple[Range, ...]
    torch: ClassVar[str] = "part({0}, {ranges})"
    numpy: ClassVar[str] = "part({0}, {ranges})"
    torch_helper: ClassVar[str] = """\
def part(whole, ranges):
    indices = [torch.arange(n) * step + start for start, step, n in ranges]
    return whole[torch.meshgrid(*indices, indexing="ij")]"""
    numpy_helper: ClassVar[str] = """\
def part(whole, ranges):
    return whole[np.ix_(*[np.arange(n) * step + start for start, step, n in ranges])]"""

    def shape(self, *shapes: Shape) -> Shape:
        (x,) = shapes
        if len(self.ranges) != len(x):
            raise ShapeError(f"a slice of {len(self.ranges)} axes does not fit shape {list(x)}")
        for (start, step, size), length in zip(self.ranges, x, strict=True):
            last = start + step * max(size - 1, 0)
            if size and not (0 <= start < length and 0 <= last < length):
                raise IndexError(f"elements {start} to {last} are not all in an axis of {length}")
        return tuple(size for _, _, size in self.ranges)

    @property
    def key(self) -> tuple[slice, ...]:
        """The same as an index of numpy's."""
        return tuple(_slice(*axis) for axis in self.ranges)

    def view(self, *xs: Array) -> Array:
        return xs[0][self.key]

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return Place(self.ranges, xs[0].shape)(g)

    def source(self, at: At, *shapes: Shape) -> tuple[int, At]:
        return 0, tuple(
            start + step * i for i, (start, step, _) in zip(at, self.ranges, strict=True)
        )


@dataclass(frozen=True)
class Place(Op):
    """An array of shape `to`, filled with `fill`, with the input where a Slice would read it."""

    ranges: tuple[Range, ...]
    to: Shape
    fill: float = 0.0
    torch: ClassVar[str] = "placed({0}, {ranges}, {to}, float('{fill}'))"
    numpy: ClassVar[str] = "placed({0}, {ranges}, {to}, float('{fill}'))"
    torch_helper: ClassVar[str] = """\
def placed(part, ranges, shape, fill):
    indices = [torch.arange(n) * step + start for start, step, n in ranges]
    whole = torch.full(shape, fill, dtype=part.dtype)
    whole[torch.meshgrid(*indices, indexing="ij")] = part
    return whole"""
    numpy_helper: ClassVar[str] = """\
def placed(part, ranges, shape, fill):
    whole = np.full(shape, fill, part.dtype)
    whole[np.ix_(*[np.arange(n) * step + start for start, step, n in ranges])] = part
    return whole"""

    def shape(self, *shapes: Shape) -> Shape:
        part = Slice(self.ranges).shape(self.to)
        if part != shapes[0]:
            raise ShapeError(f"shape {list(shapes[0])} does not fit a place of {list(part)}")
        return self.to

    def forward(self, *xs: Array, out: Array) -> None:
        out.fill(self.fill)
        out[tuple(_slice(*axis) for axis in self.ranges)] = xs[0]

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return Slice(self.ranges)(g)

    def source(self, at: At, *shapes: Shape) -> tuple[int, At] | float:
        place = []
        for i, (start, step, size) in zip(at, self.ranges, strict=True):
            steps, rest = divmod(i - start, step)
            if rest or not 0 <= steps < size:
                return self.fill
            place.append(steps)
        return 0, tuple(place)


def _slice(start: int, step: int, size: int) -> slice:
    stop = start + step * size
    return slice(start, None if stop < 0 else stop, step)


def sliced(x: Node, key: tuple[slice, ...]) -> Node:
    """`x[key]`, of slices alone, one for each axis or fewer."""
    key = (*key, *[slice(None)] * (len(x.shape) - len(key)))
    ranges = []
    for part, length in zip(key, x.shape, strict=True):
        span = range(*part.indices(length))
        ranges.append((span.start, span.step, len(span)))
    whole = [(0, 1, length) for length in x.shape]
    return x if ranges == whole else Slice(tuple(ranges))(x)


def flip(x: Node, dim: int) -> Node:
    """`x` in the opposite order along an axis."""
    key = [slice(None)] * len(x.shape)
    key[dim] = slice(None, None, -1)
    return sliced(x, tuple(key))


def pad(x: Node, widths: tuple[tuple[int, int], ...], fill: float = 0.0) -> Node:
    """`x` with `fill` around it: (before, after) for each of the last axes."""
    before = [(0, 0)] * (len(x.shape) - len(widths)) + list(widths)
    if all(width == (0, 0) for width in before):
        return x
    to = tuple(a + n + b for (a, b), n in zip(before, x.shape, strict=True))
    ranges = tuple((a, 1, n) for (a, _), n in zip(before, x.shape, strict=True))
    return Place(ranges, to, fill)(x)
