"""A lab: one Run, what is selected in it, and what its controls do. It knows no browser.

    lab = Lab("xor", Spec.parse("layers=2-4-1&data=xor"))
    lab.act("step"); lab.run.epoch          # 1
    lab.act("rate", "60")                   # the slider's position; lab.spec.learning_rate follows
    lab.act("play"); lab.train(0.016, deadline)

`act` takes what a control says (from a page, a key or a host: input, so it is bounded here);
`train` moves a playing lab on by one frame. `lab.message` is the last thing worth announcing.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine import Run, Spec

CORNERS = ((0.0, 0.0, 0.0), (0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0))
FIRST_SAMPLE = 1  # (0, 1): at (0, 0) every product is zero, and there is little to see

SLOWEST_RATE, FASTEST_RATE, RATE_STEPS = 0.01, 2.0, 100
SPEEDS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, math.inf)  # epochs per second
FIRST_SPEED = 6
UNDOS = 5  # earlier runs that are kept, each with its history
UPDATES_AT_ONCE = 8  # between two looks at the clock: about a millisecond


@dataclass(frozen=True)
class Message:
    """Something worth announcing; a number of the run stands apart, as all numbers of a page."""

    text: str = ""
    number: float | None = None


class Lab:
    """The state of one lab. `id` is its `data-lab`, `spec` what it starts from."""

    def __init__(self, id: str, spec: Spec) -> None:
        self.id = id
        self.run = Run(spec)
        self.sample = FIRST_SAMPLE
        self.selected = "neuron:1.0"
        self.playing = False
        self.speed = FIRST_SPEED
        self.message = Message()
        self._owed = 0.0  # epochs that the clock asks for and the frames have not given yet
        self._undone: list[Run] = []
        self._actions: dict[str, Callable[[str], None]] = {
            "play": lambda _: self.play(),
            "pause": lambda _: self.pause(),
            "toggle": lambda _: self.pause() if self.playing else self.play(),
            "step": lambda _: self.step(),
            "back": lambda _: self.back(),
            "reset": lambda _: self.reset(),
            "new-weights": lambda _: self.new_weights(),
            "undo": lambda _: self.undo(),
            "rate": lambda position: self.set_rate(rate_at(bounded(position, 0, RATE_STEPS))),
            "rate-value": self.type_rate,
            "speed": lambda position: self.set_speed(int(bounded(position, 0, len(SPEEDS) - 1))),
            "sample": lambda index: self.select_sample(int(bounded(index, 0, len(CORNERS) - 1))),
            "select": self.select,
        }

    @property
    def spec(self) -> Spec:
        """The Spec as it is now, a learning rate changed in mid-run included."""
        return self.run.spec

    @property
    def actions(self) -> tuple[str, ...]:
        """What `act` knows."""
        return tuple(self._actions)

    @property
    def can_undo(self) -> bool:
        return bool(self._undone)

    def act(self, action: str, value: str = "") -> bool:
        """Do what a control asks; False if there is no such action.

        Raises ValueError, quoting it, where `value` is not a number that the action needs.
        """
        known = self._actions.get(action)
        if known is None:
            return False
        known(value)
        return True

    def activations(self) -> list[np.ndarray]:
        """The activations of every layer, the input first, for the selected sample."""
        return [np.array(self.point), *(layer[0] for layer in self.run.forward([self.point])[1])]

    @property
    def point(self) -> tuple[float, float]:
        """The inputs x1, x2 of the selected sample."""
        return CORNERS[self.sample][:2]

    # What the buttons do

    def play(self) -> None:
        self.playing, self._owed = True, 0.0
        self.message = Message("Training.")

    def pause(self) -> None:
        self.playing = False
        self.message = Message("Paused. Loss", self.run.loss)

    def step(self) -> None:
        self.playing = False
        self.run.train(1)
        self.message = Message("One epoch on. Loss", self.run.loss)

    def back(self) -> None:
        self.playing = False
        if self.run.update > 0:
            self.run.seek((self.run.update - 1) // self.run.updates_per_epoch)
        self.message = Message("One epoch back. Loss", self.run.loss)

    def reset(self) -> None:
        """The same weights again, with the learning rate that is set now."""
        self._replace(self.spec, "Reset to the same weights.")

    def new_weights(self) -> None:
        """The next seed's weights."""
        seed = self.spec.seed + 1
        self._replace(self.spec.replace(seed=seed), f"New weights, from seed {seed}.")

    def undo(self) -> None:
        """The run as it was before the last Reset or New weights."""
        if self._undone:
            self.run = self._undone.pop()
            self.playing = False
            self.message = Message("Undone: the earlier run is back. Loss", self.run.loss)

    def _replace(self, spec: Spec, message: str) -> None:
        self._undone = [*self._undone[1 - UNDOS :], self.run]
        self.run, self.playing, self.message = Run(spec), False, Message(message)

    # What sliders, fields and figures do

    def set_rate(self, rate: float) -> None:
        self.run.change(learning_rate=rate)
        self.message = Message(f"Learning rate {rate:g}.")

    def type_rate(self, text: str) -> None:
        """The learning rate as typed: a number within the slider's range, or a message."""
        try:
            rate = float(text.replace(",", "."))
        except ValueError:
            rate = math.nan
        if SLOWEST_RATE <= rate <= FASTEST_RATE:
            self.set_rate(rate)
        else:
            self.message = Message(
                f"A learning rate of “{text[:20]}” cannot be used: type a number from "
                f"{SLOWEST_RATE:g} to {FASTEST_RATE:g}. It stays at {self.spec.learning_rate:g}."
            )

    def set_speed(self, position: int) -> None:
        self.speed, self._owed = position, 0.0

    def select_sample(self, index: int) -> None:
        self.sample = index

    def select(self, part: str) -> None:
        """Select a neuron, weight or bias by its reference; others are ignored."""
        if part in self.parts():
            self.selected = part

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

    # Time

    def train(self, elapsed: float, deadline: float) -> bool:
        """Train for `elapsed` seconds at the set speed, but not past `deadline` (of
        time.perf_counter); what the deadline cuts off is not made up for. Whether it moved."""
        per_second = SPEEDS[self.speed] * self.run.updates_per_epoch
        due = elapsed * per_second if elapsed else 0.0  # no time at no limit is not 0 × ∞
        # Never more than a tenth of a second is owed, nor less than one update allowed.
        self._owed = min(self._owed + due, max(1.0, per_second / 10))
        moved = False
        while self._owed >= 1.0 and not self.run.diverged:
            updates = int(min(self._owed, UPDATES_AT_ONCE))
            self.run.step(updates)
            self._owed -= updates
            moved = True
            if time.perf_counter() >= deadline:
                break
        if self.run.diverged:
            self.playing = False
            self.message = Message(f"Stopped: {self.run.diagnosis()}")
        return moved


def bounded(text: str, lowest: float, highest: float) -> float:
    """The number in `text`, moved into the range. Raises ValueError where it is none."""
    number = float(text)
    if math.isnan(number):
        raise ValueError(f"{text!r} is not a number")
    return min(max(number, lowest), highest)


def rate_at(position: float) -> float:
    """The learning rate at a position of the slider, logarithmic, two significant digits."""
    rate = SLOWEST_RATE * (FASTEST_RATE / SLOWEST_RATE) ** (position / RATE_STEPS)
    return float(f"{rate:.2g}")


def position_of(rate: float) -> int:
    """The slider's position that is nearest to a learning rate."""
    share = math.log(rate / SLOWEST_RATE) / math.log(FASTEST_RATE / SLOWEST_RATE)
    return round(RATE_STEPS * min(max(share, 0.0), 1.0))
