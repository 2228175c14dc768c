"""Timeline: the history of a run, and how it moves through it."""

from __future__ import annotations

import math

import numpy as np

from engine.checkpoints import Checkpoints
from engine.errors import within
from engine.events import Event, Events
from engine.history import History
from engine.readings import Readings
from engine.spec import Spec
from engine.spec_keys import MAX_EPOCHS
from engine.trainer import State, Trainer

LONGEST = 10_000_000  # updates or epochs that a run can be asked to go on at once


class Timeline(Readings):
    """A run that goes on, back, and on again.

    Going back (`seek`) is exact to the bit: a checkpoint is restored and what followed is done
    again, events included. The future stays recorded, and training goes through it again.
    Checkpoints and history stay within 32 MB at any length; the `end` is after MAX_EPOCHS.
    """

    @np.errstate(all="ignore")
    def __init__(self, trainer: Trainer) -> None:
        super().__init__(trainer)
        self._events = Events()
        self._checkpoints = Checkpoints(trainer.state(), trainer.checkpoint_every)
        self.history = History(self.network.size)
        self._record()

    def step(self, updates: int = 1) -> None:
        """Makes that many optimizer updates, fewer if the run diverges or comes to its end."""
        self._advance(self.update + _count(updates, "updates"))

    def train(self, epochs: int = 1) -> None:
        """Goes on to the end of that many epochs, fewer if the run diverges or comes to its end."""
        self._advance((self.epoch + _count(epochs, "epochs")) * self.updates_per_epoch)

    def seek(self, epoch: int) -> None:
        """Goes to the end of an epoch, back or forward; 0 is the start."""
        self.seek_update(within(epoch, 0, MAX_EPOCHS, "epoch") * self.updates_per_epoch)

    def seek_update(self, update: int) -> None:
        """Goes to the state after that many updates, back or forward, edits made there included."""
        within(update, 0, min(self.furthest + LONGEST, self.end), "update")
        known = self._checkpoints.before(update).update
        if update < self.update or known > self.update:
            self._return_before(update)
        self._advance(update)

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything done by hand, in order; of use only for the same Spec."""
        return tuple(self._events)

    def here(self) -> State:
        """A copy of all that the next update depends on."""
        return self._trainer.state()

    @property
    def furthest(self) -> int:
        """The last update that was gone through, in a future that is still recorded too."""
        return max(self.update, self.history.last_epoch * self.updates_per_epoch)

    @property
    def end(self) -> int:
        """The last update that there can be."""
        return MAX_EPOCHS * self.updates_per_epoch

    @property
    def ended(self) -> bool:
        """Whether it can go no further: it has diverged, or is at its end."""
        return self.diverged or self.update == self.end

    @property
    def updates_at_once(self) -> int:
        """Whole epochs of updates that a kernel makes in about a millisecond, or one epoch."""
        return self._trainer.checkpoint_every * self.updates_per_epoch

    def _return_before(self, update: int) -> None:
        # From before that update, never at it, so that `last_update` is known there too.
        self._trainer.restore(self._checkpoints.before(update))
        self._replay_events()

    @np.errstate(all="ignore")
    def _advance(self, update: int) -> None:
        per_epoch = self.updates_per_epoch
        if self.diverged:
            return
        update = min(update, self.end)
        while self.update < update:
            if epochs := self._undisturbed_epochs(update):
                if not self._train_at_once(epochs):
                    return
                continue
            epoch_end = (self.update // per_epoch + 1) * per_epoch
            following = min(update, epoch_end, self._events.next_after(self.update))
            if not self._trainer.run_to(following):
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
        last = min(update, self._events.next_after(self.update) - 1) // self.updates_per_epoch
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

    def _replay_events(self) -> bool:
        """Does again what was done here; whether there was anything."""
        here = self._events.at(self.update)
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
        self._trainer.change(spec)

    def _record(self) -> float:
        """Writes the row of this epoch and gives its loss."""
        trainer, loss = self._trainer, self._trainer.loss()
        measures = (loss, trainer.test_loss(), trainer.accuracy())
        self.history.add(self.epoch, *measures, trainer.network.parameters, trainer.gradient())
        return loss


def _count(value: int, name: str) -> int:
    return within(value, 0, LONGEST, name)
