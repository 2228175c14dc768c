"""Optimizers racing down a loss surface from one start, at one learning rate.

    race = OptimizerRace("valley", learning_rate=0.05)
    race.path("adam")            # (steps made + 1, 2): the start and where each step led
    race.after(20)

The optimizers are the engine's own, with two parameters and no weight decay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.optimizers import OPTIMIZERS
from ui.concepts import printed
from ui.concepts.optimizer_race.surfaces import SURFACES, Surface
from ui.concepts.printed import Printed

Array = NDArray[np.float64]

LONGEST = 200  # steps
ACROSS, UP = 2.0, 1.5  # the surface is shown from minus to plus that
FAR = 1e6  # beyond this a racer has diverged, and goes no further


@dataclass(frozen=True)
class OptimizerRace:
    """`step` is how many steps all have made; `chosen` is the racer whose code is shown, and
    `hidden` are those that are not drawn."""

    surface: str = "bowl"
    learning_rate: float = 0.05
    start: tuple[float, float] = SURFACES["bowl"].start
    step: int = 0
    chosen: str = next(iter(OPTIMIZERS))
    hidden: frozenset[str] = frozenset(  # without weight decay they are what they decouple it from
        name for name, kind in OPTIMIZERS.items() if kind.decoupled_decay)

    @property
    def loss(self) -> Surface:
        return SURFACES[self.surface]

    def path(self, optimizer: str) -> Array:
        """Where a racer has been; shorter than the others' once it has diverged."""
        return way(self.surface, optimizer, self.learning_rate, self.start).until(self.step)

    def after(self, step: int) -> OptimizerRace:
        """The race at another step."""
        return replace(self, step=min(max(step, 0), LONGEST))

    @property
    def code(self) -> str:
        kind = OPTIMIZERS[self.chosen]
        arguments = [f"lr={self.learning_rate!r}"]
        arguments += [kind.torch_options] if kind.torch_options else []
        if kind.decoupled_decay:
            arguments.append("weight_decay=0")
        steps = len(self.path(self.chosen)) - 1
        whole = f"[position], {', '.join(arguments)}"
        if len(arguments) > 1:
            whole = f"\n    [position], {arguments[0]},\n    {', '.join(arguments[1:])}\n"
        source, call = kind.torch_source, f"torch.{kind.torch_class}"
        if source:
            source, call = f"import torch.optim as optim\n\n\n{source}\n\n", kind.torch_class
        return f"""\
import torch
{source}
torch.set_default_dtype(torch.float64)
start = torch.tensor({list(self.start)})
position = start.requires_grad_()
optimizer = {call}({whole})
for step in range({steps}):
    x, y = position
    loss = {self.loss.source}
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(position.detach())
"""

    @property
    def printed(self) -> Printed:
        return printed.lines(printed.tensor(self.path(self.chosen)[-1]))


class Way:
    """A racer's way from a start, made as far as somebody has asked for it."""

    def __init__(
        self, surface: str, optimizer: str, learning_rate: float, start: tuple[float, float]
    ) -> None:
        self._loss = SURFACES[surface]
        self._racer = OPTIMIZERS[optimizer](np.ones(2), learning_rate, 0.0, 0.0)
        self._position = np.array(start)
        self._places = [start]

    def until(self, step: int) -> Array:
        """The places up to a step, or until it has diverged."""
        while len(self._places) <= step and max(map(abs, self._places[-1])) < FAR:
            self._racer.update(self._position, self._loss.gradient(*self._places[-1]))
            x, y = self._position.tolist()
            self._places.append((x, y))
        return np.array(self._places[: step + 1])


way = lru_cache(maxsize=32)(Way)
