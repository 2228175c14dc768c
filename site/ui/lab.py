"""A lab: one Run, and what is selected and shown of it. It knows no browser.

    lab = Lab("xor", Spec.parse("layers=2-4-1&data=xor&batch=all"))
    lab.step(); lab.back(); lab.reset(); lab.new_weights(); lab.undo()
    lab.play(); lab.train(0.016, deadline)      # one frame of a playing lab

What controls, keys and hosts may ask for is the table in `ui.actions`. `lab.message` is the last
thing worth announcing.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import Run, Spec
from ui.contest import Race
from ui.exercises import Exercises, Task
from ui.lab_readings import LabReadings
from ui.layout import DEFAULT_LAYOUT, Layout
from ui.pace import Pace
from ui.requests import Request
from ui.scales import SPEEDS

CORNERS = ((0.0, 0.0, 0.0), (0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0))
FIRST_SPEED = SPEEDS.index(20.0)
SLOWEST = 1.0  # updates a second, at most, of which the phases can be followed
# The lines of a training step in PyTorch, in their order.
PHASES = ("optimizer.zero_grad()", "output = model(X)", "loss = criterion(output, y)",
          "loss.backward()", "optimizer.step()")
UNDOS = 5  # earlier runs that are kept, each with its history


Motion = Callable[[float], bool]  # told of the seconds that passed; whether anything changed


@dataclass(frozen=True)
class Message:
    """Something worth announcing; a number of the run stands apart, as all numbers of a page."""

    text: str = ""
    number: float | None = None


class Lab(LabReadings):
    """The state of one lab. `id` is its `data-lab`, `spec` what it starts from.

    `layout` is what the lab has, `first` the Spec of its author, `changed_from` the Spec before its
    last change, `kept` what its link says of the page, `mistakes` what is wrong in the link,
    `requests` what the browser is asked to do; `heading` is an epoch that the run is on its way to;
    `typing` whether a person is in the middle of typing into a field; `sample` is a row of the
    training set; `selected` a part of the network ("weight:1.0.2"); `pointed` what the pointer or
    the focus is on: such parts, "sample:12", "epoch:40"; `tab` the panel that is shown, `view` what
    a panel remembers (a sort order, a unit) by name. `epochs` is where Play stops by itself, None
    for nowhere; `drawn_by` the initialization of new weights, which a Spec with given weights does
    not say; `motion` what else than training goes by itself.
    """

    def __init__(
        self, id: str, spec: Spec, tasks: tuple[Task, ...] = (), layout: Layout = DEFAULT_LAYOUT
    ) -> None:
        self.id = id
        self.layout = layout
        self.first = spec
        self.kept: dict[str, str] = {}
        self.mistakes: tuple[str, ...] = ()
        self.requests: list[Request] = []
        self.changed_from: Spec | None = None
        self.typing = False
        self.exercises = Exercises(tasks)
        self.run = Run(spec)
        self.pinned: Run | None = None
        self.sample = first_sample(self.run)
        self.selected = "neuron:1.0"
        self.pointed: tuple[str, ...] = ()
        self.tab = layout.tabs[0] if layout.tabs else ""
        self.view: dict[str, Any] = {}
        self.playing = False
        self.motion: Motion | None = None
        self.heading: int | None = None
        self.race: Race | None = None
        self.speed = FIRST_SPEED
        self.message = Message()
        self.epochs = layout.epochs
        self.drawn_by = "he" if spec.given else spec.initialization
        self._beyond = 0  # updates of the epoch after `heading`
        self._pace = Pace()
        self._undone: list[Run] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._undone)

    # Moving the run

    def play(self) -> None:
        self.stop()
        self.playing, self.motion = True, None
        self._pace.begin()
        self.message = Message("Training.")

    def stop(self) -> None:
        self.playing, self.heading = False, None
        if self.race:
            self.race.stopped = not self.race.over

    def pause(self) -> None:
        self.stop()
        self.message = Message("Paused. Loss", self.run.loss)

    def step(self) -> None:
        """One epoch; at the slowest speed, which is slow motion, one update."""
        self.stop()
        if self.speed == 0:
            self.run.step()
            self.message = Message("One update on. Loss", self.run.loss)
        else:
            self.run.train(1)
            self.message = Message("One epoch on. Loss", self.run.loss)

    def back(self) -> None:
        """Undoes a step: one epoch, or the part of one; in slow motion one update."""
        self.stop()
        unit = 1 if self.speed == 0 else self.run.updates_per_epoch
        if self.run.update > 0:
            self.run.seek_update((self.run.update - 1) // unit * unit)
        self.message = Message("Back. Loss", self.run.loss)

    def seek(self, epoch: int) -> None:
        """Goes to an epoch of the history."""
        self.stop()
        self.run.seek(epoch)
        self.message = Message(f"Epoch {epoch}. Loss", self.run.loss)

    def set_speed(self, position: int) -> None:
        self.speed = position
        self._pace.begin()

    def train(self, elapsed: float, deadline: float) -> bool:
        """Train for `elapsed` seconds at the set speed, but not past `deadline` (of
        time.perf_counter); what the deadline cuts off is not made up for. Whether it moved."""
        if self.race and self.race.running:
            return self._race_on(self.race, deadline)
        last, phase = self.last_update, self.phase
        if self.heading is not None:
            moved = self._head(self.heading, deadline)
        else:
            per_second = SPEEDS[self.speed] * self.run.updates_per_epoch
            left = last - self.run.update
            moved = self._pace.train(self.run, per_second, elapsed, deadline, left)
        if self.run.diverged:
            self.stop()
            self.message = Message(f"Stopped: {self.diagnosis()}")
        elif self.run.update == last:
            self.stop()
            done = f"{self.epochs:,} epochs done; Play goes on. Loss"
            self.message = Message(done, self.run.loss)
        if moved:
            self.look()
        return moved or self.phase != phase

    @property
    def phase(self) -> int | None:
        """Which of the PHASES of an update is under way, where it is slow enough to be seen."""
        per_second = SPEEDS[self.speed] * self.run.updates_per_epoch
        if not self.playing or per_second > SLOWEST:
            return None
        return min(int(self._pace.owed * len(PHASES)), len(PHASES) - 1)

    @property
    def last_update(self) -> float:
        """The update at which Play stops: the end of the epochs asked for; none once it is past."""
        end = math.inf if self.epochs is None else self.epochs * self.run.updates_per_epoch
        return end if self.run.update < end else math.inf

    def start_race(self) -> None:
        """Raises EngineError for a network that not all can train."""
        self.stop()
        self.race = Race(self.spec, self.run.data)
        self.message = Message("The race is on.")

    def _race_on(self, race: Race, deadline: float) -> bool:
        race.go(deadline)
        if race.over:
            self.message = Message("The race is over.")
            self.look()
        return True

    def head_for(self, epoch: int, updates: int = 0) -> None:
        """Go to an epoch that is not in the history yet, and so many updates of the next one; frame
        by frame, as fast as it goes."""
        self.stop()
        if epoch * self.run.updates_per_epoch + updates > self.run.update:
            self.heading, self._beyond = epoch, updates
            self.message = Message(f"On the way to epoch {epoch:,}. Pause stops there.")

    def _head(self, epoch: int, deadline: float) -> bool:
        goal = epoch * self.run.updates_per_epoch + self._beyond
        left = goal - self.run.update
        moved = self._pace.train(self.run, math.inf, 1.0, deadline, left)
        if self.run.update >= goal:
            self.stop()
            self.message = Message(f"Epoch {epoch:,}. Loss", self.run.loss)
        return moved

    @property
    def moving(self) -> bool:
        """Whether it trains, in frames."""
        racing = self.race is not None and self.race.running
        return self.playing or self.heading is not None or racing

    def look(self) -> None:
        """Note where the run is, and say so if an exercise is done by that."""
        done = self.exercises.look(self)
        if done:
            self.message = Message(f"Exercise done: {'; '.join(done)}.")

    # Beginning another run

    def reset(self) -> None:
        """The same weights again, with the learning rate that is set now."""
        self.start(self.spec, "Reset to the same weights.")

    def new_weights(self) -> None:
        """The next seed's weights."""
        seed = self.spec.seed + 1
        spec = self.spec.replace(seed=seed, given=None, initialization=self.drawn_by)
        self.start(spec, f"New weights, from seed {seed}.")

    def open(self, spec: Spec, epoch: int) -> None:
        """Another run, on its way to an epoch. Raises as `start` does."""
        self.start(spec, "As in the link.")
        self.head_for(epoch)

    def start(self, spec: Spec, message: str) -> None:
        """A new run; the one so far can be had back with `undo`.

        Raises SpecErrors or DataError, and leaves everything as it was.
        """
        run = Run(spec)
        self._undone = [*self._undone[1 - UNDOS :], self.run]
        self._take(run, Message(message))

    def go_on(self, run: Run, message: str, undoable: bool = True) -> None:
        """Another run in the place of this one; what plays goes on playing. The run so far can be
        had back with `undo`, unless this one is only a second thought about the same change."""
        playing = self.playing
        if undoable:
            self._undone = [*self._undone[1 - UNDOS :], self.run]
        self._take(run, Message(message))
        self.playing = playing

    def undo(self) -> None:
        """The run as it was before the last Reset, New weights or other new beginning."""
        if self._undone:
            run = self._undone.pop()
            self._take(run, Message("Undone: the earlier run is back. Loss", run.loss))

    def _take(self, run: Run, message: Message) -> None:
        self.stop()
        self.look()  # a last time at the run that is left
        same_data = run.data.train.points.shape == self.run.data.train.points.shape
        self.run, self.message, self.race = run, message, None
        if run.spec.given is None:
            self.drawn_by = run.spec.initialization
        if not same_data:
            self.sample = first_sample(run)
        if self.selected not in self.parts():
            self.selected = "neuron:1.0"


def first_sample(run: Run) -> int:
    """A sample to begin with: the first whose inputs are not all zero, so that there are
    products to see."""
    return int(np.argmax(np.any(run.data.train.points != 0, axis=1)))
