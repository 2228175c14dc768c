"""Propagation: the rows at hand through the network and back.

    z, p, target = yield from network.forward(at)
    delta = f.let(network.loss_gradient(z, p, target))
    yield from network.backward(delta)

Where it yields, the rest of the writing can wait.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import pairwise

from engine.kernel.function import load
from engine.kernel.gradients import RowGradient, SummedGradient
from engine.kernel.layout import Layout
from engine.kernel.neurons import Counter, Index, Memory
from engine.kernel.plan import Plan
from engine.kernel.value import Value, constant
from engine.ops import CONFIDENCE_PENALTY, LINEAR


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


class Propagation:
    """The code of as many rows as the memory's kind of number has lanes; their gradient is added
    to `gradient`."""

    def __init__(
        self, memory: Memory, plan: Plan, layout: Layout, gradient: RowGradient | SummedGradient
    ) -> None:
        self._f, self._memory, self._plan, self._layout = memory.f, memory, plan, layout
        self._gradient = gradient
        self._starts = _starts(plan.shape.layers)
        self._inputs: list[list[Value]] = []  # of each layer, the network's own the first
        self._pre_activations: list[list[Value]] = []

    def __repr__(self) -> str:
        return f"<propagation through {self._plan}>"

    def forward(self, at: Value) -> Generator[None, None, tuple[Value, Value, Value]]:
        """From the inputs at that address: the output's pre-activation and activation, and the
        target."""
        f, layers = self._f, self._plan.shape.layers
        kind, column = self._memory.kind, 8 * self._layout.column
        f.mark("row")
        self._inputs = [[f.let(load(kind, at, i * column)) for i in range(layers[0])]]
        target = f.let(load(kind, at, layers[0] * column))
        for layer in range(1, len(layers)):
            z, a = self._layer_forward(layer, self._inputs[-1])
            self._pre_activations.append(z.values)
            self._inputs.append(a.values)
            yield
        return self._pre_activations[-1][0], self._inputs[-1][0], target

    def loss_gradient(self, z: Value, p: Value, target: Value) -> Value:
        """Code for the derivative of a row's own loss by the output's pre-activation."""
        plan = self._plan
        delta = plan.loss.emit_gradient(p, target)
        slope = plan.ops[-1].emit_gradient(z, p)
        if not plan.loss.on_logits:
            delta = delta * slope
        if plan.penalty:
            penalty = self._memory.number(self._layout.settings + 1)
            delta = delta + penalty * CONFIDENCE_PENALTY.emit_gradient(p) * slope
        return delta

    def backward(self, output_delta: Value) -> Iterator[None]:
        """From the derivative of the batch's mean loss by the output's pre-activation."""
        delta = [output_delta]
        for layer in range(len(self._inputs) - 1, 0, -1):
            below = self._layer_backward(layer, self._inputs[layer - 1], delta)
            if layer > 1:
                values = self._pre_activations[layer - 2], self._inputs[layer - 1]
                delta = self._layer_through(layer - 1, *values, below)
            yield

    def _layer_forward(self, layer: int, x: list[Value]) -> tuple[_Layer, _Layer]:
        """Pre-activations and activations of a layer, 1 to L."""
        f, memory, start = self._f, self._memory, self._starts[layer]
        fan_in, neurons = len(x), self._plan.shape.layers[layer]
        weights = self._layout.parameters + start
        z_layer, a_layer = (
            _Layer(memory, self._layout.neurons[layer] + offset) for offset in (0, 2)
        )
        for j in memory.each(neurons):
            f.mark(f"forward {layer} {j if isinstance(j, int) else 'each'}")
            row = [memory.number(weights + i, j, fan_in) for i in range(fan_in)]
            bias = memory.number(weights + fan_in * neurons, j, 1)
            z = f.let(LINEAR.emit_forward(x, row, bias))
            a = f.let(self._plan.ops[layer - 1].emit_forward(z))
            z_layer.keep(j, z)
            a_layer.keep(j, a)
        for each in (z_layer, a_layer):
            each.fetch(neurons)
        return z_layer, a_layer

    def _layer_backward(self, layer: int, x: list[Value], delta: list[Value]) -> list[Value]:
        """Adds up a layer's gradients; the derivative by its inputs."""
        f, memory, start = self._f, self._memory, self._starts[layer]
        fan_in, neurons = len(x), self._plan.shape.layers[layer]
        below = [f.let(constant(0.0, self._memory.kind)) for _ in x] if layer > 1 else []
        f.mark(f"backward {layer}")
        for j in memory.each(neurons):
            if isinstance(j, int):
                own = delta[j]
            else:
                own = f.let(memory.lanes(self._layout.deltas[layer], j, 2))
            for i, value in enumerate(x):
                self._gradient.add(LINEAR.emit_weight_gradient(own, value), start + i, j, fan_in)
            self._gradient.add(own, start + fan_in * neurons, j, 1)
            for i, total in enumerate(below):
                weight = memory.number(self._layout.parameters + start + i, j, fan_in)
                f.set(total, total + LINEAR.emit_input_gradient(own, weight))
        return below

    def _layer_through(
        self, layer: int, z: list[Value], a: list[Value], below: list[Value]
    ) -> list[Value]:
        """Back through a layer's activation: its deltas."""
        self._f.mark(f"through {layer}")
        op = self._plan.ops[layer - 1]
        delta = []
        for i, total in enumerate(below):
            delta.append(self._f.let(total * op.emit_gradient(z[i], a[i])))
            if not self._plan.unrolled and len(below) > 1:
                self._memory.keep(delta[-1], self._layout.deltas[layer], i, 2)
        return delta


def _starts(layers: tuple[int, ...]) -> list[int]:
    """Where the parameters of layers 1 to L begin (and, at 0, nothing)."""
    starts = [0, 0]
    for fan_in, fan_out in pairwise(layers):
        starts.append(starts[-1] + (fan_in + 1) * fan_out)
    return starts
