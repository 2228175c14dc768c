"""Gradients: how a pass adds up the gradient of its rows, and leaves it in the run's block.

`add(value, parameter, index, stride)` adds what the rows at hand give to the gradient of a
parameter: the `index`-th, `stride` places apart, from that one. `write` is for after the last row.
"""

from __future__ import annotations

from engine.kernel.layout import Layout
from engine.kernel.neurons import Index, Memory
from engine.kernel.value import F64, F64X2, Value, both_lanes, constant, lanes_summed


class RowGradient:
    """That of a single row: nothing to add up."""

    def __init__(self, memory: Memory, layout: Layout) -> None:
        self._memory, self._layout = memory, layout
        self._values: dict[int, Value] = {}  # in locals, if each parameter has code of its own

    def __repr__(self) -> str:
        return f"<gradient of a row, {len(self._values)} in locals>"

    def add(self, value: Value, parameter: int, index: Index, stride: int) -> None:
        memory = self._memory
        if isinstance(index, int) and memory.unrolled:
            self._values[parameter + index * stride] = memory.f.let(value)
        else:
            memory.keep(value, self._layout.gradient + parameter, index, stride)

    def write(self) -> None:
        """Two at a time, as the optimizer reads them: a processor that has just stored two numbers
        by themselves has to wait before it can load them as one."""
        for i, value in self._values.items():
            if i % 2 == 0:
                both = both_lanes(value, self._values.get(i + 1, constant(0.0, F64)))
                self._memory.keep(both, self._layout.gradient + i)


class SummedGradient:
    """That of any number of rows: sums for each lane, in locals or in memory for loops."""

    def __init__(self, memory: Memory, layout: Layout) -> None:
        self._memory, self._layout = memory, layout
        in_locals = layout.padded if memory.unrolled else 0
        self._sums = [memory.f.variable(F64X2) for _ in range(in_locals)]

    def __repr__(self) -> str:
        return f"<gradient summed over rows, {len(self._sums)} sums in locals>"

    def clear(self) -> None:
        """Before the first row: locals are 0 as it is."""
        if not self._sums:
            for i in self._memory.each(self._layout.padded):
                self._memory.keep(constant(0.0, F64X2), self._layout.sums, i, 2)

    def add(self, value: Value, parameter: int, index: Index, stride: int) -> None:
        memory = self._memory
        if isinstance(index, int) and self._sums:
            total = self._sums[parameter + index * stride]
            memory.f.set(total, total + value)
        else:
            place = self._layout.sums + 2 * parameter
            memory.keep(memory.lanes(place, index, 2 * stride) + value, place, index, 2 * stride)

    def write(self) -> None:
        memory, layout = self._memory, self._layout
        for i in memory.each(layout.padded // 2):
            if self._sums and isinstance(i, int):
                first, second = self._sums[2 * i : 2 * i + 2]
            else:
                first = memory.f.let(memory.lanes(layout.sums, i, 4))
                second = memory.f.let(memory.lanes(layout.sums + 2, i, 4))
            memory.keep(lanes_summed(first, second), layout.gradient, i, 2)
