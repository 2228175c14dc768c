"""Network: the parameters of a Spec and their views by layer; Workspace: a batch going through.

    network = Network(spec)
    workspace = Workspace(network, rows=4)
    workspace.forward(inputs)          # pre_activations, activations, prediction
    workspace.backward(targets)        # deltas, gradient
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.initializers import INITIALIZERS
from engine.ops import CONFIDENCE_PENALTY, LINEAR, LOSSES, Activation, layer_ops
from engine.random import Purpose, Stream, Streams
from engine.tasks import BINARY, CLASSES

if TYPE_CHECKING:
    from engine.spec import Spec

Array = NDArray[np.float64]
Call = tuple[Callable[..., object], tuple[Array, ...]]


class Network:
    """Layers of neurons. `parameters` (P,) is one flat vector in the order of PyTorch's
    `parameters()`: the weights of layer 1 (out, in) row by row, its bias, those of layer 2, ...

    `weights` and `biases` are views into it, a list each, of shapes (out, in) and (out,).
    """

    def __init__(self, spec: Spec, memory: Array | None = None) -> None:
        """`memory` (P,) is where the parameters are to be; by default, they have their own."""
        self.layers = spec.layers
        self.activations = layer_ops((*spec.activations, spec.output))
        self.loss = LOSSES[spec.loss]
        self.task = CLASSES if spec.layers[-1] > 1 else BINARY  # as far as there are classes
        self.penalty = spec.penalty
        self.parameters = _start(spec)
        if memory is not None:
            memory[:] = self.parameters
            self.parameters = memory
        self.weights, self.biases = self.views(self.parameters)
        sizes = [fan_out * (fan_in + 1) for fan_in, fan_out in pairwise(spec.layers)]
        self._firsts = [0, *accumulate(sizes)]  # where each layer's parameters begin

    def __repr__(self) -> str:
        ops = ", ".join(op.title for op in self.activations)
        return f"<network {'-'.join(map(str, self.layers))} ({ops}), {self.size} parameters>"

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return len(self.parameters)

    @property
    def depth(self) -> int:
        """How many layers there are, without the input: L."""
        return len(self.weights)

    def index(self, layer: int, neuron: int, source: int | None = None) -> int:
        """Where in `parameters` the bias of a neuron of `layer` (1 to L) is, or the weight into it
        from a neuron of the layer before."""
        fan_in, fan_out = self.layers[layer - 1], self.layers[layer]
        first = self._firsts[layer - 1]
        if source is None:
            return first + fan_in * fan_out + neuron
        return first + fan_in * neuron + source

    def names(self) -> tuple[str, ...]:
        """A name for each parameter, such as `weight 1.0.2`: layer, from, to; `bias 1.2`."""
        names: list[str] = []
        for layer, (fan_in, fan_out) in enumerate(pairwise(self.layers), 1):
            names += [f"weight {layer}.{i}.{j}" for j in range(fan_out) for i in range(fan_in)]
            names += [f"bias {layer}.{j}" for j in range(fan_out)]
        return tuple(names)

    def views(self, flat: Array) -> tuple[list[Array], list[Array]]:
        """The weights and biases by layer in any vector (P,) of that order, as views."""
        return views(self.layers, flat)

    def forward(self, inputs: Array) -> tuple[list[Array], list[Array]]:
        """Pre-activations and activations, (n, neurons) for layers 1 to L, of inputs
        (n, features)."""
        return forward(self.weights, self.biases, self.activations, inputs)

    def weight_mask(self) -> Array:
        """(P,): 1 where a parameter is a weight, 0 where it is a bias."""
        mask = np.ones(self.size)
        for bias in self.views(mask)[1]:
            bias.fill(0.0)
        return mask


def _start(spec: Spec) -> Array:
    if spec.given is not None:
        return np.array(spec.given)
    return _drawn(spec, Stream(spec.seed, Purpose.WEIGHTS))


def starts(spec: Spec, seeds: NDArray[np.uint64]) -> Array:
    """The parameters (R, P) with which a Spec starts from each of R seeds."""
    if spec.given is not None:
        return np.tile(spec.given, (len(seeds), 1))
    return _drawn(spec, Streams(seeds, Purpose.WEIGHTS), (len(seeds),))


def _drawn(spec: Spec, stream: Stream, runs: tuple[int, ...] = ()) -> Array:
    """The start (*runs, P) that a stream gives."""
    initializer = INITIALIZERS[spec.initialization]
    parts = []
    for fan_in, fan_out in pairwise(spec.layers):
        weights, bias = initializer.draw(stream, fan_in, fan_out)
        rows = weights.reshape(*weights.shape[:-2], fan_out * fan_in)
        parts += [np.broadcast_to(part, (*runs, part.shape[-1])) for part in (rows, bias)]
    return np.concatenate(parts, axis=-1)


def views(layers: Sequence[int], flat: Array) -> tuple[list[Array], list[Array]]:
    """The weights (out, in, ...) and biases (out, ...) by layer in all parameters (P, ...), as
    views."""
    weights, biases, at = [], [], 0
    for fan_in, fan_out in pairwise(layers):
        weights.append(flat[at : at + fan_in * fan_out].reshape(fan_out, fan_in, *flat.shape[1:]))
        at += fan_in * fan_out
        biases.append(flat[at : at + fan_out])
        at += fan_out
    return weights, biases


def forward(
    weights: list[Array], biases: list[Array], ops: list[Activation], inputs: Array
) -> tuple[list[Array], list[Array]]:
    """Pre-activations and activations, (n, neurons) by layer, of inputs (n, features)."""
    pre_activations, activations, x = [], [], inputs
    for layer, bias, op in zip(weights, biases, ops, strict=True):
        z, a = (np.empty((len(x), len(bias))) for _ in range(2))
        LINEAR.forward(x, layer, bias, z)
        op.forward(z, a)
        pre_activations.append(z)
        activations.append(a)
        x = a
    return pre_activations, activations


class Workspace:
    """Buffers for one number of rows, and the calls of a pass over them, so that a pass allocates
    nothing and looks nothing up.

    After `forward`: `pre_activations` and `activations`, a list of (rows, neurons) for layers 1 to
    L, `prediction` the last of them. After `backward`: `deltas`, likewise, the derivative of the
    batch's mean loss (data loss and confidence penalty) by each pre-activation, and `gradient`
    (P,), by each parameter.
    """

    def __init__(self, network: Network, rows: int) -> None:
        self.network = network
        self.inputs = np.empty((rows, network.layers[0]))
        shapes = [(rows, neurons) for neurons in network.layers[1:]]
        self.pre_activations = [np.empty(shape) for shape in shapes]
        self.activations = [np.empty(shape) for shape in shapes]
        self.deltas = [np.empty(shape) for shape in shapes]
        self.prediction = self.activations[-1]
        self.gradient = np.empty(network.size)
        self._slopes = [np.empty(shape) for shape in shapes]
        self._share = np.full((), 1 / rows)
        self._forward = list(self._forward_calls())
        self._backward = list(self._backward_calls(np.ones(rows)))

    def __repr__(self) -> str:
        return f"<workspace of {len(self.prediction)} rows for {self.network!r}>"

    def _forward_calls(self) -> Iterator[Call]:
        network, x = self.network, self.inputs
        for layer, (z, a) in enumerate(zip(self.pre_activations, self.activations, strict=True)):
            yield LINEAR.forward, (x, network.weights[layer], network.biases[layer], z)
            yield network.activations[layer].forward, (z, a)
            x = a

    def _backward_calls(self, ones: Array) -> Iterator[Call]:
        """From the delta of the output to the gradient."""
        network = self.network
        weights_gradients, bias_gradients = network.views(self.gradient)
        for layer in range(network.depth - 1, -1, -1):
            delta = self.deltas[layer]
            x = self.activations[layer - 1] if layer else self.inputs
            yield LINEAR.weights_gradient, (delta, x, weights_gradients[layer])
            yield LINEAR.bias_gradient, (delta, ones, bias_gradients[layer])
            if layer:
                z, below, slope = (
                    buffers[layer - 1]
                    for buffers in (self.pre_activations, self.deltas, self._slopes)
                )
                yield LINEAR.input_gradient, (delta, network.weights[layer], below)
                yield network.activations[layer - 1].gradient, (z, x, slope)
                yield np.multiply, (below, slope, below)

    def forward(self, inputs: Array) -> None:
        """Takes inputs (rows, features) through the network."""
        np.copyto(self.inputs, inputs)
        for face, arguments in self._forward:
            face(*arguments)

    def backward(self, targets: Array) -> None:
        """Takes the loss back through the network, after a forward pass; targets (rows, 1)."""
        self._output_delta(targets)
        for face, arguments in self._backward:
            face(*arguments)

    def _output_delta(self, targets: Array) -> None:
        network, delta, p = self.network, self.deltas[-1], self.prediction
        z, slope = self.pre_activations[-1], self._slopes[-1]
        if network.penalty or not network.loss.on_logits:
            network.activations[-1].gradient(z, p, slope)
        if network.loss.on_logits:
            network.loss.gradient(z, p, targets, delta)
        else:
            network.loss.gradient(p, p, targets, delta)
            np.multiply(delta, slope, delta)
        if network.penalty:
            delta += network.penalty * CONFIDENCE_PENALTY.gradient(p) * slope
        np.multiply(delta, self._share, delta)  # of the mean over the rows

    def loss(self, targets: Array) -> float:
        """The mean loss of the rows, confidence penalty included, after a forward pass."""
        network, p = self.network, self.prediction
        x = self.pre_activations[-1] if network.loss.on_logits else p
        losses = network.loss.forward(x, targets)
        if network.penalty:
            losses += network.penalty * CONFIDENCE_PENALTY.forward(p)
        return float(np.add.reduce(losses, None)) / len(losses)

    def accuracy(self, targets: Array) -> float:
        """The share of rows that are right; those undecided are not."""
        right = self.network.task.right(self.prediction, targets)
        return float(np.count_nonzero(right)) / len(right)

    def undecided(self) -> int:
        """How many rows have a prediction that names no class, after a forward pass."""
        return int(np.count_nonzero(self.network.task.undecided(self.prediction)))
