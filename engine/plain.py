"""The same update as a plain loop of Python, without numpy: to read, and to race against.

    layers = layers_of(Spec.parse("layers=2-4-1&act=tanh"))
    update(layers, rows, targets, 0.1)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engine.network import Network
from engine.ops import ACTIVATIONS
from engine.spec import Spec

FUNCTIONS = {name: op.plain for name, op in ACTIVATIONS.items() if op.plain}


@dataclass
class Layer:
    """Weights (a list for each neuron), biases, and the activation with its slope."""

    weights: list[list[float]]
    biases: list[float]
    activation: Callable[[float], float]
    slope: Callable[[float], float]


def layers_of(spec: Spec) -> list[Layer]:
    """The layers as the Spec's seed starts them; for a sigmoid output and cross-entropy."""
    network = Network(spec)
    names = (*spec.activations, spec.output)
    return [
        Layer(weights.tolist(), biases.tolist(), *FUNCTIONS[name])
        for weights, biases, name in zip(network.weights, network.biases, names, strict=True)
    ]


def forward(layers: Sequence[Layer], x: Sequence[float]) -> list[list[float]]:
    """The activations of every layer, the inputs first."""
    activations = [list(x)]
    for layer in layers:
        below = activations[-1]
        above = []
        for weights, bias in zip(layer.weights, layer.biases, strict=True):
            z = bias
            for weight, value in zip(weights, below, strict=True):
                z += weight * value
            above.append(layer.activation(z))
        activations.append(above)
    return activations


def update(
    layers: Sequence[Layer], rows: Sequence[Sequence[float]], targets: Sequence[float], rate: float
) -> bool:
    """One step down the gradient of the batch's mean loss; False if it left a number that is not
    finite."""
    weight_sums = [[[0.0] * len(row) for row in layer.weights] for layer in layers]
    bias_sums = [[0.0] * len(layer.biases) for layer in layers]
    for x, y in zip(rows, targets, strict=True):
        activations = forward(layers, x)
        delta = [activations[-1][0] - y]
        for number in reversed(range(len(layers))):
            layer, below = layers[number], activations[number]
            for j, d in enumerate(delta):
                for i, value in enumerate(below):
                    weight_sums[number][j][i] += d * value
                bias_sums[number][j] += d
            if number:
                slope = layers[number - 1].slope
                delta = [
                    slope(value) * sum(d * layer.weights[j][i] for j, d in enumerate(delta))
                    for i, value in enumerate(below)
                ]
    step = rate / len(rows)
    for number, layer in enumerate(layers):
        for j, row in enumerate(layer.weights):
            for i in range(len(row)):
                row[i] -= step * weight_sums[number][j][i]
            layer.biases[j] -= step * bias_sums[number][j]
    return math.isfinite(sum(sum(map(sum, each.weights)) + sum(each.biases) for each in layers))


def loss(
    layers: Sequence[Layer], rows: Sequence[Sequence[float]], targets: Sequence[float]
) -> float:
    """The mean cross-entropy, from the output's z: there is no logarithm of 0."""
    to_z = [*layers[:-1], replace(layers[-1], activation=lambda z: z)]
    total = 0.0
    for x, y in zip(rows, targets, strict=True):
        z = forward(to_z, x)[-1][0]
        total += max(z, 0.0) - y * z + math.log1p(math.exp(-abs(z)))
    return total / len(rows)
