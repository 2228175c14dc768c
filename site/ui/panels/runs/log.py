"""The log of a learner's own runs, each with where it has got to: what comparisons are made of.

    log = RunLog()
    log.note(run, run.diagnosis())      # at any time, as often as one likes
    log.entries[-1].loss, log.entries[-1].ended, log.entries[-1].low
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from engine import Run, Spec, sides, strongest_paths
from engine.diagnosis import Diagnosis

LOW = 0.05
MOST = 60  # runs that are kept, the latest ones


@dataclass(frozen=True)
class Entry:
    """One run, where it has got furthest.

    `ended` is what the diagnosis says of its progress, `dead` how many hidden units it calls dead;
    `right` the share of samples that are right by their labels before the noise (None in a
    regression); `low` the first epoch with a loss below LOW; `path` the neurons of the strongest
    path. `changed` says that a setting or a weight was changed on the way, so that the run proves
    nothing about its Spec. `own` is whether the learner trained it.
    """

    number: int
    spec: Spec
    epochs: int
    loss: float
    ended: str
    dead: int
    right: float | None
    low: int | None
    path: tuple[int, ...]
    changed: bool
    own: bool = True

    def counts(self, epochs: int) -> bool:
        """Whether it is one to compare: unchanged on the way, and that long or done before."""
        return self.own and not self.changed and (self.epochs >= epochs or self.low is not None)

    def settings(self, *but: str) -> Hashable:
        """All that defines the run except these fields of its Spec, to be compared."""
        return tuple((name, value) for name, value in vars(self.spec).items() if name not in but)


class RunLog:
    """The learner's runs by the order of their beginning; those that never trained are none."""

    def __init__(self) -> None:
        self._numbers: WeakKeyDictionary[Run, int] = WeakKeyDictionary()
        self._entries: dict[int, Entry] = {}
        self._begun = 0

    @property
    def entries(self) -> list[Entry]:
        return list(self._entries.values())

    def note(self, run: Run, diagnosis: Diagnosis, own: bool = True) -> None:
        """Write down where a run is, unless it has only gone back in its own history, or was
        only changed and has not trained since."""
        gone_back = run.epoch < run.history.last_epoch
        untrained = any(event.update == run.update for event in run.events)
        begun = run.epoch > 0 or (run.diverged and run.update > 0)
        if not begun or (run in self._numbers and (gone_back or untrained)):
            return
        if run not in self._numbers:
            self._begun += 1
            self._numbers[run] = self._begun
        number = self._numbers[run]
        self._entries[number] = replace(entry(number, run, diagnosis), own=own)
        for oldest in list(self._entries)[:-MOST]:
            del self._entries[oldest]


def entry(number: int, run: Run, diagnosis: Diagnosis) -> Entry:
    """The run as it is now."""
    dead = [len(found.units) for found in diagnosis.findings if found.kind == "dead"]
    low = np.flatnonzero(run.history.loss < LOW)
    return Entry(
        number=number, spec=run.spec, epochs=run.epoch, loss=run.loss,
        ended=diagnosis.progress,
        dead=sum(dead),
        right=right(run) if run.data.classification else None,
        low=int(run.history.epoch[low[0]]) if len(low) else None,
        path=() if run.diverged else strongest_paths(run, top=1)[0].neurons,
        changed=any(event.update > 0 or event.parameter is not None for event in run.events),
    )


def right(run: Run) -> float:
    train = run.data.train
    return float(sides.right(run.training_pass().prediction, train.true_targets).mean())
