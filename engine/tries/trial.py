"""Trial: one counter-experiment, trained in slices by what trains runs, without a history."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.kernel.machine import MachineError, machine_in_use, use
from engine.trainer import Trainer
from engine.tries.changes import Change

if TYPE_CHECKING:
    from engine.data import Dataset
    from engine.spec import Spec
    from engine.trainer import State

LAST = 10  # epochs of which each loss is looked at
AT_ONCE = 2**19  # multiplications of a pass that a slice may take, about: a millisecond


class Trial:
    """A change, for so many epochs; `losses` are the data losses after each of the last ones, NaN
    where it `diverged`. `state` is where a copy goes on from here."""

    def __init__(self, change: Change, state: State, data: Dataset, epochs: int) -> None:
        self.change, self.epochs = change, epochs
        self.losses: list[float] = []
        self._state, self._data = state, data

    def __repr__(self) -> str:
        return f"<trial with {self.change.words}>"

    @property
    def diverged(self) -> bool:
        """Whether a number was no longer finite."""
        return not all(map(math.isfinite, self.losses))

    def steps(self) -> Iterator[bool]:
        """Trains, a slice between two yields of whether there is something to do at once."""
        change, state = self.change, self._state
        begin = state.spec if change.here else change.spec
        for spec in dict.fromkeys((begin, change.spec)):
            yield from _prepared(spec, self._data)
        trainer = _trainer(begin, change.spec, self._data)
        yield True  # in Pyodide it takes some milliseconds to make one
        if change.here:
            trainer.restore(state)
            for parameter, value in change.edits:
                trainer.set_parameter(parameter, value)
            if change.spec != begin:
                trainer.change(change.spec)
            yield True
        first = trainer.update // trainer.updates_per_epoch
        end = first + self.epochs
        for epoch in (end - LAST, *range(end - LAST + 1, end + 1)):
            for finite in _to(trainer, epoch):
                if not finite:
                    self.losses.append(math.nan)
                    return
                yield True
            if epoch > end - LAST:
                self.losses.append(trainer.data_loss())


def _prepared(spec: Spec, data: Dataset) -> Iterator[bool]:
    """Until the kernel's module for a Spec is there, if there is to be one."""
    machine = machine_in_use()
    if machine is None:
        return
    # Here, as they need all of the assembler.
    from engine.kernel.epochs import module_of
    from engine.kernel.plan import Plan

    try:
        yield from module_of.prepare(Plan.of(spec, data), machine)
    except MachineError:
        use(None)


def _trainer(begin: Spec, then: Spec, data: Dataset) -> Trainer:
    """What trains both Specs: the kernel, where there is one that knows them."""
    from engine.run import trainer_of  # a run has a diagnosis, not tries

    made = trainer_of(begin, data)
    if made.engine == "numpy" or then == begin or trainer_of(then, data).engine != "numpy":
        return made
    return Trainer(begin, data)


def _to(trainer: Trainer, epoch: int) -> Iterator[bool]:
    """Trains to the end of an epoch; yields after each slice whether all numbers are finite."""
    per_epoch, size = trainer.updates_per_epoch, trainer.network.size
    rows = len(trainer.data.train)
    update = max(1, AT_ONCE // (size * max(1, rows // per_epoch)))
    while trainer.update < epoch * per_epoch:
        left = epoch * per_epoch - trainer.update
        within = per_epoch - trainer.update % per_epoch
        if trainer.most_epochs and within == per_epoch and update >= per_epoch:
            epochs = min(update // per_epoch, left // per_epoch, trainer.most_epochs)
            finite = trainer.run_epochs(max(1, epochs))[1]
        elif trainer.most_epochs:
            finite = trainer.run_to(trainer.update + min(within, update))
        else:
            finite = trainer.step()
        # A run ends with an epoch whose loss is no number, even if its weights still are.
        at_end = trainer.update % per_epoch == 0
        yield finite and (not at_end or math.isfinite(trainer.loss()))
