"""A lab: one Run, and what is selected and shown of it. It knows no browser.

    lab = Lab("xor", Spec.parse("layers=2-4-1&data=xor&batch=all"))
    lab.step(); lab.back(); lab.reset(); lab.new_weights(); lab.undo()
    lab.play(); lab.train(0.016, deadline)      # one frame of a playing lab

What controls, keys and hosts may ask for is the table in `ui.actions`. `lab.message` is the last
thing worth announcing.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import Run, Spec
from engine.diagnosis import Diagnosis
from ui.exercises import Exercises, Task
from ui.layout import DEFAULT_LAYOUT, Layout
from ui.pace import Pace
from ui.parcel import Parcel
from ui.scales import SPEEDS

CORNERS = ((0.0, 0.0, 0.0), (0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0))
FIRST_SPEED = SPEEDS.index(20.0)
UNDOS = 5  # earlier runs that are kept, each with its history


@dataclass(frozen=True)
class Message:
    """Something worth announcing; a number of the run stands apart, as all numbers of a page."""

    text: str = ""
    number: float | None = None


class Lab:
    """The state of one lab. `id` is its `data-lab`, `spec` what it starts from.

    `layout` is what the lab has; `sample` is a row of the training set; `selected` a part of the
    network ("weight:1.0.2"); `tab` the panel that is shown, `view` what a panel remembers (a sort
    order, a unit) by name.
    """

    def __init__(
        self, id: str, spec: Spec, tasks: tuple[Task, ...] = (), layout: Layout = DEFAULT_LAYOUT
    ) -> None:
        self.id = id
        self.layout = layout
        self.exercises = Exercises(tasks)
        self.run = Run(spec)
        self.pinned: Run | None = None
        self.sample = first_sample(self.run)
        self.selected = "neuron:1.0"
        self.tab = layout.tabs[0] if layout.tabs else ""
        self.view: dict[str, Any] = {}
        self.playing = False
        self.speed = FIRST_SPEED
        self.message = Message()
        self.changed_from: Spec | None = None  # the Spec before its last change
        self.outgoing: list[Parcel] = []
        self.typing = False  # whether a person is in the middle of typing into a field
        self._destination: int | None = None  # the update at which training by itself ends
        self._pace = Pace()
        self._undone: list[Run] = []
        self._diagnosed: tuple[tuple[int, int, int], Diagnosis] | None = None

    @property
    def spec(self) -> Spec:
        """The Spec as it is now, a learning rate changed in mid-run included."""
        return self.run.spec

    @property
    def can_undo(self) -> bool:
        return bool(self._undone)

    @property
    def fixed_data(self) -> bool:
        """Whether the data are given rows, which have no number of samples and no noise to set."""
        return self.spec.data in ("xor", "own")

    @property
    def point(self) -> tuple[float, float]:
        """The coordinates x1, x2 of the selected sample."""
        x1, x2 = self.run.data.train.points[self.sample].tolist()
        return x1, x2

    @property
    def target(self) -> float:
        """The label of the selected sample."""
        return float(self.run.data.train.targets[self.sample, 0])

    def activations(self) -> list[np.ndarray]:
        """The activations of every layer, the inputs first, for the selected sample."""
        inputs = self.run.data.train.inputs[self.sample]
        return [inputs, *(layer[0] for layer in self.run.forward([self.point])[1])]

    @property
    def state(self) -> tuple[int, int, int]:
        """Which numbers the run has now: equal states have equal weights."""
        return id(self.run), self.run.update, len(self.run.events)

    def diagnosis(self) -> Diagnosis:
        """The run's diagnosis, made once for each state."""
        if self._diagnosed is None or self._diagnosed[0] != self.state:
            self._diagnosed = self.state, self.run.diagnosis()
        return self._diagnosed[1]

    def dead_units(self) -> set[tuple[int, int]]:
        """The hidden units (layer, index) that are off on every training sample."""
        return {unit for finding in self.diagnosis().findings if finding.kind == "dead"
                for unit in finding.units}

    def parts(self) -> list[str]:
        """The references of all that can be selected, each neuron after what leads into it."""
        layers = self.spec.layers
        found = []
        for layer, width in enumerate(layers):
            for index in range(width):
                if layer:
                    sources = range(layers[layer - 1])
                    found += [f"weight:{layer}.{source}.{index}" for source in sources]
                    found.append(f"bias:{layer}.{index}")
                found.append(f"neuron:{layer}.{index}")
        return found

    # Moving the run

    def play(self) -> None:
        self.playing = True
        self._destination = None
        self._pace.begin()
        self.message = Message("Training.")

    def pause(self) -> None:
        self.playing = False
        self.message = Message("Paused. Loss", self.run.loss)

    def step(self) -> None:
        """One epoch; at the slowest speed, which is slow motion, one update."""
        self.playing = False
        if self.speed == 0:
            self.run.step()
            self.message = Message("One update on. Loss", self.run.loss)
        else:
            self.run.train(1)
            self.message = Message("One epoch on. Loss", self.run.loss)

    def back(self) -> None:
        """Undoes a step: one epoch, or the part of one; in slow motion one update."""
        self.playing = False
        unit = 1 if self.speed == 0 else self.run.updates_per_epoch
        if self.run.update > 0:
            self.run.seek_update((self.run.update - 1) // unit * unit)
        self.message = Message("Back. Loss", self.run.loss)

    def seek(self, epoch: int) -> None:
        """Goes to an epoch of the history."""
        self.playing = False
        self.run.seek(epoch)
        self.message = Message(f"Epoch {epoch}. Loss", self.run.loss)

    def go_to(self, update: int) -> None:
        """Goes to an update, also one that was never trained: that takes frames, as fast as they
        go, and Pause ends it."""
        epoch = update // self.run.updates_per_epoch
        if epoch <= self.run.history.last_epoch or self.run.diverged:
            self.playing = False
            self.run.seek_update(update)
            self.message = Message(f"Epoch {self.run.epoch}. Loss", self.run.loss)
        else:
            self.play()
            self._destination = update
            self.message = Message(f"Training up to epoch {epoch:,}; Pause ends it.")

    def set_speed(self, position: int) -> None:
        self.speed = position
        self._pace.begin()

    def train(self, elapsed: float, deadline: float) -> bool:
        """Train for `elapsed` seconds at the set speed, but not past `deadline` (of
        time.perf_counter); what the deadline cuts off is not made up for. Whether it moved."""
        until, epochs = self._destination, SPEEDS[self.speed]
        if until is not None:
            epochs = math.inf
        per_second = epochs * self.run.updates_per_epoch
        moved = self._pace.train(self.run, per_second, elapsed, deadline, until)
        if self.run.diverged:
            self.playing = False
            self.message = Message(f"Stopped: {self.diagnosis()}")
        elif until is not None and self.run.update >= until:
            self.playing = False
            self.message = Message(f"Epoch {self.run.epoch:,} is reached. Loss", self.run.loss)
        if moved:
            self.look()
        return moved

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
        self.start(self.spec.replace(seed=seed), f"New weights, from seed {seed}.")

    def start(self, spec: Spec, message: str) -> None:
        """A new run; the one so far can be had back with `undo`.

        Raises SpecErrors or DataError, and leaves everything as it was.
        """
        run = Run(spec)
        self._undone = [*self._undone[1 - UNDOS :], self.run]
        self._take(run, Message(message))

    def undo(self) -> None:
        """The run as it was before the last Reset, New weights or other new beginning."""
        if self._undone:
            run = self._undone.pop()
            self._take(run, Message("Undone: the earlier run is back. Loss", run.loss))

    def _take(self, run: Run, message: Message) -> None:
        self.playing = False
        self.look()  # a last time at the run that is left
        same_data = run.data.train.points.shape == self.run.data.train.points.shape
        self.run, self.message = run, message
        if not same_data:
            self.sample = first_sample(run)
        if self.selected not in self.parts():
            self.selected = "neuron:1.0"


def first_sample(run: Run) -> int:
    """A sample to begin with: the first whose inputs are not all zero, so that there are
    products to see."""
    return int(np.argmax(np.any(run.data.train.points != 0, axis=1)))
