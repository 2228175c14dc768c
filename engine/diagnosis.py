"""Diagnosis: what is seen of a run, in words, by stated criteria. Causes are for `engine.tries`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.goal_loss import floor, tolerance
from engine.trend import Part, trend

if TYPE_CHECKING:
    from engine.run import Run

Unit = tuple[int, int]  # layer (1 to L), neuron

SATURATED_SLOPE = 0.05  # of the steepest slope
SATURATED_SHARE = 0.9  # of the training samples
# The kinds of how far a run is: a diagnosis has one of them, and it comes first.
PROGRESS = ("diverged", "converged", "new", "falling", "rising", "flat", "unsteady", "stuck")
TRIED = ("stuck", "rising", "diverged")  # those whose cause is worth a try: see `engine.tries`


@dataclass(frozen=True)
class Finding:
    """One thing that is seen, as texts and numbers, and the units, training samples or epoch that
    it is about."""

    kind: str
    parts: tuple[Part, ...]
    units: tuple[Unit, ...] = ()
    samples: tuple[int, ...] = ()
    epoch: int | None = None

    @property
    def words(self) -> str:
        """The parts as a sentence, numbers with four digits."""
        return "".join(part if isinstance(part, str) else f"{part:.4g}" for part in self.parts)

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Diagnosis:
    """What is seen of a run at its present epoch: how far it is, then what its units do. Nothing of
    it is a guess at a cause, or says what will be.

    - `diverged`: a parameter or the loss is NaN or infinite; since `epoch`.
    - `converged`: the loss is less than 0.05 above its floor, and nearer to it than to the loss of
      a network that always says 0.5. The floor is what the flipped labels leave to a network that
      knows all but them: for a share f of them, f(1-f) of MSE or the entropy of f of BCE. In a
      regression: less than 5 % of the targets' variance above the variance of the noise (see
      `engine.goal_loss`). The words say no more than that; how the loss goes is said next.
    - `new`, `falling`, `rising`, `flat`, `unsteady`, `stuck`: how the loss has gone since `epoch`:
      see `engine.trend.Trend`. Of a run that has converged, `flat` is said for `stuck`.
    - `dead`: ReLU units whose pre-activation is 0 or less on every training sample, so that no
      gradient reaches their weights.
    - `silent`: training samples on which every unit of a ReLU layer is off, so that no gradient of
      theirs reaches that layer and those before it.
    - `saturated`: sigmoid or tanh units in a hidden layer whose slope is below 5 % of its largest
      value on at least 90 % of the training samples.
    - `alike`: units of a hidden layer that have the same weights and bias in, and weights out, as
      another one of it, to the bit.
    - `undecided`: training samples of two classes whose output is 0.5 (see `engine.sides`), or of
      several of which no output is the largest alone.

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

    @property
    def progress(self) -> str:
        """How far the run is: the kind that comes first."""
        return self.findings[0].kind


@np.errstate(all="ignore")
def diagnose(run: Run) -> Diagnosis:
    """What is seen of a run where it is now."""
    if run.diverged:
        return Diagnosis((_diverged(run),), {})
    off = {
        (layer, neuron): tuple(np.flatnonzero(samples).tolist())
        for layer, units in _off(run)
        for neuron, samples in enumerate(units.T)
    }
    dead = tuple(unit for unit, samples in off.items() if len(samples) == len(run.data.train))
    findings = [*_progress(run), *_dead(run, dead), *_silent(run, off), *_saturated(run)]
    return Diagnosis((*findings, *_alike(run), *_undecided(run)), off)


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
        if run.network.activations[layer - 1].cuts_off:
            yield layer, z <= 0


def _diverged(run: Run) -> Finding:
    epoch = math.ceil(run.update / run.updates_per_epoch)
    words = (
        f"The run diverged in epoch {epoch}: a weight, a bias or the loss is no longer a number "
        "that a computer can hold."
    )
    return Finding("diverged", (words,), epoch=epoch)


