"""Run: a Spec being trained.

    run = Run(Spec.parse("layers=2-4-1&act=tanh&data=xor&batch=all&lr=0.5&seed=3"))
    run.train(500); run.step(); run.seek(120); run.reset()
    run.loss, run.accuracy, run.weights, run.biases, run.history, run.diagnosis()
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.checkpoints import Checkpoints
from engine.data import Dataset, make_dataset
from engine.diagnosis import Diagnosis, diagnose
from engine.errors import EngineError, finite, within
from engine.handover import Handover
from engine.history import History
from engine.kernel.machine import Machine, MachineError, by_machine, machine_in_use, use
from engine.readings import Readings
from engine.spec import Spec
from engine.trainer import Trainer

CHANGEABLE = ("learning_rate", "optimizer", "l1", "l2", "penalty")
LONGEST = 10_000_000  # updates or epochs that can be asked for at once


@dataclass(frozen=True)
class Event:
    """What somebody did in mid-run, before the update that followed: replayed with the run."""

    update: int
    parameter: int | None = None
    value: float = 0.0
    spec: Spec | None = None


class Run(Readings):
    """A network being trained, at some update of its history.

    Going back (`seek`) is exact to the bit: a checkpoint is restored and what followed is done
    again, edits and changes of the learning rate included. The future stays recorded, and training
    goes through it again, until something is edited or changed in the past: that begins another
    future, and what had been recorded after it is forgotten. Checkpoints and history stay
    within 32 MB at any length.

    A run whose parameters or loss are no longer finite has `diverged` and goes no further.

    Where a machine needs time for the kernel's modules, numpy trains and the run is `waiting`:
    `prepare` goes on with them, in slices, until the kernel takes over.
    """

    def __init__(self, spec: Spec) -> None:
        """Raises DataError if the data of the Spec cannot be learned from."""
        self._start = spec
        self.data = make_dataset(spec)
        self.reset()

    def __repr__(self) -> str:
        return f"<run at epoch {self.epoch}, loss {self.loss:.4g}: {self.spec}>"

    @classmethod
    def recorded(cls, spec: Spec, events: Iterable[Event]) -> Run:
        """A run at its start whose future has these `events` of another run of the same Spec."""
        run = cls(spec)
        run._expect(events)
        return run

    def again(self) -> Run:
        """Another run at the start of this one, which has the same future."""
        other = copy(self)
        other.reset()
        other._expect(self._events)
        return other

    @np.errstate(all="ignore")
    def _expect(self, events: Iterable[Event]) -> None:
        self._events.extend(events)
        self._replay_events()
        self._record()

    @property
    def initial_spec(self) -> Spec:
        """The Spec that it began with, before any change."""
        return self._start

    # Moving

    def reset(self) -> None:
        """Begins again: the same weights, and neither edits nor changes."""
        self._begin(_trainer(self._start, self.data))

    @np.errstate(all="ignore")
    def _begin(self, trainer: Trainer) -> None:
        super().__init__(trainer)
        self._events: list[Event] = []
        self._checkpoints = Checkpoints(trainer.state(), trainer.checkpoint_every)
        self.history = History(self.network.size)
        self._handover = self._awaited()
        self._record()

    def step(self, updates: int = 1) -> None:
        """Makes that many optimizer updates, fewer if the run diverges."""
        self._advance(self.update + _count(updates, "updates"))

    def train(self, epochs: int = 1) -> None:
        """Goes on to the end of that many epochs, fewer if the run diverges."""
        self._advance((self.epoch + _count(epochs, "epochs")) * self.updates_per_epoch)

    def seek(self, epoch: int) -> None:
        """Goes to the end of an epoch, back or forward; 0 is the start."""
        self.seek_update(_count(epoch, "epoch") * self.updates_per_epoch)

    def seek_update(self, update: int) -> None:
        """Goes to the state after that many updates, back or forward, edits made there included."""
        if _count(update, "update") < self.update:
            self._return_before(update)
        self._advance(update)

    def _return_before(self, update: int) -> None:
        # From before that update, never at it, so that `last_update` is known there too.
        self._trainer.restore(self._checkpoints.before(update))
        self._replay_events()

    def copy(self) -> Run:
        """Another run with the same past and future, at the same place; each goes its own way."""
        other = copy(self)
        if self.waiting:  # for it has numpy's numbers, and the module may be there by now
            other._begin(Trainer(self._start, self.data))
        else:
            other.reset()
        other._events = list(self._events)
        other._checkpoints = self._checkpoints.copy()
        other.history = self.history.copy()
        other._return_before(self.update)
        other._advance(self.update)
        return other

    @np.errstate(all="ignore")
    def _advance(self, update: int) -> None:
        per_epoch = self.updates_per_epoch
        if self.diverged:
            return
        while self.update < update:
            if epochs := self._undisturbed_epochs(update):
                if not self._train_at_once(epochs):
                    return
                continue
            epoch_end = (self.update // per_epoch + 1) * per_epoch
            if not self._trainer.run_to(min(update, epoch_end, self._next_event())):
                if not self._cured():
                    return
                continue
            if self.update == epoch_end and self._checkpoints.wants(self.epoch):
                self._checkpoints.add(self.epoch, self._trainer.state())
            self._replay_events()
            if self.update == epoch_end and not self._record_unless_known():
                return

    def _undisturbed_epochs(self, update: int) -> int:
        """How many whole epochs the trainer can do at once: no event is in them or at their end,
        and no checkpoint is wanted but at the end."""
        if self.update % self.updates_per_epoch:
            return 0
        last = min(update, self._next_event() - 1) // self.updates_per_epoch
        last = min(last, self._checkpoints.next(self.epoch))
        return min(last - self.epoch, self._trainer.most_epochs)

    def _train_at_once(self, epochs: int) -> bool:
        """Trains whole epochs and records them; False if a parameter or a loss is not finite."""
        trainer, history = self._trainer, self.history
        rows, finite = trainer.run_epochs(epochs)
        if self._checkpoints.wants(self.epoch) and self.update % self.updates_per_epoch == 0:
            self._checkpoints.add(self.epoch, trainer.state())
        # Those of epochs gone through before are known.
        history.extend(rows[np.searchsorted(rows[:, 0], history.last_epoch, side="right") :])
        return finite

    def _record_unless_known(self) -> bool:
        """Writes the row of this epoch unless it is in the past; False if its loss is infinite."""
        # The last row is written again, as nothing else says whether its loss was finite.
        return self.epoch < self.history.last_epoch or math.isfinite(self._record())

    def _next_event(self) -> int:
        if not self._events:
            return sys.maxsize
        return min((e.update for e in self._events if e.update > self.update), default=sys.maxsize)

    def _replay_events(self) -> bool:
        """Does again what was done here; whether there was anything."""
        here = [event for event in self._events if event.update == self.update]
        for event in here:
            self._apply(event)
        return bool(here)

    def _cured(self) -> bool:
        """Whether a run that has just diverged goes on, as somebody then changed what was wrong."""
        if self._replay_events() and self.update % self.updates_per_epoch == 0:
            self._record()
        return self._trainer.parameters_finite()

    def _apply(self, event: Event) -> None:
        if event.spec is not None:
            self._change(event.spec)
        if event.parameter is not None:
            self._trainer.set_parameter(event.parameter, event.value)

    def _change(self, spec: Spec) -> None:
        try:
            self._trainer.change(spec)
        except MachineError:  # it needs another module; numpy goes on from here
            self._trainer = self._trainer.by_numpy()
            self._trainer.change(spec)
            self._handover = self._awaited()

    def _record(self) -> float:
        """Writes the row of this epoch and gives its loss."""
        trainer, loss = self._trainer, self._trainer.loss()
        measures = (loss, trainer.test_loss(), trainer.accuracy())
        self.history.add(self.epoch, *measures, trainer.network.parameters, trainer.gradient())
        return loss

    # The kernel

    @property
    def waiting(self) -> bool:
        """Whether numpy trains only until there is a kernel."""
        return self._handover is not None

    @property
    def furthest(self) -> int:
        """The last update that was gone through, in a future that is still recorded too."""
        return max(self.update, self.history.last_epoch * self.updates_per_epoch)

    @property
    def updates_at_once(self) -> int:
        """Whole epochs of updates that a kernel makes in about a millisecond, or one epoch."""
        return self._trainer.checkpoint_every * self.updates_per_epoch

    def prepare(self, deadline: float) -> bool:
        """Goes on, up to a deadline (of time.perf_counter), with what it takes until a kernel can
        train, and do again what numpy did (see Handover); whether one has taken over."""
        if self._handover is None:
            return False
        try:
            if not self._handover.advance(deadline):
                return False
        except MachineError:
            use(None)
        successor, self._handover = self._handover.successor, None
        if successor:
            self._adopt(successor)
        return successor is not None

    def _awaited(self) -> Handover | None:
        machine = machine_in_use()
        return Handover(self, machine) if machine and self.engine == "numpy" else None

    def _adopt(self, other: Run) -> None:
        """Goes on as another run, which has the same past and future."""
        self._trainer, self._checkpoints = other._trainer, other._checkpoints
        self.history = other.history

    # Intervening

    def set_weight(self, layer: int, source: int, target: int, value: float) -> None:
        """Sets the weight into neuron `target` of `layer` (1 to L) from `source` of the one before.

        Raises EngineError if there is none, or the value is not a finite number.
        """
        shape = self.weights[within(layer, 1, self.network.depth, "layer") - 1].shape
        within(target, 0, shape[0] - 1, "target")
        within(source, 0, shape[1] - 1, "source")
        self._set(self.network.index(layer, target, source), value)

    def set_bias(self, layer: int, neuron: int, value: float) -> None:
        """Sets the bias of a neuron of `layer` (1 to L). Raises EngineError as `set_weight`."""
        count = len(self.biases[within(layer, 1, self.network.depth, "layer") - 1])
        self._set(self.network.index(layer, within(neuron, 0, count - 1, "neuron")), value)

    def _set(self, parameter: int, value: float) -> None:
        self._intervene(Event(self.update, parameter, finite(value, "value")))

    def change(self, **changes: Any) -> None:
        """Goes on with another learning_rate, optimizer, l1, l2 or penalty from here.

        Another optimizer starts without memory. Raises EngineError for other fields, SpecErrors for
        values out of bounds.
        """
        for name in changes:
            if name not in CHANGEABLE:
                right = ", ".join(CHANGEABLE)
                raise EngineError(f"{name}: in mid-run only {right} can change; start another Run")
        self._intervene(Event(self.update, spec=self.spec.replace(**changes)))

    @np.errstate(all="ignore")
    def _intervene(self, event: Event) -> None:
        """Begins another future: forgets the recorded one, and records what was done."""
        self._events = [e for e in self._events if e.update <= event.update]
        self._events.append(event)
        self._checkpoints.forget_after(event.update)
        self.history.forget_after(self.epoch)
        self._apply(event)
        if self.update % self.updates_per_epoch == 0:
            self._record()
        self._handover = self._awaited()  # anew: what it has done again is another past

    def diagnosis(self) -> Diagnosis:
        """What goes wrong or right here; the criteria are those of `Diagnosis`."""
        return diagnose(self)

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything done by hand, in order; of use only for the same Spec."""
        return tuple(self._events)


def _trainer(spec: Spec, data: Dataset) -> Trainer:
    """A kernel, where there is a machine for it."""

    def kernel(machine: Machine) -> Trainer:
        from engine.kernel.trainer import KernelTrainer  # here, as it needs all of the assembler

        return KernelTrainer(spec, data, machine)

    return by_machine(kernel, lambda: Trainer(spec, data))


def _count(value: int, name: str) -> int:
    return within(value, 0, LONGEST, name)
