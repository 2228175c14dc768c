"""When a run of a sweep has converged, and what is to be said of those that have not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from engine.data import Dataset
from engine.diagnosis import diagnose
from engine.errors import EngineError
from engine.readings import Readings
from engine.spec import Spec
from engine.trainer import Trainer

if TYPE_CHECKING:
    from engine.run import Run

Array = NDArray[np.float64]
ALL_RIGHT = "all right"


@dataclass(frozen=True)
class Criterion:
    """A loss below `bound`, and every row right if `all_right`; in `words`."""

    words: str
    bound: float
    all_right: bool

    def met(self, losses: Array, right: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For losses (R,), and whether all rows are right (R,)."""
        below: NDArray[np.bool_] = losses < self.bound
        return below & right if self.all_right else below


def criterion_of(criterion: str | float) -> Criterion:
    """Raises EngineError if it is neither "all right" nor a loss above 0."""
    if criterion == ALL_RIGHT:
        return Criterion("every training row on the right side", math.inf, True)
    if isinstance(criterion, int | float) and not isinstance(criterion, bool) and criterion > 0:
        bound = float(criterion)
        return Criterion(f"loss below {bound:g}", bound, False)
    raise EngineError(f"criterion={criterion!r}: must be {ALL_RIGHT!r} or a loss above 0")


@dataclass(frozen=True)
class Losses:
    """The losses (epochs + 1,) of a run, as diagnosis reads them from a History."""

    loss: Array

    @property
    def epoch(self) -> NDArray[np.int64]:
        """The epoch of each."""
        return np.arange(len(self.loss))

    def boundary(self, epoch: int, later: bool = False) -> int:
        """Of every epoch there is a row."""
        return epoch


class EndOfRun(Readings):
    """A run of a stack at the end of its last epoch, for `diagnose` to read."""

    events = ()

    def __init__(self, spec: Spec, data: Dataset, parameters: Array, losses: Array) -> None:
        trainer = Trainer(spec, data)
        trainer.network.parameters[:] = parameters
        trainer.update = (len(losses) - 1) * trainer.updates_per_epoch
        super().__init__(trainer)
        self.history = Losses(losses)


def failure(spec: Spec, data: Dataset, parameters: Array, losses: Array) -> tuple[str, str]:
    """How a run ended that has not converged, and the sentences of its diagnosis."""
    ended = EndOfRun(spec, data, parameters, losses)
    # Diagnosis reads of a Run what is in EndOfRun.
    diagnosis = diagnose(cast("Run", ended))
    if diagnosis.progress == "stuck" and "dead" in diagnosis.kinds:
        return "dead", str(diagnosis)
    return diagnosis.progress, str(diagnosis)
