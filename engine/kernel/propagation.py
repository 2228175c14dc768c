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

    def forward(self, at: Value) -> Generator[None, None, tuple[list[Value], list[Value], Value]]:
        """From the inputs at that address: the outputs' pre-activations and activations, and the
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
        return self._pre_activations[-1], self._inputs[-1], target

    def loss_gradient(self, z: list[Value], p: list[Value], target: Value) -> list[Value]:
        """Code for the derivatives of a row's own loss by the outputs' pre-activations."""
        plan = self._plan
        deltas = plan.loss.emit_deltas(p, target)
        if not plan.loss.on_logits:
            deltas = [delta * self._slope(z, p, j) for j, delta in enumerate(deltas)]
        if plan.penalty:
            penalty = self._memory.number(self._layout.settings + 1)
            deltas = [
                delta + penalty * CONFIDENCE_PENALTY.emit_gradient(p[j]) * self._slope(z, p, j)
                for j, delta in enumerate(deltas)
            ]
        return deltas

    def _slope(self, z: list[Value], p: list[Value], j: int) -> Value:
        return self._plan.ops[-1].emit_gradient(z[j], p[j])

    def backward(self, delta: list[Value]) -> Iterator[None]:
        """From the derivatives of the batch's mean loss by the outputs' pre-activations, in
        locals."""
        for i in range(len(delta)):
            self._keep_for_loop(len(self._inputs) - 1, delta, i)
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
        weights, op = self._layout.parameters + start, self._plan.ops[layer - 1]
        z_layer, a_layer = (
            _Layer(memory, self._layout.neurons[layer] + offset) for offset in (0, 2)
        )
        for j in memory.each(neurons):
            f.mark(f"forward {layer} {j if isinstance(j, int) else 'each'}")
            row = [memory.number(weights + i, j, fan_in) for i in range(fan_in)]
            bias = memory.number(weights + fan_in * neurons, j, 1)
            z = f.let(LINEAR.emit_forward(x, row, bias))
            a = f.let(op.emit_forward(z)) if op.elementwise else None
            z_layer.keep(j, z)
            if a:
                a_layer.keep(j, a)
        z_layer.fetch(neurons)
        if op.elementwise:
            a_layer.fetch(neurons)
        else:
            a_layer.values = op.emit_layer(f, z_layer.values)
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
            self._keep_for_loop(layer, delta, i)
        return delta

    def _keep_for_loop(self, layer: int, delta: list[Value], i: int) -> None:
        """One of a layer's deltas to memory, if the way back goes through them by a loop."""
        if not self._plan.unrolled and self._plan.shape.layers[layer] > 1:
            self._memory.keep(delta[i], self._layout.deltas[layer], i, 2)


def _starts(layers: tuple[int, ...]) -> list[int]:
    """Where the parameters of layers 1 to L begin (and, at 0, nothing)."""
    starts = [0, 0]
    for fan_in, fan_out in pairwise(layers):
        starts.append(starts[-1] + (fan_in + 1) * fan_out)
    return starts
