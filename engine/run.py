"""Run: a Spec being trained.

    run = Run(Spec.parse("layers=2-4-1&act=tanh&data=xor&batch=all&lr=0.5&seed=3"))
    run.train(500); run.step(); run.seek(120); run.reset()
    run.loss, run.accuracy, run.weights, run.biases, run.history, run.diagnosis()
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from itertools import count
from typing import Any

import numpy as np

from engine.data import Dataset, make_dataset
from engine.diagnosis import Diagnosis, diagnose
from engine.errors import EngineError, finite, within
from engine.events import Event, Events
from engine.handover import Handover
from engine.kernel.machine import Machine, MachineError, by_machine, machine_in_use, use
from engine.spec import Spec
from engine.timeline import Timeline
from engine.trainer import Trainer

_REVISIONS = count()  # no two are the same, in whichever run
CHANGEABLE = ("learning_rate", "optimizer", "l1", "l2", "penalty")


class Run(Timeline):
    """A network being trained, at some update of its history.

    What is edited or changed by hand is an event of the run and is done again with it. In the past
    it begins another future, and what had been recorded after it is forgotten.

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
        self._events = Events(events)
        self._replay_events()
        self._record()

    @property
    def initial_spec(self) -> Spec:
        """The Spec that it began with, before any change."""
        return self._start

    @property
    def state(self) -> tuple[int, int, str]:
        """Which numbers it has now: what is equal here has the same weights, in any run."""
        return self._revision, self.update, self.engine

    def reset(self) -> None:
        """Begins again: the same weights, and neither edits nor changes."""
        self._begin(trainer_of(self._start, self.data))

    def _begin(self, trainer: Trainer) -> None:
        self._revision = next(_REVISIONS)
        super().__init__(trainer)
        self._handover = self._awaited()

    def copy(self) -> Run:
        """Another run with the same past and future, at the same place; each goes its own way."""
        other = copy(self)
        if self.waiting:  # for it has numpy's numbers, and the module may be there by now
            other._begin(Trainer(self._start, self.data))
        else:
            other.reset()
        other._events = Events(self._events)
        other._checkpoints = self._checkpoints.copy()
        other.history = self.history.copy()
        other._return_before(self.update)
        other._advance(self.update)
        return other

    # The kernel

    @property
    def waiting(self) -> bool:
        """Whether numpy trains only until there is a kernel."""
        return self._handover is not None

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

    def _change(self, spec: Spec) -> None:
        try:
            super()._change(spec)
        except MachineError:  # it needs another module; numpy goes on from here
            self._trainer = self._trainer.by_numpy()
            super()._change(spec)
            self._handover = self._awaited()

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
        self.intervene(Event(self.update, parameter, finite(value, "value")))

    def change(self, **changes: Any) -> None:
        """Goes on with another learning_rate, optimizer, l1, l2 or penalty from here.

        Another optimizer starts without memory. Raises EngineError for other fields, SpecErrors for
        values out of bounds.
        """
        for name in changes:
            if name not in CHANGEABLE:
                right = ", ".join(CHANGEABLE)
                raise EngineError(f"{name}: in mid-run only {right} can change; start another Run")
        self.intervene(Event(self.update, spec=self.spec.replace(**changes)))

    @np.errstate(all="ignore")
    def intervene(self, event: Event) -> None:
        """Does what an event of the present update says, and begins another future: the recorded
        one is forgotten."""
        self._revision = next(_REVISIONS)
        self._events.begin(event)
        self._checkpoints.forget_after(event.update)
        self.history.forget_after(self.epoch)
        self._apply(event)
        if self.update % self.updates_per_epoch == 0:
            self._record()
        self._handover = self._awaited()  # anew: what it has done again is another past

    def diagnosis(self) -> Diagnosis:
        """What goes wrong or right here; the criteria are those of `Diagnosis`."""
        return diagnose(self)


def trainer_of(spec: Spec, data: Dataset) -> Trainer:
    """What trains a Spec: a kernel, where there is a machine for it."""

    def kernel(machine: Machine) -> Trainer:
        from engine.kernel.trainer import KernelTrainer  # here, as it needs all of the assembler

        return KernelTrainer(spec, data, machine)

    return by_machine(kernel, lambda: Trainer(spec, data))
