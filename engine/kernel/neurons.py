"""Neurons: going through them by a loop or, in small networks, one by one in code of their own."""

from __future__ import annotations

from collections.abc import Iterator

from engine.kernel.function import Function, load, load_number
from engine.kernel.value import F64, I32, Kind, Value, constant


class Counter:
    """The number of a neuron that only the running loop knows, and where its data are."""

    def __init__(self, f: Function, base: Value, at: Value) -> None:
        self._f, self._base, self._at = f, base, at
        self._pointers: dict[int, Value] = {}

    def pointer(self, stride: int) -> Value:
        """`base` plus the counter times that many bytes, computed once in each round."""
        if stride not in self._pointers:
            self._pointers[stride] = self._f.let(self._base + self._at * stride)
        return self._pointers[stride]


Index = int | Counter


class Memory:
    """The block of a run, as a function sees it that works with numbers of one kind.

    Places are counted in float64. A number is at `place`, or the `index`-th of those that follow
    each other `stride` places apart.
    """

    def __init__(self, f: Function, base: Value, kind: Kind, unrolled: bool) -> None:
        self.f, self.base, self.kind, self.unrolled = f, base, kind, unrolled

    def each(self, count: int) -> Iterator[Index]:
        """Every index below `count`: as numbers, or once as the Counter of a loop."""
        if self.unrolled or count == 1:
            yield from range(count)
        else:
            with self.f.count(constant(count, I32)) as at:
                yield Counter(self.f, self.base, at)

    def _address(self, place: int, index: Index, stride: int) -> tuple[Value, int]:
        if isinstance(index, int):
            return self.base, 8 * (place + index * stride)
        return index.pointer(8 * stride), 8 * place

    def number(self, place: int, index: Index = 0, stride: int = 0) -> Value:
        """One float64; in every lane, if the kind has more than one."""
        return load_number(self.kind, *self._address(place, index, stride))

    def lanes(self, place: int, index: Index = 0, stride: int = 0) -> Value:
        """As many float64, one after another, as the kind has lanes."""
        return load(self.kind, *self._address(place, index, stride))

    def keep(self, value: Value, place: int, index: Index = 0, stride: int = 0) -> None:
        """Writes a value, all of its lanes."""
        self.f.store(*self._address(place, index, stride), value)

    def scalar(self, place: int) -> Value:
        """One float64 by itself."""
        return load(F64, self.base, 8 * place)
