"""Checkpoints: states of a run at the ends of epochs, thinned to stay within a number of bytes."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.trainer import State

BUDGET = 12 * 2**20  # bytes
MOST = 2048


class Checkpoints:
    """States by epoch: every `stride`-th, and each time they are too many, half of them go.

    The first stride is the caller's: epochs that it can do again at once. From any epoch the
    nearest one before it is at most `stride` epochs back, and however long a run, a replay is at
    most 1/1024 of it (more for large networks, whose states fill the budget).
    """

    def __init__(self, start: State, stride: int = 1) -> None:
        self.stride = stride
        self._states = {0: start}
        self._most = max(8, min(MOST, BUDGET // start.nbytes))

    def __repr__(self) -> str:
        return f"<{len(self._states)} checkpoints, every {self.stride} epochs, {self.nbytes} bytes>"

    def copy(self) -> Checkpoints:
        """The same states, to which others can be added."""
        other = copy(self)
        other._states = dict(self._states)
        return other

    @property
    def nbytes(self) -> int:
        """Bytes held, about."""
        return sum(state.nbytes for state in self._states.values())

    def next(self, epoch: int) -> int:
        """The first epoch after this one whose state may be wanted."""
        return (epoch // self.stride + 1) * self.stride

    def wants(self, epoch: int) -> bool:
        """Whether the state after this epoch should be added."""
        return epoch % self.stride == 0 and epoch not in self._states

    def add(self, epoch: int, state: State) -> None:
        """Keeps the state after an epoch, and thins all of them if they are too many."""
        self._states[epoch] = state
        while len(self._states) > self._most:
            self.stride *= 2
            self._states = {e: s for e, s in self._states.items() if e % self.stride == 0}

    def before(self, update: int) -> State:
        """The latest state of fewer updates than that; the start, if it is at 0."""
        earlier = [s for s in self._states.values() if s.update < update]
        return max(earlier, key=lambda s: s.update) if earlier else self._states[0]

    def forget_after(self, update: int) -> None:
        """Drops the states of more updates than that."""
        self._states = {e: s for e, s in self._states.items() if s.update <= update}
