"""Trying: the counter-experiments on a lab's run (`engine.tries`), in what is left of its frames.

    trying.work(lab, deadline)      # a slice, if there is something to try; whether it is news
    trying.of(lab)                  # what was tried, where it is about the run as it is
"""

import time
from typing import TYPE_CHECKING

import numpy as np

from engine.diagnosis import TRIED, Diagnosis
from engine.median import median

if TYPE_CHECKING:
    from engine import Run
    from engine.tries import Tries
    from ui.lab.readings import LabReadings

PATIENCE = 0.5  # seconds that nobody has done anything, before something is tried
LEFT = 0.002  # seconds of a frame, less of which are not worth a slice
SHARE = 0.003  # seconds of a frame that a run gives up where it would use them all
KEPT = 4  # runs of which what was tried is kept, for Undo
NEAR = 0.2  # of the loss: a run that has moved further is at another place
LAST = 10  # epochs, whose median is the loss that a run is at


class Trying:
    """For the run that the lab has. It looks at the diagnosis that was made last, and makes none
    itself. What was tried is of one run as it was: of another one, or after a change, there is
    nothing, until Undo brings that run back."""

    def __init__(self) -> None:
        # By the revision of the run, the latest last; with the loss that it was at.
        self._tries: dict[int, tuple[Tries, float]] = {}
        self._looked: tuple[Diagnosis, bool] | None = None  # whether they are about that
        self._touched = 0.0

    def touch(self) -> None:
        """Somebody did something: what is tried waits."""
        self._touched = time.perf_counter()

    def of(self, lab: "LabReadings") -> "Tries | None":
        """What was tried of the plateau that the lab's run is on, or of its divergence."""
        diagnosed = lab.diagnosed
        tries, level = self._tries.get(lab.state[0], (None, 0.0))
        if tries is None or diagnosed is None or diagnosed.progress not in TRIED:
            return None
        if tries.diverged or diagnosed.progress == "diverged":
            return tries if tries.diverged and diagnosed.progress == "diverged" else None
        if self._looked is None or self._looked[0] is not diagnosed:
            # Where a plateau begins is seen better the longer it is, and may be after what was
            # tried of it; a slow rise has no beginning at all. The loss tells whether it is still
            # the same.
            since = diagnosed.findings[0].epoch or 0
            near = since <= tries.epoch or abs(loss_of(lab.run) - level) <= NEAR * level
            self._looked = diagnosed, near
        return tries if self._looked[1] and tries.epoch <= lab.run.epoch else None

    def wanted(self, lab: "LabReadings") -> bool:
        """Whether there is something to try, now or after a moment."""
        diagnosed = lab.diagnosed
        if not lab.layout.tabs or diagnosed is None or lab.run.waiting:
            return False
        if diagnosed.progress not in TRIED:
            return False
        tries = self.of(lab)
        return tries is None or not tries.finished

    def share(self, lab: "LabReadings") -> float:
        """The seconds of this frame that are kept for what there is to try."""
        return SHARE if self._rested and self.wanted(lab) else 0.0

    @property
    def _rested(self) -> bool:
        return time.perf_counter() >= self._touched + PATIENCE

    def work(self, lab: "LabReadings", deadline: float) -> bool:
        """Goes on up to a deadline (of time.perf_counter); whether there is a new result, or the
        tries have begun."""
        late = time.perf_counter() > deadline - LEFT
        if late or not self._rested or not self.wanted(lab):
            return False
        tries = self.of(lab)
        if tries is None:
            # Here, as a page does not need it to start.
            from engine.tries import Tries

            self._begin(lab, Tries(lab.run))
            return True
        return tries.work(deadline) or tries.finished

    def _begin(self, lab: "LabReadings", tries: "Tries") -> None:
        revision, self._looked = lab.state[0], None
        self._tries.pop(revision, None)  # of another plateau
        self._tries[revision] = tries, 0.0 if tries.diverged else loss_of(lab.run)
        for oldest in list(self._tries)[:-KEPT]:
            del self._tries[oldest]


def loss_of(run: "Run") -> float:
    """The median loss of the last epochs, up to where the run is."""
    end = int(np.searchsorted(run.history.epoch, run.epoch, side="right"))
    return median(run.history.loss[max(0, end - LAST) : end])
