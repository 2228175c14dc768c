"""check_gradients: are the gradients right? Compares backpropagation with finite differences.

    print(check_gradients(run))
    check_gradients(run, gradient=mine).ok
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import EngineError, ShapeError
from engine.network import Network, Workspace

if TYPE_CHECKING:
    from engine.run import Run

Array = NDArray[np.float64]
STEP = 6e-6  # cube root of the rounding error: neither it nor h^2 weighs more than the other
TOLERANCE = 1e-7  # of the largest gradient, or of 1 if that is less


@dataclass(frozen=True)
class GradientCheck:
    """What a check found.

    `gradient` and `differences` (P,) are what was claimed and what finite differences say (NaN
    where excluded), `excluded` the reasons, by name of a parameter, why it could not be checked.
    """

    names: tuple[str, ...]
    gradient: Array
    differences: Array
    excluded: dict[str, str]

    @property
    def deviations(self) -> Array:
        """|gradient - differences| (P,); 0 where excluded."""
        return np.nan_to_num(np.abs(self.gradient - self.differences), nan=0.0)

    @property
    def allowed(self) -> float:
        """How much they may differ: finite differences are not exact themselves."""
        return TOLERANCE * max(1.0, float(np.nanmax(np.abs(self.differences), initial=0.0)))

    @property
    def ok(self) -> bool:
        """Whether all gradients that could be checked are right."""
        return bool((self.deviations <= self.allowed).all())

    def __str__(self) -> str:
        lines = [self._verdict()]
        lines += [f"Not checked: {name}, as {reason}." for name, reason in self.excluded.items()]
        return "\n".join(lines)

    __repr__ = __str__

    def _verdict(self) -> str:
        checked = len(self.names) - len(self.excluded)
        if self.ok:
            return (
                f"All {checked} gradients checked are right: they differ from finite differences "
                f"by at most {self.deviations.max():.2g} ({self.allowed:.2g} is allowed)."
            )
        wrong, worst = int((self.deviations > self.allowed).sum()), int(self.deviations.argmax())
        return (
            f"{wrong} of {checked} gradients checked are wrong. The worst is that of "
            f"{self.names[worst]}: {self.gradient[worst]:.6g} is claimed, but moving it a little "
            f"changes the loss at a rate of {self.differences[worst]:.6g}."
        )


@np.errstate(all="ignore")
def check_gradients(run: Run, gradient: ArrayLike | None = None) -> GradientCheck:
    """Compares the gradient (P,) of the loss over the training set with central differences.

    Each parameter w is moved by ±h and (L(w + h) - L(w - h)) / 2h taken, whose error shrinks with
    h^2. `gradient` is the run's own unless given. A parameter whose move takes a sample across the
    kink of a ReLU, where the loss has no derivative, is excluded, and the check says which and why.

    Raises ShapeError for a gradient of another shape, EngineError if the run has diverged.
    """
    if run.diverged:
        raise EngineError("the run has diverged: its loss has no gradient. Reset it or seek back")
    claimed = run.batch_gradient() if gradient is None else np.array(gradient, dtype=np.float64)
    if claimed.shape != run.parameters.shape:
        raise ShapeError(f"gradient has shape {claimed.shape}; right is {run.parameters.shape}")
    network = Network(run.spec)
    network.parameters[:] = run.parameters
    names = network.names()
    differences = np.full(network.size, np.nan)
    excluded = {}
    workspace = Workspace(network, len(run.data.train))
    for i, name in enumerate(names):
        value = network.parameters[i]
        h = STEP * max(1.0, abs(value))
        above, sides_above = _look(run, workspace, i, value + h)
        below, sides_below = _look(run, workspace, i, value - h)
        network.parameters[i] = value
        crossing = np.flatnonzero((sides_above != sides_below).any(axis=1))
        if len(crossing):
            excluded[name] = f"sample {crossing[0]} is on the kink of a ReLU"
        else:
            differences[i] = (above - below) / (2 * h)
    return GradientCheck(names, claimed, differences, excluded)


def _look(
    run: Run, workspace: Workspace, index: int, value: float
) -> tuple[float, NDArray[np.bool_]]:
    """The loss with one parameter at that value, and which side of each kink each sample is on."""
    workspace.network.parameters[index] = value
    workspace.forward(run.data.train.inputs)
    kinked = [
        z > 0
        for z, op in zip(workspace.pre_activations, run.network.activations, strict=True)
        if op.kinked
    ]
    sides = np.column_stack(kinked) if kinked else np.zeros((len(run.data.train), 0), dtype=bool)
    return workspace.loss(run.data.train.targets), sides
