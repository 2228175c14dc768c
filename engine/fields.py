"""Fields: what the neurons of a network answer at many points, as values and as colours.

    fields = fields_of(spec, points, palette)
    fields.answers(parameters)                    # the output, at every point
    fields.activations(parameters)                # and of every neuron, in one pass
    fields.colours(neuron, -1.0, 1.0)             # bytes for a heat-map

By WebAssembly where a machine is in use, and by numpy elsewhere: the same up to rounding. By numpy
too as long as they are `waiting` for their module, which `prepare` goes on with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.features import features_of
from engine.kernel.machine import Machine, by_machine, machine_in_use
from engine.kernel.writer import finished
from engine.network import forward, views
from engine.ops import OUTPUTS, layer_ops

if TYPE_CHECKING:
    from engine.spec import Spec

Array = NDArray[np.float64]
Colours = NDArray[np.uint8]
LAST = 255  # of a palette's 256 entries


class Fields(Protocol):
    """N neurons, those of layers 1 to L one after another, at n points.

    `palette` is (256, 4) bytes, from the lowest value's colour to the highest's.
    """

    @property
    def waiting(self) -> bool:
        """Whether numpy evaluates only until a module is there."""

    def prepare(self, deadline: float) -> bool:
        """Goes on with that module up to a deadline (of time.perf_counter); whether it is there
        now."""

    def answers(self, parameters: Array) -> Array:
        """The output (n,) for parameters (P,), the last neuron's row of `activations`."""

    def activations(self, parameters: Array) -> Array:
        """Of every neuron (N, n) for parameters (P,)."""

    def colours(self, neuron: int, low: float, high: float) -> Colours:
        """The field (n, 4) of one of the N, as it was evaluated last, on the palette's scale
        from `low` to `high`."""


def fields_of(spec: Spec, points: Array, palette: Colours) -> Fields:
    """The fields of a Spec's network at raw points (n, 2)."""
    inputs = features_of(points, spec.features)
    if not OUTPUTS[spec.output].elementwise:
        return NumpyFields(spec, inputs, palette)

    def kernel(machine: Machine) -> Fields:
        from engine.kernel.fields import KernelFields  # here, as it needs all of the assembler

        return KernelFields(spec, inputs, palette, machine)

    def otherwise() -> Fields:
        fields, machine = NumpyFields(spec, inputs, palette), machine_in_use()
        if machine is None:
            return fields
        from engine.kernel.fields import FieldsPlan, fields_module

        steps = fields_module.prepare(FieldsPlan.of(spec, len(inputs)), machine)
        return AwaitedFields(fields, steps, lambda: by_machine(kernel, lambda: fields))

    return by_machine(kernel, otherwise)


class AwaitedFields:
    """Fields by numpy, until all `steps` towards a module are made, and then those of `make`."""

    def __init__(self, fields: Fields, steps: Iterator[bool], make: Callable[[], Fields]) -> None:
        self.waiting = True
        self._best = self._last = fields  # for what comes, and of the last evaluation
        self._steps, self._make = steps, make

    def __repr__(self) -> str:
        return f"<{'awaited ' if self.waiting else ''}{self._best!r}>"

    def prepare(self, deadline: float) -> bool:
        if not self.waiting or not finished(self._steps, deadline):
            return False
        self.waiting, self._best = False, self._make()
        return True

    def answers(self, parameters: Array) -> Array:
        self._last = self._best
        return self._last.answers(parameters)

    def activations(self, parameters: Array) -> Array:
        self._last = self._best
        return self._last.activations(parameters)

    def colours(self, neuron: int, low: float, high: float) -> Colours:
        return self._last.colours(neuron, low, high)


class NumpyFields:
    """Fields by numpy, for inputs (n, features)."""

    waiting = False

    def prepare(self, deadline: float) -> bool:
        return False

    def __init__(self, spec: Spec, inputs: Array, palette: Colours) -> None:
        self._layers = spec.layers
        self._ops = layer_ops((*spec.activations, spec.output))
        self._inputs = inputs
        self._palette = palette
        self._fields = np.zeros((sum(spec.layers[1:]), len(inputs)))

    def __repr__(self) -> str:
        return f"<fields of {len(self._fields)} neurons at {len(self._inputs)} points>"

    def answers(self, parameters: Array) -> Array:
        return self.activations(parameters)[-1]

    @np.errstate(all="ignore")
    def activations(self, parameters: Array) -> Array:
        layers = forward(*views(self._layers, parameters), self._ops, self._inputs)[1]
        np.concatenate([layer.T for layer in layers], out=self._fields)
        return self._fields.copy()

    def colours(self, neuron: int, low: float, high: float) -> Colours:
        return coloured(self._fields[neuron], low, high, self._palette)


@np.errstate(all="ignore")
def coloured(values: Array, low: float, high: float, palette: Colours) -> Colours:
    """The colours (..., 4) of values (...): the nearest of the palette's; beyond `low` and `high`
    they stay at its ends. Where there is no answer (NaN), that of the middle."""
    place = (values - low) * (LAST / (high - low) if high > low else np.nan)
    place = np.clip(np.nan_to_num(place, nan=LAST / 2), 0, LAST)
    return palette[np.rint(place).astype(np.intp)]
