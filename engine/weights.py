"""Weights: what `run.weights` is, a list that also knows the run's moment."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from engine.trainer import State, Trainer

Array = NDArray[np.float64]


class Weights(list[Array]):
    """The weights (out, in) of layers 1 to L: read-only views, which change as the run trains.

    Weights alone do not say how training goes on: `biases` and `state()` (the update, the
    optimizer's memory) go with them, so that `pytorch_code(run.spec, weights=run.weights)` can
    write a program that goes on as the run does.
    """

    def __init__(self, views: Iterable[Array], trainer: Trainer) -> None:
        super().__init__(views)
        self._trainer = trainer

    @property
    def biases(self) -> list[Array]:
        """Copies of the biases (out,) as they are now."""
        return [bias.copy() for bias in self._trainer.network.biases]

    def state(self) -> State:
        """All that the next update depends on, as it is now."""
        return self._trainer.state()
