"""Trainer: the training loop itself. One update after another, and nothing that only looks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.network import Network, Workspace
from engine.ops import CONFIDENCE_PENALTY
from engine.optimizers import OPTIMIZERS
from engine.random import Purpose, Stream

if TYPE_CHECKING:
    from engine.data import Dataset
    from engine.spec import Spec

Array = NDArray[np.float64]


@dataclass(frozen=True)
class State:
    """All that an update depends on: what a checkpoint has to hold."""

    update: int
    spec: Spec
    parameters: Array
    optimizer_state: Array
    optimizer_updates: int

    @property
    def nbytes(self) -> int:
        """Bytes held, about: 800 for the objects themselves (measured with tracemalloc)."""
        return self.parameters.nbytes + self.optimizer_state.nbytes + 800


class Trainer:
    """A network being trained. `update` counts optimizer updates, `updates_per_epoch` to an epoch.

    `whole` is the workspace of the whole training set; in full batch it is the batch's too, so that
    looking at the loss after an epoch has done the work of the next update (`evaluate`).
    """

    engine: ClassVar[str] = "numpy"
    checkpoint_every: int = 1  # epochs: fewer are replayed at once
    most_epochs: int = 0  # that run_epochs can do

    def __init__(self, spec: Spec, data: Dataset, memory: Array | None = None) -> None:
        self.spec = spec
        self.data = data
        self.network = Network(spec, memory)
        self.whole = Workspace(self.network, len(data.train))
        self.test = Workspace(self.network, len(data.test)) if len(data.test) else None
        self.update = 0
        self._make_batches()
        self._make_optimizer()
        self._zeros = np.zeros(self.network.size)
        self._before = self.network.parameters.copy()
        self._last_update: Array | None = None
        self._evaluated = False

    def __repr__(self) -> str:
        return f"<trainer at update {self.update}: {self.network!r}, {self.optimizer!r}>"

    def _make_batches(self) -> None:
        train = self.data.train
        rows = len(train)
        size = rows if self.spec.batch == "all" else int(self.spec.batch)
        full = size == rows
        self._shuffled = self.spec.order == "shuffled" and self.spec.batch != "all"
        self._inputs = train.inputs.copy() if self._shuffled else train.inputs
        self._targets = train.targets.copy() if self._shuffled else train.targets
        workspaces = {rows: self.whole} if full and not self._shuffled else {}
        # Views of each batch, made once: an epoch only reorders the rows beneath them.
        self._batches = []
        for start in range(0, rows, size):
            inputs = self._inputs[start : start + size]
            targets = self._targets[start : start + size]
            if len(inputs) not in workspaces:
                workspaces[len(inputs)] = Workspace(self.network, len(inputs))
            self._batches.append((workspaces[len(inputs)], inputs, targets))
        self.updates_per_epoch = len(self._batches)

    def _make_optimizer(self) -> None:
        spec = self.spec
        kind = OPTIMIZERS[spec.optimizer]
        self.optimizer = kind(self.network.weight_mask(), spec.learning_rate, spec.l1, spec.l2)

    def order(self, epoch: int) -> NDArray[np.intp]:
        """The training rows in the order in which epoch 0, 1, ... takes them."""
        rows = len(self.data.train)
        if not self._shuffled:
            return np.arange(rows)
        return Stream(self.spec.seed, Purpose.ORDER, epoch).permutation(rows)

    def _shuffle(self, epoch: int) -> None:
        if self._shuffled:
            order = self.order(epoch)
            np.take(self.data.train.inputs, order, axis=0, out=self._inputs, mode="clip")
            np.take(self.data.train.targets, order, axis=0, out=self._targets, mode="clip")

    def run_to(self, update: int) -> bool:
        """Makes updates up to that one; False if one left a number that is not finite."""
        return all(self.step() for _ in range(self.update, update))

    def run_epochs(self, count: int) -> tuple[Array, bool]:
        """Trains whole epochs, from the end of one, at most `most_epochs`: their rows of history
        (epochs, 4 + 2 P), and whether all numbers are finite; else it stops where one is not."""
        raise NotImplementedError

    def step(self) -> bool:
        """One update; False if it left a number that is not finite."""
        epoch, batch = divmod(self.update, self.updates_per_epoch)
        if batch == 0:
            self._shuffle(epoch)
        workspace, inputs, targets = self._batches[batch]
        if workspace is not self.whole or not self._evaluated:
            workspace.forward(inputs)
            workspace.backward(targets)
        parameters = self.network.parameters
        np.copyto(self._before, parameters)
        self.optimizer.update(parameters, workspace.gradient)
        self._last_update = None
        self._evaluated = False
        self.update += 1
        return self.parameters_finite()

    def parameters_finite(self) -> bool:
        """Whether all parameters are: 0 times infinity is NaN, and a dot product is quick."""
        return bool(self.network.parameters.dot(self._zeros) == 0)

    def last_update(self) -> Array:
        """What the last update added to the parameters (P,); zeros before the first."""
        if self._last_update is None:
            self._last_update = self.network.parameters - self._before
        return self._last_update

    def evaluate(self) -> None:
        """Brings `whole` up to the current parameters: activations, deltas and gradient."""
        if not self._evaluated:
            self.whole.forward(self.data.train.inputs)
            self.whole.backward(self.data.train.targets)
            self._evaluated = True

    def training_pass(self) -> Workspace:
        """The workspace of the whole training set, for the current parameters."""
        self.evaluate()
        return self.whole

    def test_pass(self) -> Workspace | None:
        """The workspace of the test set, its forward pass made; None without one."""
        if self.test:
            self.test.forward(self.data.test.inputs)
        return self.test

    def loss(self) -> float:
        """The mean loss of the training set, confidence penalty included."""
        self.evaluate()
        return self.whole.loss(self.data.train.targets)

    def data_loss(self) -> float:
        """`loss` without the confidence penalty."""
        if not self.spec.penalty:
            return self.loss()
        p = self.training_pass().prediction
        return self.loss() - self.spec.penalty * float(CONFIDENCE_PENALTY.forward(p).mean())

    def test_loss(self) -> float:
        """That of the test set; NaN without one."""
        tested = self.test_pass()
        return tested.loss(self.data.test.targets) if tested else math.nan

    def accuracy(self) -> float:
        """The share of training rows that are right; NaN in a regression."""
        if not self.data.classification:
            return math.nan
        self.evaluate()
        return self.whole.accuracy(self.data.train.targets)

    def gradient(self) -> Array:
        """The gradient (P,) of `loss`; read it before the next move."""
        self.evaluate()
        return self.whole.gradient

    def set_parameter(self, index: int, value: float) -> None:
        """Changes one parameter by hand."""
        self.last_update()  # keeps what the optimizer did apart from what a hand does
        self.network.parameters[index] = value
        self._evaluated = False

    def change(self, spec: Spec) -> None:
        """Goes on with another learning rate, optimizer or regularization.

        Another optimizer starts with an empty state; the same one keeps its own, as when a
        learner sets `lr` in PyTorch's param_groups.
        """
        had, before = self.optimizer, self.spec
        self.spec = spec
        self.network.penalty = spec.penalty
        self._evaluated = False
        self._make_optimizer()
        if before.optimizer == spec.optimizer:
            self.optimizer.state[:] = had.state
            self.optimizer.updates = had.updates

    def by_numpy(self) -> Trainer:
        """A trainer without a kernel, at the same update and with the same numbers."""
        other = Trainer(self.spec, self.data)
        other.restore(self.state())
        other._before[:] = self._before
        other._last_update = None
        other._shuffle(self.update // self.updates_per_epoch)
        return other

    def state(self) -> State:
        """A copy of everything that the next update depends on."""
        return State(
            self.update,
            self.spec,
            self.network.parameters.copy(),
            self.optimizer.state.copy(),
            self.optimizer.updates,
        )

    def restore(self, state: State) -> None:
        """Goes to a state, which must be at the end of an epoch; the last update is forgotten."""
        self.change(state.spec)
        self.update = state.update
        self.network.parameters[:] = state.parameters
        self.optimizer.state[:] = state.optimizer_state
        self.optimizer.updates = state.optimizer_updates
        self._last_update = np.zeros(self.network.size)
        self._evaluated = False
