"""What a sweep gives: SweptRun, one run; Group, runs that differ in their seed alone; Sweep."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from engine.spec import Spec


@dataclass(frozen=True)
class SweptRun:
    """How one run of a sweep ended, and at which epoch.

    `ended` is one of

    - `converged`: the sweep's criterion was met, first after `epoch` epochs;
    - `diverged`: a parameter or the loss was NaN or infinite, first in `epoch`;
    - `dead`, `stuck`: the criterion was not met in all epochs, and `Run.diagnosis` finds the run
      stuck, with dead ReLU units or without;
    - else, of one that was not either, how far `Run.diagnosis` finds it: `falling`, `rising`,
      `flat`, `unsteady`, or `converged` by the diagnosis' own measure;
    - `cancelled`: the sweep was cancelled before it was known.

    `loss` is that after `epoch` epochs; `words` say it in a sentence.
    """

    spec: Spec
    ended: str
    epoch: int
    loss: float
    words: str


@dataclass(frozen=True)
class Group:
    """Runs of one Spec from several seeds; `changes` is what the grid gave to that Spec."""

    changes: dict[str, Any]
    runs: tuple[SweptRun, ...]

    @property
    def ended(self) -> dict[str, int]:
        """How many runs ended in which way, the most frequent first."""
        return dict(Counter(run.ended for run in self.runs).most_common())

    @property
    def success_rate(self) -> float:
        """The share of runs that converged, 0 to 1, of those not cancelled; NaN without any."""
        decided = len(self.runs) - self.ended.get("cancelled", 0)
        return self.ended.get("converged", 0) / decided if decided else math.nan

    @property
    def mean_epochs(self) -> float:
        """The mean of the epochs that the converged runs took; NaN without any."""
        epochs = self._epochs()
        return sum(epochs) / len(epochs) if epochs else math.nan

    @property
    def deviation_epochs(self) -> float:
        """Their standard deviation (with n - 1); NaN with fewer than two."""
        epochs, mean = self._epochs(), self.mean_epochs
        if len(epochs) < 2:
            return math.nan
        return math.sqrt(sum((epoch - mean) ** 2 for epoch in epochs) / (len(epochs) - 1))

    def _epochs(self) -> list[int]:
        return [run.epoch for run in self.runs if run.ended == "converged"]

    def __str__(self) -> str:
        name = ", ".join(f"{field}={value}" for field, value in self.changes.items())
        facts = [f"{self.success_rate:.0%} of {len(self.runs)} converged"]
        if self._epochs():
            facts.append(f"{self.mean_epochs:.0f} ± {self.deviation_epochs:.0f} epochs")
        facts += [f"{n} {how}" for how, n in self.ended.items() if how != "converged"]
        return f"{name}: {', '.join(facts)}" if name else ", ".join(facts)


@dataclass(frozen=True)
class Sweep:
    """All runs of a sweep, by the points of its grid (one group without a grid).

    `criterion` says in words when a run counts as converged.
    """

    criterion: str
    epochs: int
    groups: tuple[Group, ...]

    @property
    def runs(self) -> tuple[SweptRun, ...]:
        """The runs of all groups."""
        return tuple(run for group in self.groups for run in group.runs)

    @property
    def cancelled(self) -> bool:
        """Whether the sweep was cancelled before all runs had ended."""
        return any(run.ended == "cancelled" for run in self.runs)

    def __str__(self) -> str:
        title = f"Converged: {self.criterion}, within {self.epochs} epochs"
        return "\n".join([title, *map(str, self.groups)])

    def __repr__(self) -> str:
        return f"<sweep of {len(self.runs)} runs in {len(self.groups)} groups>"
