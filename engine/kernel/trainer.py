"""KernelTrainer: a Trainer whose updates, evaluations and epochs are done by WebAssembly."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.kernel.contents import write_data, write_settings
from engine.kernel.epochs import module_of
from engine.kernel.layout import ACCURACY, HEAD, LOSS, MOST_SLOTS, TEST_LOSS, Layout
from engine.kernel.machine import Machine
from engine.kernel.plan import Plan
from engine.network import Workspace
from engine.random import Purpose, key_of
from engine.trainer import Trainer

if TYPE_CHECKING:
    from engine.data import Dataset
    from engine.spec import Spec

Array = NDArray[np.float64]
REPLAY = 2**20  # multiplications that going back may cost without a checkpoint: a millisecond
MOST_REPLAYED = 512  # epochs
MOST_COUNTED = 2**30  # updates: within 32 bits, and Adam's powers are 0 long before


class KernelTrainer(Trainer):
    """Parameters, the optimizer's state and the data are in a block of memory that numpy and the
    module share, so that nothing is copied and a hand's edit is one line of numpy."""

    engine: ClassVar[str] = "wasm"

    def __init__(self, spec: Spec, data: Dataset, machine: Machine) -> None:
        """Raises MachineError where the machine does not run it, NotReadyError where not yet."""
        self._machine = machine
        plan = Plan.of(spec, data)
        module_of.check(plan, machine)
        self._layout = layout = Layout(plan.shape)
        self._block = machine.block(layout.size)
        self._head = self._part(layout.head, HEAD)
        self._gradient = self._part(layout.gradient, plan.shape.parameters)
        write_data(self._block.array, layout, data)
        super().__init__(spec, data, self._part(layout.parameters, plan.shape.parameters))
        before = self._part(layout.before, plan.shape.parameters)
        before[:] = self._before
        self._before = before
        self.most_epochs = layout.history_rows
        self.checkpoint_every = _power_of_2(REPLAY // (self.network.size * len(data.train)))
        self._passed: bytes | None = None

    def _part(self, start: int, size: int) -> Array:
        return self._block.array[start : start + size]

    def _make_batches(self) -> None:
        plan = Plan.of(self.spec, self.data)
        self._shuffled = plan.shuffled
        self.updates_per_epoch = plan.updates_per_epoch
        key = np.array([key_of(self.spec.seed, Purpose.ORDER)], dtype=np.uint64)
        self._part(self._layout.settings + 2, 1)[:] = key.view(np.float64)

    def _make_optimizer(self) -> None:
        """Loads the module for the Spec as it is now, and gives the optimizer its place."""
        layout, spec = self._layout, self.spec
        self._plan = Plan.of(spec, self.data)
        self._exports = module_of.load(self._plan, self._machine, self._block)
        if hasattr(self, "optimizer"):  # whose memory is about to be another's
            self.optimizer.state = self.optimizer.state.copy()
        super()._make_optimizer()
        slots, size = self.optimizer.state.shape
        state = self._part(layout.state, MOST_SLOTS * layout.padded)
        state.fill(0.0)
        self.optimizer.state = state.reshape(MOST_SLOTS, layout.padded)[:slots, :size]
        write_settings(self._block.array, layout, spec, self.network.weight_mask())

    def change(self, spec: Spec) -> None:
        # Before anything is changed: a machine may refuse the module, or not have it yet.
        module_of.load(Plan.of(spec, self.data), self._machine, self._block)
        super().change(spec)

    # Training

    def run_to(self, update: int) -> bool:
        """Makes updates up to that one; in one call, but for those of the whole training set."""
        while self.update < update:
            if not self._update(update - self.update if self._plan.batch else 1):
                return False
        return True

    def step(self) -> bool:
        """One update; False if it left a number that is not finite."""
        return self._update(1)

    def _update(self, count: int) -> bool:
        """So many updates; of the whole training set, one."""
        exports, address = self._exports, self._block.address
        epoch, batch = divmod(self.update, self.updates_per_epoch)
        number = min(self.optimizer.updates, MOST_COUNTED)
        if not self._plan.batch:
            self.evaluate()
            made = 1 if exports["update"](address, number + 1) else -1
        else:
            made = exports["updates"](address, epoch, batch, count, number)
        return self._moved(made)

    def run_epochs(self, count: int) -> tuple[Array, bool]:
        """Trains whole epochs in one call."""
        if not self._plan.batch:
            self.evaluate()
        epoch = self.update // self.updates_per_epoch
        number = min(self.optimizer.updates, MOST_COUNTED)
        finite = self._moved(
            made := self._exports["epochs"](self._block.address, epoch, count, number)
        )
        # An epoch whose last update went wrong has been counted, but has no row.
        done = abs(made) // self.updates_per_epoch
        done -= not finite and made % self.updates_per_epoch == 0
        self._evaluated = finite
        rows = self._history_rows(done)
        return rows, finite and bool(np.isfinite(rows[-1, LOSS]))

    def _moved(self, made: int) -> bool:
        """Takes note of that many updates; negative, if the last one went wrong."""
        self.update += abs(made)
        self.optimizer.updates += abs(made)
        self._last_update = None
        self._evaluated = False
        return made > 0

    def _history_rows(self, count: int) -> Array:
        """The first rows that the module wrote, without the places that pad them."""
        layout, size = self._layout, self.network.size
        rows = self._part(layout.history, count * layout.row).reshape(count, layout.row)
        middle = layout.gradient
        return np.concatenate([rows[:, : HEAD + size], rows[:, middle : middle + size]], axis=1)

    # Looking

    def evaluate(self) -> None:
        """Brings losses, accuracy and gradient in the block up to the current parameters."""
        if not self._evaluated:
            self._exports["evaluate"](self._block.address)
            self._evaluated = True

    def training_pass(self) -> Workspace:
        """By numpy, and only when it is asked for: the module keeps nothing of a row."""
        now = self.network.parameters.tobytes()
        if now != self._passed:
            self.whole.forward(self.data.train.inputs)
            self.whole.backward(self.data.train.targets)
            self._passed = now
        return self.whole

    def loss(self) -> float:
        """The mean loss of the training set, confidence penalty included."""
        return self._measured(LOSS)

    def test_loss(self) -> float:
        """That of the test set; NaN without one."""
        return self._measured(TEST_LOSS)

    def accuracy(self) -> float:
        """The share of training rows that are right; NaN in a regression."""
        return self._measured(ACCURACY)

    def gradient(self) -> Array:
        """The gradient (P,) of `loss`; read it before the next move."""
        self.evaluate()
        return self._gradient

    def _measured(self, place: int) -> float:
        self.evaluate()
        return float(self._head[place])


def _power_of_2(limit: int) -> int:
    """The largest power of 2 up to a limit, within 1 and MOST_REPLAYED."""
    return 1 << (max(1, min(limit, MOST_REPLAYED)).bit_length() - 1)
