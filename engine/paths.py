"""Paths: chains of neurons from an input to the output, and the product of the weights along each.

    strongest_paths(run, top=5)              the five of largest |strength|, strongest first
    strongest_paths(run, top=5, sample=2)    and whether sample 2 takes them
    path_history(run, paths)                 their strengths at the epochs of run.history

In a network of ReLUs a sample takes the paths whose hidden neurons are all on for it: without
biases, the output's pre-activation is the sum of strength times input over just these paths. With
other activations a strength says how wide a path is, not what goes through it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError, within
from engine.expression import names

if TYPE_CHECKING:
    from engine.run import Run

Array = NDArray[np.float64]
MOST = 256  # paths at once; a network of four layers of 64 has 33 million


@dataclass(frozen=True)
class Path:
    """`neurons` has an index for each layer, the input's first; `weights` are those between them.

    `active` is whether the sample takes it, None without a sample or without ReLUs. str() is
    x₁ → a₂⁽¹⁾ → p.
    """

    name: str
    neurons: tuple[int, ...]
    weights: tuple[float, ...]
    active: bool | None = None

    @property
    def strength(self) -> float:
        """The product of the weights, from the input on."""
        return math.prod(self.weights)

    @property
    def references(self) -> tuple[str, ...]:
        """Its weights as a page refers to them: "weight:layer.from.to"."""
        steps = enumerate(pairwise(self.neurons), 1)
        return tuple(f"weight:{layer}.{source}.{target}" for layer, (source, target) in steps)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        taken = "" if self.active is None else ", active" if self.active else ", not active"
        return f"<path {self.name}: {self.strength:.4g}{taken}>"


def strongest_paths(run: Run, top: int = 10, sample: int | None = None) -> list[Path]:
    """The `top` paths (1 to 256, fewer if there are not so many) of largest |strength|, ranked.

    It is exact at any size of the network without going through all paths: a path can only be
    among the strongest if what leads to each of its neurons is among the strongest that lead there.

    Raises EngineError if `top` or the training row `sample` is out of range, or the run diverged.
    """
    _check(run)
    count = within(top, 1, MOST, "top")
    on = None if sample is None else _relus_on(run, within(sample, 0, _rows(run) - 1, "sample"))
    return [_path(run, neurons, on) for neurons in _strongest(run.weights, count)]


def path_history(run: Run, paths: Sequence[Path]) -> Array:
    """Strengths (rows, len(paths)) at the epochs `run.history.epoch` (rows,).

    Raises EngineError if there is no such path in this network.
    """
    parameters = run.history.parameters
    strengths = np.ones((len(parameters), len(paths)))
    for column, path in enumerate(paths):
        _check_path(run, path)
        for layer, (source, target) in enumerate(pairwise(path.neurons), 1):
            strengths[:, column] *= parameters[:, run.network.index(layer, target, source)]
    return strengths


def _strongest(weights: Sequence[Array], count: int) -> list[tuple[int, ...]]:
    """Neurons of the strongest paths to any output. Ties keep the order of the neurons' indices."""
    inputs = weights[0].shape[1]
    # Of the neurons of a layer: the strongest ways to each (neuron, way), and where they lead.
    strengths = np.ones((inputs, 1))
    ways = np.arange(inputs).reshape(inputs, 1, 1)
    for layer in weights:
        outputs, kept = len(layer), strengths.shape[1]
        longer = (np.abs(layer)[:, :, np.newaxis] * strengths).reshape(outputs, -1)
        best = np.argsort(-longer, axis=1, kind="stable")[:, :count]
        strengths = np.take_along_axis(longer, best, axis=1)
        heads = np.broadcast_to(np.arange(outputs)[:, np.newaxis, np.newaxis], (*best.shape, 1))
        ways = np.concatenate([ways[best // kept, best % kept], heads], axis=2)
    best = np.argsort(-strengths, axis=None, kind="stable")[:count]
    return [tuple(way) for way in ways.reshape(-1, ways.shape[-1])[best].tolist()]


def _path(run: Run, neurons: tuple[int, ...], on: list[NDArray[np.bool_]] | None) -> Path:
    last = len(neurons) - 1
    symbols = [
        names.activation(run.spec.features, last, layer, index).text()
        for layer, index in enumerate(neurons)
    ]
    steps = enumerate(pairwise(neurons))
    weights = tuple(float(run.weights[layer][target, source]) for layer, (source, target) in steps)
    active = (
        None if on is None else all(layer[i] for layer, i in zip(on, neurons[1:], strict=False))
    )
    return Path(" → ".join(symbols), neurons, weights, active)


def _relus_on(run: Run, sample: int) -> list[NDArray[np.bool_]] | None:
    """For each hidden layer which neurons let the sample through; other activations always do."""
    ops = run.network.activations[:-1]
    if not any(op.cuts_off for op in ops):
        return None
    pre_activations, _ = run.forward(run.data.train.points[sample : sample + 1])
    return [
        (z[0] > 0) | (not op.cuts_off) for z, op in zip(pre_activations, ops, strict=False)
    ]


def _rows(run: Run) -> int:
    return len(run.data.train)


def _check(run: Run) -> None:
    if run.diverged:
        raise EngineError(
            f"the run has diverged at update {run.update}, so its paths have no strengths; "
            "seek back to an epoch before that"
        )


def _check_path(run: Run, path: Path) -> None:
    layers = run.network.layers
    fits = len(path.neurons) == len(layers) and all(
        0 <= index < width for index, width in zip(path.neurons, layers, strict=True)
    )
    if not fits:
        raise EngineError(f"{path!r} is not a path of {run.network!r}")
