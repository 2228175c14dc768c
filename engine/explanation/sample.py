"""SamplePass: one sample taken through the network and back, each of its numbers with its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.expression import Derivative, Number, Symbol, names
from engine.features import FEATURES
from engine.network import Workspace
from engine.ops import CONFIDENCE_PENALTY, LINEAR

if TYPE_CHECKING:
    from engine.run import Run

Array = NDArray[np.float64]


class SamplePass:
    """The numbers of one training row under the weights that a run has now, from the engine.

    The methods give them as leaves of expressions. `layer` counts from 0, the input; `last` is the
    output's.
    """

    @np.errstate(all="ignore")
    def __init__(self, run: Run, sample: int) -> None:
        row = slice(sample, sample + 1)
        train, self.network, self.features = run.data.train, run.network, run.spec.features
        self.samples, self.last, self.task = (sample,), run.network.depth, run.data.task
        self.point, self.target = train.points[sample], float(train.targets[sample, 0])
        self.penalty_strength = run.spec.penalty
        work = Workspace(run.network, 1)
        work.forward(train.inputs[row])
        work.backward(train.targets[row])
        self.loss = work.loss(train.targets[row])
        self.gradient = work.gradient
        self._weights, self._biases = run.network.views(run.parameters.copy())
        self._pre_activations = [z[0] for z in work.pre_activations]
        self._activations = [train.inputs[sample], *(a[0] for a in work.activations)]
        self._deltas = [delta[0] for delta in work.deltas]
        self._weights_gradients, self._bias_gradients = run.network.views(work.gradient)
        self._between(work, train.targets[row])

    def _between(self, work: Workspace, targets: Array) -> None:
        """What the engine combines on its way: slopes da/dz, and dL/da."""
        network, z, p = self.network, work.pre_activations, work.prediction
        self._slopes = [np.empty_like(values[0]) for values in z]
        for op, values, a, slope in zip(
            network.activations, z, work.activations, self._slopes, strict=True
        ):
            if op.elementwise:
                op.gradient(values[0], a[0], slope)
            else:
                slope.fill(np.nan)  # it takes more than one number to say it
        self._activation_gradients = [np.empty_like(values) for values in z]
        for layer in range(1, self.last):
            LINEAR.input_gradient(
                work.deltas[layer], network.weights[layer], self._activation_gradients[layer - 1]
            )
        at_output = self._activation_gradients[-1]
        if network.loss.on_logits:
            at_output.fill(np.nan)  # it overflows, so the engine goes from the loss to z directly
        else:
            network.loss.gradient(p, p, targets, at_output)
            at_output += self.penalty_strength * CONFIDENCE_PENALTY.gradient(p)
        x = z[-1] if network.loss.on_logits else p
        self.data_loss = float(network.loss.forward(x, targets)[0, 0])
        self.penalty = float(self.penalty_strength * CONFIDENCE_PENALTY.forward(p)[0, 0])

    def __repr__(self) -> str:
        return f"<pass of sample {self.samples[0]} through {self.network!r}>"

    def sections(self) -> dict[str, tuple[str, ...]]:
        """The keys of a sample's quantities under their headings, in the order of computing."""
        ahead, back = [], []
        for layer in range(1, self.last + 1):
            places = [f"{layer}.{index}" for index in range(self.width(layer))]
            ahead += [f"{kind}:{place}" for place in places
                      for kind in ("pre_activation", "activation")]  # fmt: skip
            kinds = ["activation_gradient", "activation_derivative", "delta"]
            if layer == self.last and self.network.loss.on_logits:
                kinds = ["delta"]
            back.append([f"{kind}:{place}" for place in places for kind in kinds])
        derived = [f"activation:0.{index}" for index, name in enumerate(self.features)
                   if FEATURES[name].symbol is None]  # fmt: skip
        parts = ("data_loss", "penalty", "loss") if self.penalty_strength else ("loss",)
        return {
            "Forward pass": (*derived, *ahead),
            "Loss": parts,
            "Backward pass": tuple(key for keys in reversed(back) for key in keys),
        }

    def width(self, layer: int) -> int:
        """Neurons of a layer."""
        return self.network.layers[layer]

    def weight(self, layer: int, source: int, target: int) -> Number:
        value = self._weights[layer - 1][target, source]
        symbol = names.weight(layer, source, target)
        return Number(float(value), symbol, f"weight:{layer}.{source}.{target}")

    def bias(self, layer: int, index: int) -> Number:
        value = self._biases[layer - 1][index]
        return Number(float(value), names.bias(layer, index), f"bias:{layer}.{index}")

    def pre_activation(self, layer: int, index: int) -> Number:
        """z."""
        value = self._pre_activations[layer - 1][index]
        symbol = names.pre_activation(layer, index)
        return _of_neuron("pre_activation", layer, index, value, symbol)

    def activation(self, layer: int, index: int) -> Number:
        """a; of layer 0 the input that the network sees, of the last layer the prediction p."""
        number = _of_neuron(
            "activation", layer, index, self._activations[layer][index], self._a(layer, index)
        )
        # Of a coordinate there is nothing to explain.
        given = layer == 0 and FEATURES[self.features[index]].symbol is not None
        return replace(number, quantity="") if given else number

    def slope(self, layer: int, index: int) -> Number:
        """da/dz."""
        symbol = Derivative(self._a(layer, index), names.pre_activation(layer, index))
        value = self._slopes[layer - 1][index]
        return _of_neuron("activation_derivative", layer, index, value, symbol)

    def activation_gradient(self, layer: int, index: int) -> Number:
        """dL/da."""
        value = self._activation_gradients[layer - 1][0, index]
        symbol = Derivative(names.LOSS, self._a(layer, index))
        return _of_neuron("activation_gradient", layer, index, value, symbol)

    def delta(self, layer: int, index: int) -> Number:
        """dL/dz."""
        value = self._deltas[layer - 1][index]
        return _of_neuron("delta", layer, index, value, names.delta(layer, index))

    def weight_gradient(self, layer: int, source: int, target: int) -> Number:
        value = self._weights_gradients[layer - 1][target, source]
        return names.weight_gradient(layer, source, target, value)

    def bias_gradient(self, layer: int, index: int) -> Number:
        return names.bias_gradient(layer, index, self._bias_gradients[layer - 1][index])

    def parameter(self, name: str) -> Number:
        """A weight or bias by its name in Network.names, such as "weight 1.0.2"."""
        kind, _, place = name.partition(" ")
        of_kind: Callable[..., Number] = self.weight if kind == "weight" else self.bias
        return of_kind(*map(int, place.split(".")))

    def y(self) -> Number:
        return Number(self.target, names.TARGET, "target")

    def y_of(self, index: int) -> Number:
        """What the target wants of one output."""
        wanted = self.task.encoded(np.array([[self.target]]), self.width(self.last))[0, index]
        symbol = names.TARGET if self.width(self.last) == 1 else names.target(index)
        return Number(float(wanted), symbol, "target")

    def outputs(self, of: Callable[[int, int], Number]) -> list[Number]:
        """The `pre_activation` or `activation` of every output."""
        return [of(self.last, index) for index in range(self.width(self.last))]

    def _a(self, layer: int, index: int) -> Symbol:
        return names.activation(self.features, self.last, layer, index, self.width(self.last))


def _of_neuron(
    kind: str, layer: int, index: int, value: float, symbol: Symbol | Derivative
) -> Number:
    where = f"{layer}.{index}"
    return Number(float(value), symbol, f"neuron:{where}", f"{kind}:{where}")
