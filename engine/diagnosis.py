"""Diagnosis: what goes wrong or right in a run, in words, by stated criteria."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine import plateau

if TYPE_CHECKING:
    from engine.run import Run

Unit = tuple[int, int]  # layer (1 to L), neuron

SATURATED_SLOPE = 0.05  # of the steepest slope
SATURATED_SHARE = 0.9  # of the training samples
CONVERGED = 0.05  # of loss, or of the variance of the targets


@dataclass(frozen=True)
class Finding:
    """One thing found, in a sentence, and the units, training samples or epoch it is about."""

    kind: str
    words: str
    units: tuple[Unit, ...] = ()
    samples: tuple[int, ...] = ()
    epoch: int | None = None

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Diagnosis:
    """The findings about a run at its present epoch, the most telling first.

    - `diverged`: a parameter or the loss is NaN or infinite; since `epoch`.
    - `converged`: the loss is less than 0.05 above its floor, and nearer to it than to the loss of
      a network that always says 0.5. The floor is what the flipped labels
      leave to a network that knows all but them: for a share f of them, f(1-f) of MSE or the
      entropy of f of BCE. In a regression: less than 5 % of the targets' variance above the
      variance of the noise.
    - `stuck`: not converged, and in the last 100 epochs or, if more, the last half of the run, the
      median loss of the second half is less than 1 % below that of the first, or less than two
      standard errors. The words name the likely cause, as `plateau.cause` has it.
    - `dead`: ReLU units whose pre-activation is 0 or less on every training sample, so that no
      gradient reaches their weights.
    - `silent`: training samples on which every unit of a ReLU layer is off, so that they teach
      nothing to that layer and those before it.
    - `saturated`: sigmoid or tanh units in a hidden layer whose slope is below 5 % of its largest
      value on at least 90 % of the training samples.
    - `learning`: none of diverged, converged and stuck; or not begun.

    `off` has for each ReLU unit the training samples on which it is off.
    """

    findings: tuple[Finding, ...]
    off: dict[Unit, tuple[int, ...]]

    def __str__(self) -> str:
        return " ".join(finding.words for finding in self.findings)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the findings."""
        return tuple(finding.kind for finding in self.findings)


def diagnose(run: Run) -> Diagnosis:
    """What is to be said of a run where it is now."""
    if run.diverged:
        return Diagnosis((_diverged(run),), {})
    off = {
        (layer, neuron): tuple(np.flatnonzero(samples).tolist())
        for layer, units in _off(run)
        for neuron, samples in enumerate(units.T)
    }
    dead = dead_units(run)
    saturated = _saturated_units(run)
    findings = [_progress(run, dead, saturated)]
    findings += _dead(run, dead) + _silent(run, off) + _saturated(run, saturated)
    return Diagnosis(tuple(findings), off)


def dead_units(run: Run) -> tuple[Unit, ...]:
    """The ReLU units that are off on every training sample, as `Diagnosis` has them; none of a
    run that diverged."""
    if run.diverged:
        return ()
    return tuple(
        (layer, int(neuron))
        for layer, units in _off(run)
        for neuron in np.flatnonzero(units.all(axis=0))
    )


def _off(run: Run) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    """Each ReLU layer, and on which training samples (rows, neurons) its units are off."""
    for layer, z in enumerate(run.training_pass().pre_activations[:-1], 1):
        if run.spec.activations[layer - 1] == "relu":
            yield layer, z <= 0


def _diverged(run: Run) -> Finding:
    epoch = math.ceil(run.update / run.updates_per_epoch)
    words = (
        f"The run diverged in epoch {epoch}: its numbers grew beyond what a computer can hold. "
        f"A learning rate below {run.spec.learning_rate:g} would be right."
    )
    return Finding("diverged", words, epoch=epoch)


def _progress(run: Run, dead: tuple[Unit, ...], saturated: tuple[Unit, ...]) -> Finding:
    loss, bound = run.loss, floor(run) + tolerance(run)
    if loss < bound:
        words = f"The run has converged: its loss {loss:.4g} is below {bound:.4g}."
        return Finding("converged", words, epoch=run.epoch)
    if run.update == 0:
        words = f"The run has not begun: its loss is {loss:.4g}."
        return Finding("learning", words, epoch=0)
    since = plateau.start(run)
    if since is None:
        return Finding("learning", f"The run is learning: its loss is {loss:.4g}.", epoch=run.epoch)
    cause = plateau.cause(run, since, dead, saturated)
    words = f"The run is stuck at a loss of {loss:.4g} since epoch {since}: {cause}."
    return Finding("stuck", words, units=dead or saturated, epoch=since)


def floor(run: Run) -> float:
    """The loss that noise leaves to a network that knows everything but the noise."""
    train = run.data.train
    if not run.data.classification:
        return float(np.var(train.targets - train.true_targets))
    share = float(np.mean(train.flipped))
    if run.spec.loss == "mse":
        return share * (1 - share)
    return -sum(part * math.log(part) for part in (share, 1 - share) if part)


def tolerance(run: Run) -> float:
    """How far above the floor the loss of a converged run may be: with many flipped labels, no
    further than half of the way to the loss of one that knows nothing, and says 0.5."""
    if run.data.classification:
        ignorant = 0.25 if run.spec.loss == "mse" else math.log(2)
        return min(CONVERGED, (ignorant - floor(run)) / 2)
    return CONVERGED * float(np.var(run.data.train.true_targets))


def _dead(run: Run, dead: tuple[Unit, ...]) -> list[Finding]:
    if not dead:
        return []
    total = sum(
        width
        for width, name in zip(run.spec.layers[1:-1], run.spec.activations, strict=True)
        if name == "relu"
    )
    verb = "is" if len(dead) == 1 else "are"
    words = f"{len(dead)} of {total} hidden units {verb} dead on every sample."
    return [Finding("dead", words, units=dead, samples=tuple(range(len(run.data.train))))]


def _silent(run: Run, off: dict[Unit, tuple[int, ...]]) -> list[Finding]:
    silent: set[int] = set()
    for layer in {layer for layer, _ in off}:
        units = [set(samples) for unit, samples in off.items() if unit[0] == layer]
        silent |= set.intersection(*units)
    if not silent:
        return []
    verb = "is" if len(silent) == 1 else "are"
    words = (
        f"{len(silent)} of {len(run.data.train)} samples {verb} silent: "
        "every unit of a layer is off there, so they teach it nothing."
    )
    return [Finding("silent", words, samples=tuple(sorted(silent)))]


def _saturated_units(run: Run) -> tuple[Unit, ...]:
    passed, network = run.training_pass(), run.network
    units: list[Unit] = []
    for layer, op in enumerate(network.activations[:-1], 1):
        if op.steepest is None:
            continue
        z, a = passed.pre_activations[layer - 1], passed.activations[layer - 1]
        slope: NDArray[np.float64] = np.empty_like(z)
        op.gradient(z, a, slope)
        share = (slope < SATURATED_SLOPE * op.steepest).mean(axis=0)
        units += [(layer, int(i)) for i in np.flatnonzero(share >= SATURATED_SHARE)]
    return tuple(units)


def _saturated(run: Run, units: tuple[Unit, ...]) -> list[Finding]:
    if not units:
        return []
    total = sum(run.spec.layers[1:-1])
    verb = "is" if len(units) == 1 else "are"
    words = f"{len(units)} of {total} hidden units {verb} saturated: flat where the data are."
    return [Finding("saturated", words, units=units)]
