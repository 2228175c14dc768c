"""Passes: a batch's rows through the network and back, to the gradient of their mean loss.

The function that comes of it, `pass(base, at, count, measure)`, takes `count` rows from address
`at` on, one or two at a time. It leaves the gradient and, if `measure` is not 0, the rows' loss and
accuracy in the run's block, which begins at `base`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import pairwise

from engine.kernel.function import Function, load
from engine.kernel.layout import ACCURACY, LOSS, Layout
from engine.kernel.neurons import Counter, Index, Memory
from engine.kernel.plan import Plan
from engine.kernel.value import (
    F64,
    F64X2,
    I32,
    Kind,
    Value,
    both_lanes,
    constant,
    converted,
    lane,
    lanes_summed,
    pair,
    splat,
    where,
)
from engine.ops import CONFIDENCE_PENALTY, LINEAR


def pass_function(plan: Plan, layout: Layout, kind: Kind) -> Generator[None, None, Function]:
    """The function for one row at a time (F64, only for batches of 1), or two (F64X2); where it
    yields, the rest can wait."""
    written = _Pass(plan, layout, kind)
    yield from written.write()
    return written.f


class _Layer:
    """Values of a layer's neurons for the rows at hand: in locals, and in memory for loops."""

    def __init__(self, memory: Memory, place: int) -> None:
        self._memory, self._place = memory, place
        self.values: list[Value] = []

    def keep(self, index: Index, value: Value) -> None:
        if isinstance(index, Counter):
            self._memory.keep(value, self._place, index, 4)
        else:
            self.values.append(value)

    def fetch(self, count: int) -> None:
        """After a loop that kept them in memory: brings them into locals."""
        for i in range(len(self.values), count):
            self.values.append(self._memory.f.let(self._memory.lanes(self._place, i, 4)))


