"""When a run of a sweep has converged, and what is to be said of those that have not."""

from __future__ import annotations

from collections.abc import Callable
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
Met = Callable[[Array, NDArray[np.bool_]], NDArray[np.bool_]]
ALL_RIGHT = "all right"


def criterion_of(criterion: str | float) -> tuple[str, Met]:
    """A criterion in words, and as a function of the losses (R,) and whether all rows are right.

    Raises EngineError if it is neither "all right" nor a loss above 0.
    """
    if criterion == ALL_RIGHT:
        return "every training row on the right side", lambda _, right: right
    if isinstance(criterion, int | float) and not isinstance(criterion, bool) and criterion > 0:
        bound = float(criterion)
        return f"loss below {bound:g}", lambda losses, _: losses < bound
    raise EngineError(f"criterion={criterion!r}: must be {ALL_RIGHT!r} or a loss above 0")


@dataclass(frozen=True)
class Losses:
    """The losses (epochs + 1,) of a run, as diagnosis reads them from a History."""

    loss: Array

    @property
    def epoch(self) -> NDArray[np.int64]:
        """The epoch of each."""
        return np.arange(len(self.loss))


class EndOfRun(Readings):
    """A run of a stack at the end of its last epoch, for `diagnose` to read."""

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
    if "diverged" in diagnosis.kinds:
        return "diverged", str(diagnosis)
    if "stuck" in diagnosis.kinds:
        return "dead" if "dead" in diagnosis.kinds else "stuck", str(diagnosis)
    return "learning", str(diagnosis)
