"""The frame loop's share of a frame: views first, then what awaited kernels need, then training,
within 10 milliseconds.

Views get at most four of them: those that did not fit are drawn first in the next frame, so a
slow device shows less often and answers as fast.
"""

import time
from collections import deque
from collections.abc import Sequence
from typing import Protocol

from ui.lab import Lab

FRAME_SECONDS = 0.010
VIEW_SECONDS = 0.004
KERNEL_SECONDS = 0.004
SLOW_SECONDS = 0.3  # between two drawings of a slow figure while the lab plays
LONGEST_GAP = 0.1  # a frame that comes later than this (a sleeping tab) does not catch up


class Drawn(Protocol):
    """A view in its place: whether it can be seen now, and drawing it."""

    @property
    def shown(self) -> bool: ...
    @property
    def slow(self) -> bool: ...
    def draw(self) -> None: ...


class Loop:
    """Draws and trains one lab."""

    def __init__(self, lab: Lab, figures: Sequence[Drawn]) -> None:
        self.lab = lab
        self._figures = figures
        self._pending: deque[Drawn] = deque()
        self._last: float | None = None
        self._slow_drawn = 0.0

    @property
    def busy(self) -> bool:
        """Whether another frame is needed."""
        moving = self.lab.moving or self.lab.motion is not None
        return moving or bool(self._pending) or bool(self.lab.awaited)

    def changed(self) -> None:
        """The lab's state is new: every figure that can be seen has to be drawn. A slow one waits
        its turn while the lab plays: it says which state it shows, and is drawn when it stops."""
        waiting = [figure for figure in self._pending if figure.shown]
        new = [figure for figure in self._figures if figure.shown and figure not in waiting]
        if self.lab.moving or self.lab.motion:
            now = time.perf_counter()
            early = now - self._slow_drawn < SLOW_SECONDS
            new = [figure for figure in new if not (figure.slow and early)]
            if any(figure.slow for figure in new):
                self._slow_drawn = now
        self._pending = deque(waiting + new)

    def frame(self, now: float) -> None:
        """One animation frame at `now` (seconds, of any steady clock)."""
        started = time.perf_counter()
        while self._pending:
            self._pending.popleft().draw()
            if time.perf_counter() - started >= VIEW_SECONDS:
                break
        if self.lab.awaited and self.lab.prepare(time.perf_counter() + KERNEL_SECONDS):
            self.changed()
        elapsed = min(now - self._last, LONGEST_GAP) if self._last is not None else 0.0
        self._last = now if self.lab.moving or self.lab.motion else None
        if self.lab.moving and self.lab.train(elapsed, started + FRAME_SECONDS):
            self.changed()
        if self.lab.motion and self.lab.motion(elapsed):
            self.changed()