class _Pass:
    def __init__(self, plan: Plan, layout: Layout, kind: Kind) -> None:
        self.f = f = Function((I32, I32, I32, I32))
        self.plan, self.layout, self.kind = plan, layout, kind
        base, self.at, self.count, self.measure = f.parameters
        self.memory = Memory(f, base, kind, plan.unrolled)
        self._starts = _starts(plan.shape.layers)
        self._sums = [f.variable(kind) for _ in range(self._summed_in_locals)]
        self._only: dict[int, Value] = {}  # the gradient, if there is only one row
        self._loss, self._right = f.variable(kind), f.variable(kind)
        self._rows = f.let(converted(self.count, F64))

    def write(self) -> Iterator[None]:
        f = self.f
        self._clear_sums()
        lanes = 1 if self.kind is F64 else 2
        with f.repeat_while(self.count > 0):
            yield from self._go()
            f.mark("next")
            f.set(self.at, self.at + 8 * lanes)
            f.set(self.count, self.count - lanes)
        f.mark("gradient")
        self._write_gradient()
        f.mark("measured")
        self._write_measures()

    # The sums over the rows

    @property
    def _summed_in_locals(self) -> int:
        two = self.kind is F64X2 and self.plan.unrolled
        return self.layout.padded if two else 0

    def _clear_sums(self) -> None:
        if self.kind is F64X2 and not self.plan.unrolled:
            for i in self.memory.each(self.layout.padded):
                self.memory.keep(constant(0.0, F64X2), self.layout.sums, i, 2)

    def _add(self, value: Value, parameter: int, index: Index, stride: int) -> None:
        """Adds to the gradient of a parameter: the `index`-th, `stride` apart, from that one."""
        memory, layout = self.memory, self.layout
        if self.kind is F64 and isinstance(index, int) and self.plan.unrolled:
            self._only[parameter + index * stride] = self.f.let(value)
        elif self.kind is F64:  # the only row
            memory.keep(value, layout.gradient + parameter, index, stride)
        elif isinstance(index, int) and self.plan.unrolled:
            total = self._sums[parameter + index * stride]
            self.f.set(total, total + value)
        else:
            place = layout.sums + 2 * parameter
            memory.keep(memory.lanes(place, index, 2 * stride) + value, place, index, 2 * stride)

    def _write_gradient(self) -> None:
        memory, layout = self.memory, self.layout
        if self.kind is F64:
            self._write_in_pairs()
            return
        for i in memory.each(layout.padded // 2):
            if self._sums and isinstance(i, int):
                first, second = self._sums[2 * i : 2 * i + 2]
            else:
                first = self.f.let(memory.lanes(layout.sums, i, 4))
                second = self.f.let(memory.lanes(layout.sums + 2, i, 4))
            memory.keep(lanes_summed(first, second), layout.gradient, i, 2)

    def _write_in_pairs(self) -> None:
        """Two at a time, as the optimizer reads them: a processor that has just stored two numbers
        by themselves has to wait before it can load them as one."""
        for i, value in self._only.items():
            if i % 2 == 0:
                both = both_lanes(value, self._only.get(i + 1, constant(0.0, F64)))
                self.f.store(self.memory.base, 8 * (self.layout.gradient + i), both)

    def _write_measures(self) -> None:
        for place, total in ((LOSS, self._loss), (ACCURACY, self._right)):
            if self.kind is F64X2:
                total = lane(total, 0) + lane(total, 1)
            with self.f.when(self.measure):
                self.memory.keep(total / self._rows, self.layout.head + place)

    # Forward and back

    def _go(self) -> Iterator[None]:
        f, layers = self.f, self.plan.shape.layers
        column = 8 * self.layout.column
        f.mark("row")
        x = [f.let(load(self.kind, self.at, i * column)) for i in range(layers[0])]
        target = f.let(load(self.kind, self.at, layers[0] * column))
        inputs, pre_activations = [x], []
        for layer in range(1, len(layers)):
            z, a = self._forward(layer, inputs[-1])
            pre_activations.append(z.values)
            inputs.append(a.values)
            yield
        delta = [self._output_delta(pre_activations[-1][0], inputs[-1][0], target)]
        for layer in range(len(layers) - 1, 0, -1):
            below = self._backward(layer, inputs[layer - 1], delta)
            if layer > 1:
                values = pre_activations[layer - 2], inputs[layer - 1]
                delta = self._through(layer - 1, *values, below)
            yield

    def _forward(self, layer: int, x: list[Value]) -> tuple[_Layer, _Layer]:
        """Pre-activations and activations of a layer, 1 to L."""
        f, memory, start = self.f, self.memory, self._starts[layer]
        fan_in, neurons = len(x), self.plan.shape.layers[layer]
        weights = self.layout.parameters + start
        z_layer, a_layer = (
            _Layer(memory, self.layout.neurons[layer] + offset) for offset in (0, 2)
        )
        for j in memory.each(neurons):
            f.mark(f"forward {layer} {j if isinstance(j, int) else 'each'}")
            row = [memory.number(weights + i, j, fan_in) for i in range(fan_in)]
            bias = memory.number(weights + fan_in * neurons, j, 1)
            z = f.let(LINEAR.emit_forward(x, row, bias))
            a = f.let(self.plan.ops[layer - 1].emit_forward(z))
            z_layer.keep(j, z)
            a_layer.keep(j, a)
        for each in (z_layer, a_layer):
            each.fetch(neurons)
        return z_layer, a_layer

    def _backward(self, layer: int, x: list[Value], delta: list[Value]) -> list[Value]:
        """Adds up a layer's gradients; the derivative by its inputs."""
        f, memory, start = self.f, self.memory, self._starts[layer]
        fan_in, neurons = len(x), self.plan.shape.layers[layer]
        below = [f.let(constant(0.0, self.kind)) for _ in x] if layer > 1 else []
        f.mark(f"backward {layer}")
        for j in memory.each(neurons):
            if isinstance(j, int):
                own = delta[j]
            else:
                own = f.let(memory.lanes(self.layout.deltas[layer], j, 2))
            for i, value in enumerate(x):
                self._add(LINEAR.emit_weight_gradient(own, value), start + i, j, fan_in)
            self._add(own, start + fan_in * neurons, j, 1)
            for i, total in enumerate(below):
                weight = memory.number(self.layout.parameters + start + i, j, fan_in)
                f.set(total, total + LINEAR.emit_input_gradient(own, weight))
        return below

    def _through(
        self, layer: int, z: list[Value], a: list[Value], below: list[Value]
    ) -> list[Value]:
        """Back through a layer's activation: its deltas."""
        self.f.mark(f"through {layer}")
        op = self.plan.ops[layer - 1]
        delta = []
        for i, total in enumerate(below):
            delta.append(self.f.let(total * op.emit_gradient(z[i], a[i])))
            if not self.plan.unrolled and len(below) > 1:
                self.memory.keep(delta[-1], self.layout.deltas[layer], i, 2)
        return delta

    def _output_delta(self, z: Value, p: Value, target: Value) -> Value:
        """The derivative by the output's pre-activation; measures the rows, if it is asked to."""
        f, loss, plan = self.f, self.plan.loss, self.plan
        penalty = self.memory.number(self.layout.settings + 1)
        f.mark("measure")
        ones = self._ones()
        with f.when(self.measure):
            each = loss.emit_forward(z if loss.on_logits else p, target)
            if plan.penalty:
                each = each + penalty * CONFIDENCE_PENALTY.emit_forward(p)
            f.set(self._loss, self._loss + each * ones)
            side, right = (where(v >= 0.5, 1.0, 0.0) for v in (p, target))
            agrees = where(f.let(side).equals(f.let(right)), ones, 0.0)
            f.set(self._right, self._right + agrees)
        f.mark("delta")
        delta = loss.emit_gradient(p, target)
        slope = plan.ops[-1].emit_gradient(z, p)
        if not loss.on_logits:
            delta = delta * slope
        if plan.penalty:
            delta = delta + penalty * CONFIDENCE_PENALTY.emit_gradient(p) * slope
        share = 1.0 / self._rows
        return f.let(delta * (ones * (splat(share) if self.kind is F64X2 else share)))

    def _ones(self) -> Value:
        """1 for each row at hand, and 0 for the lane that is one too many."""
        one = constant(1.0, self.kind)
        counts = {self.plan.shape.train, self.plan.shape.test}
        if self.plan.batch:
            counts |= {self.plan.batch, self.plan.shape.train % self.plan.batch}
        if self.kind is F64 or not any(count % 2 for count in counts):
            return one
        return self.f.let(where(self.count > 1, one, pair(1.0, 0.0)))


def _starts(layers: tuple[int, ...]) -> list[int]:
    """Where the parameters of layers 1 to L begin (and, at 0, nothing)."""
    starts = [0, 0]
    for fan_in, fan_out in pairwise(layers):
        starts.append(starts[-1] + (fan_in + 1) * fan_out)
    return starts
