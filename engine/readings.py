"""Readings: everything that can be read of a run, at the update where it is."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.data import MAX_COORDINATE, Dataset
from engine.errors import ShapeError, within
from engine.features import features_of
from engine.network import Network, Workspace
from engine.optimizers import Optimizer
from engine.spec import Spec
from engine.trainer import Trainer
from engine.weights import Weights

Array = NDArray[np.float64]
BLOCK = 1024  # rows that predict takes at a time, so that its buffers stay small


class Readings:
    """What a Run shows of its trainer. Arrays are read-only or new; nothing here trains."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self.data: Dataset = trainer.data

    @property
    def spec(self) -> Spec:
        """The Spec as it is now: `change` changes it."""
        return self._trainer.spec

    @property
    def network(self) -> Network:
        """The network; do not write to its parameters, use `set_weight` and `set_bias`."""
        return self._trainer.network

    @property
    def optimizer(self) -> Optimizer:
        """The optimizer with its memory, `state`; do not write to it."""
        return self._trainer.optimizer

    @property
    def engine(self) -> str:
        """What trains: `wasm`, a kernel compiled for this network, or `numpy`."""
        return self._trainer.engine

    @property
    def update(self) -> int:
        """Optimizer updates made so far."""
        return self._trainer.update

    @property
    def epoch(self) -> int:
        """Epochs completed."""
        return self.update // self.updates_per_epoch

    @property
    def updates_per_epoch(self) -> int:
        """Batches of an epoch, a smaller last one included."""
        return self._trainer.updates_per_epoch

    @property
    def parameters(self) -> Array:
        """All weights and biases (P,), in the order of PyTorch's `parameters()`; read-only."""
        return _read_only(self.network.parameters)

    @property
    def weights(self) -> Weights:
        """The weights (out, in) of layers 1 to L, a list; read-only."""
        return Weights(map(_read_only, self.network.weights), self._trainer)

    @property
    def biases(self) -> list[Array]:
        """The biases (out,) of layers 1 to L; read-only."""
        return [_read_only(bias) for bias in self.network.biases]

    @property
    @np.errstate(all="ignore")
    def loss(self) -> float:
        """Mean data loss plus confidence penalty over the training set, for the weights of now."""
        return self._trainer.loss()

    @property
    @np.errstate(all="ignore")
    def data_loss(self) -> float:
        """`loss` without the confidence penalty."""
        return self._trainer.data_loss()

    @property
    @np.errstate(all="ignore")
    def accuracy(self) -> float | None:
        """Share of training rows on the right side of 0.5; an output of 0.5 is on none."""
        if not self.data.classification:
            return None
        return self._trainer.accuracy()

    @property
    def undecided(self) -> int | None:
        """Training rows whose output is 0.5, to within `engine.sides.UNDECIDED`, or of whose
        several outputs none is the largest alone, so that they are neither right nor wrong; None in
        a regression."""
        return self.training_pass().undecided() if self.data.classification else None

    @property
    @np.errstate(all="ignore")
    def test_loss(self) -> float | None:
        """The loss over the test set; None without one."""
        return self._trainer.test_loss() if len(self.data.test) else None

    @property
    @np.errstate(all="ignore")
    def test_accuracy(self) -> float | None:
        """The accuracy over the test set; None without one, or in a regression."""
        tested = self._trainer.test_pass()
        if tested is None or not self.data.classification:
            return None
        return tested.accuracy(self.data.test.targets)

    @property
    def regularization(self) -> float:
        """What L1 and L2 add to the loss: l1 sum |w| + l2/2 sum w^2, over the weights.

        The gradient of the second term is PyTorch's weight decay, l2 w. AdamW decays its weights
        apart from the loss, so there it is only for comparison.
        """
        weights = np.concatenate([layer.ravel() for layer in self.weights])
        return float(self.spec.l1 * np.abs(weights).sum() + self.spec.l2 / 2 * (weights @ weights))

    @property
    @np.errstate(all="ignore")
    def diverged(self) -> bool:
        """Whether a parameter, or the loss at the end of an epoch, is NaN or infinite."""
        if not self._trainer.parameters_finite():
            return True
        return self.update % self.updates_per_epoch == 0 and not math.isfinite(self.loss)

    @np.errstate(all="ignore")
    def training_pass(self) -> Workspace:
        """The whole training set gone through with the weights of now: pre-activations,
        activations, deltas and gradient, up to the next move of the run."""
        return self._trainer.training_pass()

    @property
    def last_update(self) -> Array:
        """What the last optimizer update added to the parameters (P,); zeros before the first."""
        return _read_only(self._trainer.last_update())

    @np.errstate(all="ignore")
    def batch_gradient(self) -> Array:
        """The gradient (P,) of `loss` over the whole training set, without L1 and L2."""
        return self._trainer.gradient().copy()

    @np.errstate(all="ignore")
    def sample_gradient(self, sample: int) -> Array:
        """The gradient (P,) of the loss of one training sample, without L1 and L2."""
        row = within(sample, 0, len(self.data.train) - 1, "sample")
        workspace = Workspace(self.network, 1)
        workspace.forward(self.data.train.inputs[row : row + 1])
        workspace.backward(self.data.train.targets[row : row + 1])
        return workspace.gradient

    def order(self, epoch: int) -> NDArray[np.intp]:
        """The training rows in the order in which they are taken after `epoch`, for the next."""
        return self._trainer.order(within(epoch, 0, 2**53, "epoch"))

    @np.errstate(all="ignore")
    def forward(self, points: ArrayLike) -> tuple[list[Array], list[Array]]:
        """Pre-activations and activations, (n, neurons) for layers 1 to L, of raw points (n, 2).

        Raises ShapeError if points are of another shape, not finite, or beyond ±10^6.
        """
        return self.network.forward(features_of(_points(points), self.spec.features))

    def predict(self, points: ArrayLike) -> Array:
        """The outputs (n, 1) for raw points (n, 2). Raises ShapeError as `forward`."""
        rows = _points(points)
        blocks = [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
        return np.concatenate([self.forward(block)[1][-1] for block in blocks])


def _read_only(array: Array) -> Array:
    view = array.view()
    view.flags.writeable = False
    return view


def _points(points: ArrayLike) -> Array:
    try:
        rows = np.asarray(points, dtype=np.float64)
    except (TypeError, ValueError):
        raise ShapeError(f"points={str(points)[:60]} are not numbers of shape (n, 2)") from None
    if rows.ndim != 2 or rows.shape[1] != 2 or not len(rows):
        raise ShapeError(f"points have shape {rows.shape}; right is (n, 2), such as [[0, 1]]")
    if not (np.abs(rows) <= MAX_COORDINATE).all():
        row = int(np.argmin((np.abs(rows) <= MAX_COORDINATE).all(axis=1)))
        raise ShapeError(
            f"point {row} is {rows[row].tolist()}; both must be finite, within ±{MAX_COORDINATE:g}"
        )
    return rows
