"""Fields: a network's neurons at many points, as values and as colours, by WebAssembly.

The module is one for a network's shape and operations and a number of points. It takes two points
at a time, and writes the activations of the output alone or of every neuron; another function looks
up colours.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine.fields import LAST, Array, Colours
from engine.kernel.function import Function, load
from engine.kernel.machine import Machine
from engine.kernel.mathematics import ROUNDER, add_mathematics
from engine.kernel.module import Module
from engine.kernel.neurons import Memory
from engine.kernel.plan import UNROLLED
from engine.kernel.value import (
    F64,
    F64X2,
    I32,
    at_least,
    at_most,
    bits,
    constant,
    converted,
    lane,
    splat,
    where,
)
from engine.kernel.writer import Writer
from engine.ops import LINEAR, layer_ops

if TYPE_CHECKING:
    from engine.spec import Spec

PALETTE = 128  # places of float64 that 256 colours of 4 bytes take


@dataclass(frozen=True)
class FieldsPlan:
    """What decides a module, and where in the block each part is, in float64.

    `inputs` has a column for each feature, `fields` a row for each neuron, of `padded` places each,
    an even number. `pixels` are 4 bytes for each point. `work` is for what loops pass on.
    """

    layers: tuple[int, ...]
    activations: tuple[str, ...]  # of all layers, the output's the last
    points: int

    @classmethod
    def of(cls, spec: Spec, points: int) -> FieldsPlan:
        """The plan for the network of a Spec and so many points."""
        return cls(spec.layers, (*spec.activations, spec.output), points)

    @property
    def parameters(self) -> int:
        """P, at the beginning of the block; one more place may be without use."""
        return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(self.layers))

    @property
    def neurons(self) -> int:
        return sum(self.layers[1:])

    @property
    def padded(self) -> int:
        return self.points + self.points % 2

    @property
    def inputs(self) -> int:
        return self.parameters + self.parameters % 2

    @property
    def fields(self) -> int:
        return self.inputs + self.layers[0] * self.padded

    @property
    def palette(self) -> int:
        return self.fields + self.neurons * self.padded

    @property
    def pixels(self) -> int:
        return self.palette + PALETTE

    @property
    def work(self) -> int:
        return self.pixels + self.padded // 2

    @property
    def size(self) -> int:
        return self.work + 2 * self.neurons


@Writer
def fields_module(plan: FieldsPlan) -> Generator[None, None, bytes]:
    """The module for a plan. It exports, with `base` where the block is:

    - `answers(base)`: the output's row of the fields, and `activations(base)`: every neuron's;
    - `colours(base, field, low, scale)`: pixels from the row `field` bytes after the fields' first,
      the palette's entry nearest to (value - low) * scale.
    """
    module = Module()
    add_mathematics(module)
    module.add(_forward(plan, every=False), "answers")
    yield
    module.add(_forward(plan, every=True), "activations")
    module.add(_colours(plan), "colours")
    return module.bytes()


def _forward(plan: FieldsPlan, every: bool) -> Function:
    f = Function((I32,))
    (base,) = f.parameters
    memory = Memory(f, base, F64X2, plan.parameters <= UNROLLED)
    ops = layer_ops(plan.activations)
    column = 8 * plan.padded
    with f.count(constant(column, I32), 16) as at:
        here = f.let(base + at)
        x = [f.let(load(F64X2, here, 8 * plan.inputs + i * column)) for i in range(plan.layers[0])]
        weights, first = 0, 0
        for op, neurons in zip(ops, plan.layers[1:], strict=True):
            bias, made, place = weights + len(x) * neurons, [], plan.work + 2 * first
            for j in memory.each(neurons):
                row = [memory.number(weights + i, j, len(x)) for i in range(len(x))]
                z = f.let(LINEAR.emit_forward(x, row, memory.number(bias, j, 1)))
                a = f.let(op.emit_forward(z))
                if isinstance(j, int):
                    made.append(a)
                else:
                    memory.keep(a, place, j, 2)
            made += [f.let(memory.lanes(place, j, 2)) for j in range(len(made), neurons)]
            for j, a in enumerate(made):
                if every or first + j == plan.neurons - 1:
                    f.store(here, 8 * plan.fields + (first + j) * column, a)
            x, weights, first = made, bias + neurons, first + neurons
    return f


def _colours(plan: FieldsPlan) -> Function:
    f = Function((I32, I32, F64, F64))
    base, field, low, scale = f.parameters
    low, scale = f.let(splat(low)), f.let(splat(scale))
    value = f.let(base + field)
    pixel = f.let(base)
    with f.count(constant(plan.padded, I32), 2):
        place = f.let((load(F64X2, value, 8 * plan.fields) - low) * scale)
        place = f.let(where(place.equals(place), place, LAST / 2))
        place = at_most(at_least(place, 0.0), float(LAST))
        nearest = f.let(bits(place + ROUNDER))  # in the lower half of each lane
        for i in range(2):
            entry = base + (converted(lane(nearest, i), I32) << 2)
            f.store(pixel, 8 * plan.pixels + 4 * i, load(I32, entry, 8 * plan.palette))
        f.set(value, value + 16)
        f.set(pixel, pixel + 8)
    return f


class KernelFields:
    """Fields by a module; see `engine.fields.Fields`."""

    waiting = False

    def prepare(self, deadline: float) -> bool:
        return False

    def __init__(self, spec: Spec, inputs: Array, palette: Colours, machine: Machine) -> None:
        """Raises MachineError where the machine does not run it, NotReadyError where not yet."""
        self._plan = plan = FieldsPlan.of(spec, len(inputs))
        fields_module.check(plan, machine)
        self._block = block = machine.block(plan.size)
        self._exports = fields_module.load(plan, machine, block)
        self._parameters = block.array[: plan.parameters]
        columns = block.array[plan.inputs : plan.fields].reshape(-1, plan.padded)
        columns[:, : plan.points] = inputs.T
        fields = block.array[plan.fields : plan.palette].reshape(-1, plan.padded)
        self._fields = fields[:, : plan.points]
        block.array[plan.palette : plan.pixels] = np.frombuffer(palette.tobytes())
        pixels = block.array[plan.pixels : plan.work].view(np.uint8).reshape(-1, 4)
        self._pixels = pixels[: plan.points]

    def __repr__(self) -> str:
        return f"<fields of {self._plan.neurons} neurons at {self._plan.points} points, compiled>"

    def answers(self, parameters: Array) -> Array:
        self._parameters[:] = parameters
        self._exports["answers"](self._block.address)
        return self._fields[-1].copy()

    def activations(self, parameters: Array) -> Array:
        self._parameters[:] = parameters
        self._exports["activations"](self._block.address)
        return self._fields.copy()

    def colours(self, neuron: int, low: float, high: float) -> Colours:
        field = 8 * self._plan.padded * range(self._plan.neurons)[neuron]
        scale = LAST / (high - low) if high > low else np.nan
        self._exports["colours"](self._block.address, field, float(low), float(scale))
        return self._pixels.copy()
