"""The frame loop's share of a frame: views first, then what awaited kernels need, then training,
then what is tried of a run that gets no further, within 10 milliseconds.

Where training could use all the time there is, views get at most four of them. A view that would
not fit, by how long it took last time, is drawn in the next frame, so a slow device shows less
often and answers as fast.
"""

import time
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Protocol

from ui.lab import Lab

FRAME_SECONDS = 0.009  # of the ten milliseconds: the page's own work around the loop takes some
VIEW_SECONDS = 0.004
KERNEL_SECONDS = 0.004
SLOW_SECONDS = 0.3  # between two drawings of a slow figure while the lab plays
LONGEST_DRAW = 0.008  # what takes longer is drawn as seldom as a slow figure
LONGEST_GAP = 0.1  # a frame that comes later than this (a sleeping tab) does not catch up


class Drawn(Protocol):
    """A view in its place: whether it can be seen now, and drawing it."""

    @property
    def shown(self) -> bool: ...
    @property
    def slow(self) -> bool: ...
    @property
    def steady(self) -> bool: ...
    def draw(self) -> None: ...


class Loop:
    """Draws and trains one lab."""

    def __init__(self, lab: Lab, figures: Sequence[Drawn]) -> None:
        self.lab = lab
        self._figures = figures
        self._pending: deque[Drawn] = deque()
        self._seconds: dict[Drawn, float] = {}  # that drawing it took last time
        self._last: float | None = None
        self._slow_drawn = 0.0

    @property
    def busy(self) -> bool:
        """Whether another frame is needed."""
        moving = self.lab.moving or self.lab.motion is not None
        waiting = bool(self._pending) or bool(self.lab.awaited)
        return moving or waiting or self.lab.trying.wanted(self.lab)

    def changed(self) -> None:
        """The lab's state is new: every figure that can be seen has to be drawn."""
        self._queue(self._figures)

    def _queue(self, figures: Iterable[Drawn]) -> None:
        """Figures to be drawn, if they can be seen. A slow one waits its turn while the lab plays,
        and is drawn when it stops."""
        waiting = [figure for figure in self._pending if figure.shown]
        new = [figure for figure in figures if figure.shown and figure not in waiting]
        if self.lab.moving or self.lab.motion:
            now = time.perf_counter()
            early = now - self._slow_drawn < SLOW_SECONDS
            new = [figure for figure in new if not (self._slow(figure) and early)]
            if any(self._slow(figure) for figure in new):
                self._slow_drawn = now
        self._pending = deque(waiting + new)

    def _slow(self, figure: Drawn) -> bool:
        return figure.slow or self._seconds.get(figure, 0.0) > LONGEST_DRAW

    def frame(self, now: float) -> None:
        """One animation frame at `now` (seconds, of any steady clock)."""
        started = time.perf_counter()
        self._draw(started)
        if time.perf_counter() - started >= FRAME_SECONDS:
            return  # what had to be drawn took all of it: training has the first frame without
        if self.lab.awaited and self.lab.prepare(time.perf_counter() + KERNEL_SECONDS):
            self.changed()
        if not self._pending or self.lab.in_haste:
            kept = self.lab.trying.share(self.lab) if self.lab.playing else 0.0
            self._go_on(now, started + FRAME_SECONDS - kept)
        if self.lab.trying.work(self.lab, started + FRAME_SECONDS):
            self.changed()

    def _go_on(self, now: float, deadline: float) -> None:
        """Training goes on once every figure shows the state that there is: a number of one figure
        is that of another. Where training needs all the time there is, some may lag behind."""
        elapsed = min(now - self._last, LONGEST_GAP) if self._last is not None else 0.0
        self._last = now if self.lab.moving or self.lab.motion else None
        if self.lab.moving and self.lab.train(elapsed, deadline):
            self._queue(figure for figure in self._figures if not figure.steady)
        if self.lab.motion and self.lab.motion(elapsed):
            self.changed()

    def _draw(self, started: float) -> None:
        """Figures that wait, one at least, and more of them as long as there is time."""
        begun = started
        most = VIEW_SECONDS if self.lab.in_haste else FRAME_SECONDS
        while self._pending:
            figure = self._pending[0]
            expected = begun + self._seconds.get(figure, 0.0)
            if begun > started and expected > started + most:
                break
            self._pending.popleft().draw()
            drawn = time.perf_counter()
            self._seconds[figure], begun = drawn - begun, drawn
