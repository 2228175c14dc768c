"""Pace: how many updates a frame gives a run that plays, and how many of them at once.

    pace.train(run, per_second, elapsed, deadline)     # whether the run moved
"""

import math
import time

from engine import Run

FIRST_UPDATES, MOST_UPDATES = 8, 2**20  # between two looks at the clock
QUICK, SLOW = 0.0005, 0.002  # seconds from one look to the next
TICK = 0.0001  # seconds that a browser's clock may stand still


class Pace:
    """Updates are asked for by the clock and given by the frames; they are made in batches of
    about a millisecond, so that a deadline is kept."""

    def __init__(self) -> None:
        self._trained: tuple[Run, str] | None = None  # what was trained last, and by what
        self._at_once: int
        self._seconds: float  # that an update took the last time
        self._owed = 0.0  # updates that the clock asks for and the frames have not given yet

    @property
    def owed(self) -> float:
        """Updates owed; below 1 it is the share of the next one that has passed."""
        return self._owed

    def begin(self) -> None:
        """Nothing is owed: a run starts to play, or at another speed."""
        self._owed = 0.0

    def train(
        self, run: Run, per_second: float, elapsed: float, deadline: float,
        most: float = math.inf,
    ) -> bool:
        """Train for `elapsed` seconds at that many updates per second, but not past `deadline`
        (of time.perf_counter), nor for more than `most` updates. What the deadline cuts off is
        not made up for."""
        if self._trained != (run, run.engine):  # an update may take a hundred times as long
            self._trained = run, run.engine
            self._at_once, self._seconds = FIRST_UPDATES, SLOW / FIRST_UPDATES
        due = elapsed * per_second if elapsed else 0.0  # no time at no limit is not 0 × ∞
        # Never more than a tenth of a second is owed, nor less than one update allowed.
        self._owed = min(self._owed + due, max(1.0, per_second / 10), most)
        moved = False
        while self._owed >= 1.0 and not run.ended:
            before = time.perf_counter()
            updates = self._batch(run, deadline - before)
            run.step(updates)
            moved = True
            now = time.perf_counter()
            self._learn(updates, now - before)
            if now + (now - before) >= deadline:  # the next batch would end after it
                break
        return moved

    def _batch(self, run: Run, left: float) -> int:
        """How many updates come next, of those owed: as many as fit, by what the last ones took,
        into the seconds that are left. Where they are epochs, whole ones: those go at once."""
        most = int(min(self._owed, self._at_once, max(1.0, left / self._seconds)))
        beyond = (run.update + most) % run.updates_per_epoch
        return most - beyond if most > beyond else most

    def _learn(self, updates: int, seconds: float) -> None:
        """Take note of what a batch took."""
        full = updates > self._at_once // 2
        self._owed -= updates
        self._seconds = max(seconds, TICK) / updates
        if seconds < QUICK and full:
            self._at_once = min(2 * self._at_once, MOST_UPDATES)
        elif seconds > SLOW:
            self._at_once = max(1, self._at_once // 2)
