"""Stack: many networks of one shape trained side by side, their numbers stacked.

Every array has the run as its last axis: parameters (P, R), weights (out, in, R), a batch's
activations (rows, neurons, R). So an operation on all runs is one call of numpy that goes through
memory in order, and ops and optimizers, which are elementwise, are those of a single Run.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from engine.data import Dataset
from engine.network import Network, starts, views
from engine.ops import CONFIDENCE_PENALTY, LOSSES, layer_ops
from engine.optimizers import OPTIMIZERS
from engine.random import Purpose, Streams
from engine.spec import Spec

Array = NDArray[np.float64]


def shape_of(spec: Spec, data: Dataset) -> tuple[object, ...]:
    """What runs must have in common to be stacked; all else may differ from run to run."""
    layers = (spec.layers, spec.activations, spec.output, spec.loss)
    return (*layers, spec.optimizer, spec.batch, spec.order, len(data.train), data.task.name)


class Stack:
    """R runs of one shape, at the end of the same epoch.

    `evaluate` gives their losses, `train_epoch` takes them through one more epoch, `keep` drops
    runs. What any run computes does not depend on the others.
    """

    def __init__(self, specs: Sequence[Spec], data: Sequence[Dataset]) -> None:
        self.spec = specs[0]
        self.epoch = 0
        self._task = data[0].task
        self.parameters = _starts(specs)
        self._inputs = np.stack([one.train.inputs for one in data], axis=-1)
        self._targets = np.stack([one.train.targets for one in data], axis=-1)
        self._seeds = seeds_of(specs)
        # learning rate, l1, l2, penalty: one each for every run
        names = ("learning_rate", "l1", "l2", "penalty")
        self._settings = np.array([[getattr(spec, name) for spec in specs] for name in names])
        self._mask = Network(self.spec).weight_mask()[:, None]
        self._allocate()

    def __len__(self) -> int:
        return self.parameters.shape[1]

    def __repr__(self) -> str:
        return f"<{len(self)} runs at epoch {self.epoch}: {self.spec}>"

    def _allocate(self) -> None:
        """Everything whose size depends on the number of runs and is computed anew."""
        kind = OPTIMIZERS[self.spec.optimizer]
        mask = np.repeat(self._mask, len(self), axis=1)
        self._optimizer = kind(mask, *self._settings[:3])
        self._passes: dict[int, Pass] = {}
        self._gradient = np.empty_like(self.parameters)

    def keep(self, runs: NDArray[np.bool_]) -> None:
        """Goes on with these runs alone; `runs` (R,) is true for them."""
        had = self._optimizer
        self.parameters = self.parameters[:, runs]
        self._inputs, self._targets = self._inputs[..., runs], self._targets[..., runs]
        self._seeds, self._settings = self._seeds[runs], self._settings[:, runs]
        self._allocate()
        self._optimizer.state[:] = had.state[..., runs]
        self._optimizer.updates = had.updates

    def _pass(self, rows: int) -> Pass:
        if rows not in self._passes:
            penalty = self._settings[3]
            self._passes[rows] = Pass(self.spec, penalty, self.parameters, self._gradient, rows)
        return self._passes[rows]

    def evaluate(self) -> tuple[Array, NDArray[np.bool_]]:
        """For each run, over its training set: the loss (R,), whether all rows are right (R,)."""
        whole = self._pass(len(self._inputs))
        whole.forward(self._inputs)
        if not self._task.classes:
            return whole.losses(self._targets).mean(axis=(0, 1)), np.zeros(len(self), dtype=bool)
        right = self._task.right(whole.prediction, self._targets)
        return whole.losses(self._targets).mean(axis=(0, 1)), np.asarray(right.all(axis=(0, 1)))

    def train_epoch(self) -> None:
        """One update for each batch, every run in its own order."""
        inputs, targets = self._inputs, self._targets
        rows = len(inputs)
        size = rows if self.spec.batch == "all" else int(self.spec.batch)
        if self.spec.order == "shuffled" and self.spec.batch != "all":
            order = Streams(self._seeds, Purpose.ORDER, self.epoch).permutation(rows).T[:, None, :]
            inputs = np.take_along_axis(inputs, order, axis=0)
            targets = np.take_along_axis(targets, order, axis=0)
        for start in range(0, rows, size):
            batch = inputs[start : start + size]
            one = self._pass(len(batch))
            one.forward(batch)
            one.backward(targets[start : start + size])
            self._optimizer.update(self.parameters, self._gradient)
        self.epoch += 1


class Pass:
    """Forward and backward for one number of rows: its buffers (rows, neurons, R) per layer."""

    def __init__(
        self, spec: Spec, penalty: Array, parameters: Array, gradient: Array, rows: int
    ) -> None:
        runs = parameters.shape[1]
        self._activations = layer_ops((*spec.activations, spec.output))
        self._loss = LOSSES[spec.loss]
        self._penalty = penalty if penalty.any() else None
        self._weights, self._biases = views(spec.layers, parameters)
        self._weights_gradient, self._bias_gradient = views(spec.layers, gradient)
        shapes = [(rows, neurons, runs) for neurons in spec.layers[1:]]
        self._z, self._a, self._delta, self._slope = (
            [np.empty(shape) for shape in shapes] for _ in range(4)
        )
        self.prediction = self._a[-1]

    def forward(self, inputs: Array) -> None:
        """Takes inputs (rows, features, R) through the networks."""
        x = self._inputs = inputs
        layers = zip(self._weights, self._biases, self._activations, self._z, self._a, strict=True)
        for weights, bias, activation, z, a in layers:
            np.einsum("bir,oir->bor", x, weights, out=z)
            np.add(z, bias, z)
            activation.forward(z, a)
            x = a

    def losses(self, targets: Array) -> Array:
        """The loss of each row (rows, 1, R), confidence penalty included."""
        losses = self._loss.forward(self._z[-1] if self._loss.on_logits else self._a[-1], targets)
        if self._penalty is not None:
            losses += self._penalty * CONFIDENCE_PENALTY.forward(self.prediction)
        return losses

    def backward(self, targets: Array) -> None:
        """Writes the gradients of the mean loss over the rows; targets (rows, 1, R)."""
        self._output_delta(targets)
        for layer in range(len(self._z) - 1, -1, -1):
            delta = self._delta[layer]
            x = self._a[layer - 1] if layer else self._inputs
            np.einsum("bor,bir->oir", delta, x, out=self._weights_gradient[layer])
            np.add.reduce(delta, axis=0, out=self._bias_gradient[layer])
            if layer:
                before, slope = self._delta[layer - 1], self._slope[layer - 1]
                np.einsum("bor,oir->bir", delta, self._weights[layer], out=before)
                self._activations[layer - 1].gradient(self._z[layer - 1], x, slope)
                np.multiply(before, slope, before)

    def _output_delta(self, targets: Array) -> None:
        z, p, delta, slope = self._z[-1], self.prediction, self._delta[-1], self._slope[-1]
        if self._penalty is not None or not self._loss.on_logits:
            self._activations[-1].gradient(z, p, slope)
        self._loss.gradient(z if self._loss.on_logits else p, p, targets, delta)
        if not self._loss.on_logits:
            np.multiply(delta, slope, delta)
        if self._penalty is not None:
            delta += self._penalty * CONFIDENCE_PENALTY.gradient(p) * slope
        np.multiply(delta, 1 / len(targets), delta)


def _starts(specs: Sequence[Spec]) -> Array:
    """The parameters (P, R), drawn at once for neighbours that differ in their seed alone."""
    groups = [list(group) for _, group in groupby(specs, key=lambda spec: spec.with_seeds([0])[0])]
    return np.concatenate([starts(group[0], seeds_of(group)) for group in groups]).T.copy()


def seeds_of(specs: Sequence[Spec]) -> NDArray[np.uint64]:
    """The seed (R,) of each."""
    return np.array([spec.seed for spec in specs], dtype=np.uint64)
