"""The loss at which a run counts as converged: a floor, and how far above it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.run import Run

CONVERGED = 0.05  # of loss, or of the variance of the targets
LITTLE = 0.01  # of the loss of a network that knows nothing


def floor(run: Run) -> float:
    """The loss that noise leaves to a network that knows everything but the noise."""
    train = run.data.train
    if not run.data.classification:
        return float(np.var(train.targets - train.true_targets))
    return run.network.loss.floor(float(np.mean(train.flipped)), run.data.classes)


def tolerance(run: Run) -> float:
    """How far above the floor the loss of a converged run may be: with many flipped labels, no
    further than half of the way to the loss of one that knows nothing, and says 0.5. 0 where that
    is less than 1 %: there, no loss is a sign of anything learned. Where all numbers to be learned
    are the same, their square takes the place of their variance."""
    if run.data.classification:
        ignorant = run.network.loss.ignorant(run.data.classes)
        half_way = (ignorant - floor(run)) / 2
        return min(CONVERGED, half_way) if half_way >= LITTLE * ignorant else 0.0
    targets = run.data.train.true_targets
    return CONVERGED * float(np.var(targets) or np.mean(targets * targets) or 1.0)
