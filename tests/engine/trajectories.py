"""Trajectories: the losses of a Run, as far as they are determined at all.

Training can be chaotic: where a twin of ours, started one ulp away, does not stay with us, no other
program can be asked to.
"""

import math
from collections.abc import Callable

import numpy as np

from engine import Run, Spec
from engine.network import Network

UPDATES = 200
TAME, EQUAL = 1e-10, 1e-9
GREAT = 1000  # of a loss: 1e-10 of it is its last digit but two


def epochs_of(spec: Spec) -> int:
    """The epochs that make about 200 updates."""
    return max(1, math.ceil(UPDATES / Run(spec).updates_per_epoch))


def losses_of(run: Run, epochs: int, after: Callable[[Run], None] = lambda _: None) -> np.ndarray:
    """The loss now and after each further epoch, until it diverges; then `after` is called."""
    losses = [run.loss]
    for _ in range(epochs):
        run.train(1)
        if run.diverged:
            break
        losses.append(run.loss)
        after(run)
    return np.array(losses)


def jitter(run: Run) -> None:
    """Moves the output's last bias by an ulp, up and down in turn."""
    last = len(run.biases[-1]) - 1
    towards = math.inf if run.epoch % 2 else -math.inf
    run.set_bias(run.network.depth, last, math.nextafter(run.biases[-1][last], towards))


def twin(spec: Spec) -> Spec:
    """The Spec started one ulp away in every parameter.

    Zeros stay, as a row may be on a kink there; but the output's bias, behind which there is no
    kink, moves by an ulp of 1: what rounding does to it where gradients cancel.
    """
    start = Network(spec).parameters
    moved = np.where(start == 0, 0.0, np.nextafter(start, np.inf))
    moved[-1] += np.finfo(float).eps
    return spec.replace(initialization="given", given=tuple(moved.tolist()))


def tame_losses(spec: Spec) -> np.ndarray:
    """The losses of the Run for as long as they are not great and its twin's are within 1e-10.

    The twin is an ulp off again after each epoch: a step that is long against the parameters would
    round a single one away, and what grows from the rounding of others is not seen.
    """
    epochs = epochs_of(spec)
    losses, others = losses_of(Run(spec), epochs), losses_of(Run(twin(spec)), epochs, jitter)
    shared = min(len(losses), len(others))
    losses, others = losses[:shared], others[:shared]
    wild = ~((np.abs(losses - others) <= TAME) & (losses < GREAT))
    return losses[: int(wild.argmax())] if wild.any() else losses
