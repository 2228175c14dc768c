"""What can be read of a run, a sweep and a race for the figures of a lesson."""

from collections.abc import Callable
from functools import partial

import numpy as np
from ui.concepts.optimizer_race.state import LONGEST, OptimizerRace
from ui.lab import CORNERS
from ui.panels.runs.log import LOW, right

from engine import Run, Spec, sides, strongest_paths, sweep
from engine.diagnosis import PROGRESS
from engine.optimizers import OPTIMIZERS

ARRIVED = 0.01  # the loss below which a racer has arrived


def low(run: Run, below: float) -> float:
    """The first epoch with so low a loss."""
    return first(run.history.epoch[run.history.loss < below])


def all_right_from(run: Run) -> float:
    """The first epoch from which on every sample is right."""
    wrong = run.history.epoch[run.history.accuracy < 1]
    return wrong[-1] + 1 if len(wrong) and wrong[-1] < run.epoch else np.nan


def rises(run: Run) -> float:
    """The share of epochs in which the loss rises."""
    return float((np.diff(run.history.loss) > 0).mean())


def squared_low(run: Run) -> float:
    """The first epoch with a mean squared error below 0.05, whatever the loss is."""
    for epoch in run.history.epoch.tolist():
        run.seek(epoch)
        error = run.training_pass().prediction - run.data.train.targets
        if np.square(error).mean() < LOW:
            return float(epoch)
    return np.nan


def dead(run: Run) -> int:
    return sum(len(each.units) for each in run.diagnosis().findings if each.kind == "dead")


def corners(run: Run) -> int:
    """How many of the four corners of XOR are right."""
    rows = np.array(CORNERS)
    return int(sides.right(run.predict(rows[:, :2])[:, 0], rows[:, 2]).sum())


def square(run: Run) -> float:
    """The share of the unit square that is right by XOR."""
    middles = (np.arange(100) + 0.5) / 100
    x1, x2 = (axis.ravel() for axis in np.meshgrid(middles, middles))
    answers = run.predict(np.stack([x1, x2], axis=1))[:, 0]
    return float(sides.right(answers, (x1 > 0.5) != (x2 > 0.5)).mean())


def first(values: np.ndarray) -> float:
    return float(values[0]) if len(values) else np.nan


def of_path(index: int, weight: int | None) -> Callable[[Run], float]:
    def read(run: Run) -> float:
        path = strongest_paths(run, top=index)[-1]
        return path.strength if weight is None else path.weights[weight]

    return read


RUN_READINGS: dict[str, Callable[[Run], float | None]] = {
    "loss": lambda run: run.loss,
    "accuracy": lambda run: run.accuracy,
    "best_accuracy": lambda run: float(run.history.accuracy.max()),
    "test_loss": lambda run: run.test_loss,
    "epochs": lambda run: run.epoch,
    "lr": lambda run: run.spec.learning_rate,
    "n": lambda run: run.spec.samples,
    "seed": lambda run: run.spec.seed,
    "rows": lambda run: len(run.data.train),
    "parameters": lambda run: run.network.size,
    "weights": lambda run: sum(layer.size for layer in run.weights),
    "biases": lambda run: sum(layer.size for layer in run.biases),
    "largest": lambda run: max(float(np.abs(layer).max()) for layer in run.weights),
    "low": partial(low, below=LOW), "very_low": partial(low, below=LOW / 5),
    "all_right_from": all_right_from, "rises": rises, "squared_low": squared_low,
    "dead": dead, "corners": corners, "square": square, "before_noise": right,
    **{f"path{index}{name}": of_path(index, weight) for index in (1, 2)
       for name, weight in (("", None), ("_first", 0), ("_second", 1))},
}


def sweep_readings(
    spec: Spec, starts: int, epochs: int, criterion: str | float
) -> dict[str, float]:
    """How many of the starts ended in each way (see SweptRun), and the first and the last seed."""
    seeds = range(spec.seed, spec.seed + starts)
    group = sweep(spec, seeds, epochs=epochs, criterion=criterion).groups[0]
    ended = dict.fromkeys((*PROGRESS, "dead"), 0)
    return {**ended, **group.ended, "first": seeds[0], "last": seeds[-1]}


def race_readings(race: OptimizerRace) -> dict[str, float]:
    """After how many steps each optimizer's loss is below 0.01 for good; LONGEST + 1 if it is not
    within the race."""
    found: dict[str, float] = {"longest": LONGEST, "arrived": ARRIVED}
    for name in OPTIMIZERS:
        path = race.path(name)
        above = np.flatnonzero(race.loss.value(path[:, 0], path[:, 1]) >= ARRIVED)
        found[name] = float(above[-1] + 1)
    return found
