"""Specs drawn by hypothesis, and the rule by which two trainings of one can be compared."""

import math

import numpy as np
from hypothesis import strategies as st

from engine import Run, Spec
from engine.data import DATA_SETS
from engine.initializers import INITIALIZERS
from engine.network import Network
from engine.ops import ACTIVATIONS
from engine.optimizers import OPTIMIZERS

UPDATES = 200
TAME, EQUAL = 1e-10, 1e-9
FEATURES = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin-x1", "sin-x2")


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    """Any Spec that is small enough to be trained often."""
    data = draw(st.sampled_from([name for name in DATA_SETS if name != "own"]))
    regression = DATA_SETS[data].regression
    output = "identity" if regression else draw(st.sampled_from(["sigmoid", "identity"]))
    loss = draw(st.sampled_from(["bce", "mse"])) if output == "sigmoid" else "mse"
    features = draw(st.lists(st.sampled_from(FEATURES), min_size=1, max_size=3, unique=True))
    hidden = draw(st.lists(st.integers(1, 6), max_size=3))
    names = st.sampled_from(list(ACTIVATIONS))
    strength = st.sampled_from([0.0, 0.0, 0.01, 0.1])
    kinds = [name for name in INITIALIZERS if name != "given"]
    return Spec(
        layers=(len(features), *hidden, 1),
        activations=tuple(draw(names) for _ in hidden),
        output=output,
        loss=loss,
        initialization=draw(st.sampled_from(kinds)),
        optimizer=draw(st.sampled_from(list(OPTIMIZERS))),
        learning_rate=draw(st.sampled_from([0.001, 0.03, 0.1, 0.5])),
        batch=draw(st.sampled_from([1, 3, 4, "all"] if data == "xor" else [1, 7, 25, "all"])),
        order=draw(st.sampled_from(["shuffled", "sequential"])),
        data=data,
        samples=draw(st.sampled_from([50, 60])),
        noise=draw(st.sampled_from([0.0, 0.2])),
        split=draw(st.sampled_from([0.0, 0.2])),
        features=tuple(features),
        l1=draw(strength),
        l2=draw(strength),
        penalty=draw(strength) if output == "sigmoid" else 0.0,
        seed=draw(st.integers(0, 2**32 - 1)),
        data_seed=draw(st.integers(0, 2**32 - 1)),
    )


def epochs_of(spec: Spec) -> int:
    """The epochs that make about 200 updates."""
    return max(1, math.ceil(UPDATES / Run(spec).updates_per_epoch))


def losses_of(run: Run, epochs: int) -> np.ndarray:
    """The loss now and after each further epoch, until it diverges."""
    losses = [run.loss]
    for _ in range(epochs):
        run.train(1)
        if run.diverged:
            break
        losses.append(run.loss)
    return np.array(losses)


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
    """The losses of the Run for as long as its twin's stay within 1e-10 of them."""
    epochs = epochs_of(spec)
    losses, others = losses_of(Run(spec), epochs), losses_of(Run(twin(spec)), epochs)
    shared = min(len(losses), len(others))
    apart = np.abs(losses[:shared] - others[:shared]) > TAME
    return losses[: int(apart.argmax()) if apart.any() else shared]
