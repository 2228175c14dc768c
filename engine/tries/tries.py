"""Tries: the counter-experiments on a run, one after another, and what they have shown."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.events import Event
from engine.goal_loss import floor
from engine.kernel.writer import finished
from engine.spec import Spec
from engine.tries.changes import Change, changes
from engine.tries.trial import Trial

if TYPE_CHECKING:
    from engine.run import Run
    from engine.trend import Part

LEAST, MOST = 100, 1000  # epochs of a trial that goes on from here
LONGEST = 2000  # epochs of one that begins anew
FRESH = 200  # epochs of one that begins anew since the run diverged
BETTER = 0.2  # of what the loss is above its floor
NAMED = 3  # changes that help which a sentence names


@dataclass(frozen=True)
class Result:
    """What a copy has shown. It is the run `Run.recorded(spec, events)` after `epochs` epochs, the
    last `trained` of which are those of the trial; its data loss there is `loss`, NaN if it
    diverged. `helps` is whether it does, as `Tries` has it."""

    change: Change
    spec: Spec
    events: tuple[Event, ...]
    epochs: int
    trained: int
    loss: float
    helps: bool

    @property
    def diverged(self) -> bool:
        """Whether its numbers did not stay finite."""
        return math.isnan(self.loss)


class Tries:
    """What becomes of copies of a run with one thing changed, `total` of them, from the `epoch`
    that it is at (or from the start), each as long again as the run was, 100 to 1,000 epochs.

    The first has nothing changed: what helps has to do better. It `helps` if in all of its last 10
    epochs the data loss is lower than the lowest of now and of the last 10 epochs of the copy with
    nothing changed, by a fifth of what that is above the floor that noise sets (see
    `engine.goal_loss`); the copy with nothing changed, if it is that much lower than now. Of a run
    that diverged, what helps does not diverge, and does so against the loss of the start.

    Losses are data losses, without the confidence penalty. The run itself is not touched.
    """

    def __init__(self, run: Run) -> None:
        self.results: list[Result] = []
        self.epoch = 0 if run.diverged else run.epoch
        self.diverged = run.diverged
        at = run
        if not run.diverged and run.update % run.updates_per_epoch:
            at = run.copy()
            at.seek(run.epoch)
        self._state = at.here()
        self._spec, self._events = run.initial_spec, run.events
        self._data, self._floor = run.data, floor(run)
        self._update = at.update
        self._bar = float(run.history.loss[0]) if run.diverged else at.data_loss
        self._changes = list(changes(at))
        self._rate = run.spec.learning_rate
        self._steps = self._go()
        self.finished = False

    def __repr__(self) -> str:
        return f"<tries of a run at epoch {self.epoch}: {len(self.results)} of {self.total} made>"

    @property
    def total(self) -> int:
        """How many changes there are to try."""
        return len(self._changes)

    @property
    def helping(self) -> list[Result]:
        """The changes that help, the lowest loss first; before them, where that helps, to have
        nothing changed: then patience is a cause, and none of theirs is needed."""
        first = self.results[:1] if not self.diverged else []
        order = sorted(self.results, key=lambda each: (each not in first, each.loss))
        return [each for each in order if each.helps]

    @np.errstate(all="ignore")  # of copies that diverge
    def work(self, deadline: float) -> bool:
        """Goes on, up to a deadline (of time.perf_counter), a slice of about a millisecond at
        least; whether there is a new result."""
        before = len(self.results)
        if not self.finished:
            self.finished = finished(self._steps, deadline)
        return len(self.results) > before

    def cancel(self) -> None:
        """Tries nothing more: what has been shown so far is all."""
        self.finished = True

    def _go(self) -> Iterator[bool]:
        for change in self._changes:
            again = FRESH if self.diverged else min(max(self.epoch, LEAST), MOST)
            begun = change.here or self.diverged
            epochs = again if begun else min(self.epoch + again, LONGEST)
            trial = Trial(change, self._state, self._data, epochs)
            yield from trial.steps()
            self.results.append(self._result(trial))
            yield True

    def _result(self, trial: Trial) -> Result:
        change, helps = trial.change, False
        if not trial.diverged:
            enough = BETTER * max(self._bar - self._floor, 0.0)
            highest = max(trial.losses)
            helps = highest < self._bar - enough
            if not self.results and not self.diverged:  # nothing changed: what is to be beaten
                self._bar = min(self._bar, *trial.losses)
        own = self._events if change.here else ()
        return Result(
            change,
            self._spec if change.here else change.spec,
            (*(each for each in own if each.update <= self._update),
             *(change.events(self._state.spec, self._update) if change.here else ())),
            trial.epochs + (self.epoch if change.here else 0),
            trial.epochs,
            math.nan if trial.diverged else trial.losses[-1],
            helps,
        )

    # In words

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the tries have shown so far, as texts and numbers."""
        whole = len(self.results) == self.total
        made = f"{self.total} changes" if whole else f"{len(self.results)} of {self.total} changes"
        tried = f"Tried on copies: {made}, one at a time."
        if not self.helping:
            if not self.finished or not self.results:
                return (tried, " The cause is open.")
            return (tried, f" None of them helped: the cause is open.{self._rates()}")
        parts: list[Part] = [tried, " What helped:"]
        for each in self.helping[:NAMED]:
            parts += [f"{'' if len(parts) == 2 else ';'} {each.change.words}, ", each.loss,
                      f" after {each.trained} epochs from {self.origin(each)}"]
        more = len(self.helping) - NAMED
        rest = f"; and {more} more." if more > 0 else "."
        if self.diverged or self.results[0].helps:
            return (*parts, rest)
        return (*parts, f"{rest} With nothing changed, ", self.results[0].loss, ".")

    def __str__(self) -> str:
        return "".join(each if isinstance(each, str) else f"{each:.4g}" for each in self.parts)

    def origin(self, result: Result) -> str:
        """Where the copy began."""
        return f"epoch {self.epoch}" if result.change.here else "the start"

    def _rates(self) -> str:
        """The limits of what was tried, for who thinks of other rates."""
        rates = [each.change.spec.learning_rate for each in self.results]
        return f" Learning rates from {min(rates):g} to {max(rates):g} were tried."

