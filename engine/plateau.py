"""Plateaus: since when the loss of a run has stopped falling, and the likely cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.median import median, medians

if TYPE_CHECKING:
    from engine.run import Run

SHORTEST = 100  # epochs
BLOCK = 20  # epochs
LITTLE = 0.01  # of the loss
JUMPS = 0.2  # of the loss
FLAT = 1e-3  # norm of the gradient


def start(run: Run) -> int | None:
    """The epoch in which the present plateau began; None if the loss still falls.

    The window is the last 100 epochs or, if longer, the last half of the run. On a plateau the
    median loss of its second half is less than 1 % below that of its first, or less than two
    standard errors: medians, since with a small batch single epochs jump far.
    """
    begin = run.epoch - max(SHORTEST, run.epoch // 2)
    if begin < 0:
        return None
    _, loss = _window(run, begin)
    half = len(loss) // 2
    middle, scatter = _middle(loss)
    # The standard error of a median is 1.2533 sigma / sqrt(n), for normal errors.
    error = 1.2533 * scatter * np.sqrt(2 / half)
    if median(loss[:half]) - median(loss[half:]) >= max(LITTLE * middle, 2 * error):
        return None
    # Further back as long as the loss, 20 epochs at a time, was about what it is now.
    epochs, losses = _window(run, 0)
    firsts, middles = _blocks(losses)
    left = np.flatnonzero(np.abs(middles - middle) > max(5 * LITTLE * middle, 3 * scatter))
    known = left[-1] + 1 if len(left) else 0
    return min(begin, int(epochs[firsts[known]])) if known < len(firsts) else begin


def _blocks(losses: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Losses in blocks of about 20, as `np.array_split` makes them, the larger ones first: where
    each begins, and its median."""
    size, larger = divmod(len(losses), max(1, len(losses) // BLOCK))
    cut = larger * (size + 1)
    middles = [
        medians(part.reshape(-1, length))
        for part, length in ((losses[:cut], size + 1), (losses[cut:], size))
    ]
    firsts = [np.arange(0, cut, size + 1), np.arange(cut, len(losses), size)]
    return np.concatenate(firsts), np.concatenate(middles)


def _middle(loss: np.ndarray) -> tuple[float, float]:
    """The median of losses, and their standard deviation from the median absolute deviation."""
    middle = median(loss)
    return middle, 1.4826 * median(np.abs(loss - middle))


def _window(run: Run, begin: int) -> tuple[np.ndarray, np.ndarray]:
    history = run.history
    inside = (history.epoch >= begin) & (history.epoch <= run.epoch)
    return history.epoch[inside], history.loss[inside]


def cause(
    run: Run, since: int, dead: tuple[tuple[int, int], ...], saturated: tuple[tuple[int, int], ...]
) -> str:
    """The likely cause of a plateau since that epoch: the first of these that is so.

    No hidden layer; a whole layer dead; units of a layer all alike; some units dead; a loss that
    jumps by more than 20 % of its mean (rate too high); a layer all saturated; a gradient of norm
    below 1e-3 (a flat place); else a gradient that the steps of this rate cannot follow.
    """
    hidden = list(enumerate(run.spec.layers[1:-1], 1))
    if not hidden:
        return "without a hidden layer the output is one straight slope, and that fits no better"
    for layer, width in hidden:
        if sum(unit[0] == layer for unit in dead) == width:
            return f"all {width} units of layer {layer} are dead, so no gradient gets through"
    for layer, width in hidden:
        parts = [run.weights[layer - 1], run.biases[layer - 1], run.weights[layer].T]
        units = np.column_stack(parts)
        if width > 1 and (units == units[0]).all():
            return f"all {width} units of layer {layer} are alike, and equal gradients keep them so"
    if dead:
        return f"{len(dead)} dead hidden units leave too few to bend the boundary"
    _, loss = _window(run, max(since, run.epoch - SHORTEST))
    if np.ptp(loss) > JUMPS * loss.mean():
        return f"the loss jumps up and down: a learning rate of {run.spec.learning_rate:g} is high"
    for layer, width in hidden:
        if sum(unit[0] == layer for unit in saturated) == width:
            return f"all {width} units of layer {layer} are saturated, so little gradient is left"
    norm = float(np.linalg.norm(run.batch_gradient()))
    if norm < FLAT:
        return f"the gradient is almost 0 (norm {norm:.2g}): a minimum or a flat place"
    return (
        f"the gradient is not 0 (norm {norm:.2g}), "
        f"but a learning rate of {run.spec.learning_rate:g} gets no further"
    )