def _progress(run: Run) -> Iterator[Finding]:
    loss, least, allowed = run.loss, floor(run), tolerance(run)
    seen = trend(run)
    kind = seen.kind
    if allowed and loss < least + allowed:
        noise: tuple[Part, ...] = ()
        if least:
            left = ", the loss of a network that knows all but the noise, and "
            noise = (" (", least, left, allowed, ")")
        bound = ("The loss ", loss, " is below ", least + allowed)
        parts = (*bound, *noise, ", which counts as converged.")
        yield Finding("converged", parts, epoch=run.epoch)
        kind = "flat" if kind == "stuck" else kind
    yield Finding(kind, seen.parts, epoch=seen.since)


def _dead(run: Run, dead: tuple[Unit, ...]) -> Iterator[Finding]:
    if dead:
        total = sum(
            width
            for width, op in zip(run.spec.layers[1:-1], run.network.activations, strict=False)
            if op.cuts_off
        )
        kind = "hidden units" if total == sum(run.spec.layers[1:-1]) else "ReLU units"
        words = f"{len(dead)} of {total} {kind} {_be(dead)} dead: off on every training sample."
        yield Finding("dead", (words,), units=dead, samples=tuple(range(len(run.data.train))))


def _silent(run: Run, off: dict[Unit, tuple[int, ...]]) -> Iterator[Finding]:
    silent: set[int] = set()
    for layer in {layer for layer, _ in off}:
        units = [set(samples) for unit, samples in off.items() if unit[0] == layer]
        silent |= set.intersection(*units)
    if silent:
        words = (
            f"{len(silent)} of {len(run.data.train)} training samples {_be(silent)} silent: every "
            "unit of a layer is off on them, so that they teach it nothing."
        )
        yield Finding("silent", (words,), samples=tuple(sorted(silent)))


def saturated_units(run: Run) -> tuple[Unit, ...]:
    """The units that are `saturated`, as `Diagnosis` has it."""
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


def _saturated(run: Run) -> Iterator[Finding]:
    units = saturated_units(run)
    if units:
        total = sum(run.spec.layers[1:-1])
        words = (
            f"{len(units)} of {total} hidden units {_be(units)} saturated: their curve is almost "
            f"flat on {SATURATED_SHARE:.0%} of the training samples or more."
        )
        yield Finding("saturated", (words,), units=units)


def alike_units(run: Run) -> tuple[Unit, ...]:
    """The units that are `alike`, as `Diagnosis` has it."""
    found: list[Unit] = []
    weights, biases = run.network.weights, run.network.biases
    for layer in range(1, run.network.depth):
        into, bias, out = weights[layer - 1], biases[layer - 1], weights[layer]
        if len(set(into[:, 0].tolist())) == len(into):
            continue  # as nearly always: no two begin alike
        rows = np.column_stack([into, bias, out.T]) + 0.0  # no -0
        bits = [row.tobytes() for row in rows]
        found += [(layer, i) for i, row in enumerate(bits) if bits.count(row) > 1]
    return tuple(found)


def _alike(run: Run) -> Iterator[Finding]:
    units = alike_units(run)
    for layer in dict.fromkeys(layer for layer, _ in units):
        members = tuple(unit for unit in units if unit[0] == layer)
        words = (
            f"{len(members)} of {run.spec.layers[layer]} units of hidden layer {layer} are alike: "
            "each has the same weights as another one, in and out."
        )
        yield Finding("alike", (words,), units=members)


def _undecided(run: Run) -> Iterator[Finding]:
    count = run.undecided
    if count:
        verb = "is" if count == 1 else "are"
        several = run.data.classes > 2
        why = (
            "two or more outputs are the largest." if several
            else "the output is 0.5, which is neither class."
        )
        words = f"{count} of {len(run.data.train)} training samples {verb} undecided: {why}"
        yield Finding("undecided", (words,))


def _be(things: tuple[Unit, ...] | set[int]) -> str:
    return "is" if len(things) == 1 else "are"
