"""Reshaping: a network in mid-training gets other layers, and keeps what it can of what it learned.

    shape = Shape((2, 4, 4, 1), ("relu", "relu"), origins=(0, 1, None, 2))   # a new layer 2
    run = Run(reshaped(run, shape))

A weight stays if both of its neurons stay and were joined by it, a bias if its neuron stays.
Everything else is drawn as for a new network of that shape: from the Spec's seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.initializers import GIVEN
from engine.network import Network
from engine.spec import DEFAULT

if TYPE_CHECKING:
    from engine.run import Run
    from engine.spec import Spec

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Shape:
    """Layers (the input and the output too) and the activations of the hidden ones; for each layer
    the one that it was before (0 the input), or None for a new one."""

    layers: tuple[int, ...]
    activations: tuple[str, ...]
    origins: tuple[int | None, ...]


def reshaped(run: Run, shape: Shape, initialization: str | None = None) -> Spec:
    """The Spec of a run that goes on from where this one is, in another shape. New numbers are
    drawn by this initialization if the Spec's own weights are given.

    Of a run that has learned nothing yet there is nothing to keep: it begins as any of its shape.
    Raises SpecErrors if there can be no such network.
    """
    own = run.spec.given is not None
    drawn = run.spec.replace(
        layers=shape.layers, activations=shape.activations, given=None,
        initialization=(initialization or DEFAULT.initialization) if own
        else run.spec.initialization,
    )  # fmt: skip
    if run.update == 0 and not run.events and not own:
        return drawn
    network = Network(drawn)
    carry_over(run.network, network, shape.origins)
    return drawn.replace(initialization=GIVEN, given=tuple(network.parameters.tolist()))


def carry_over(old: Network, new: Network, origins: tuple[int | None, ...]) -> None:
    """Copies what stays; a number that is not finite any more does not."""
    for ours, theirs in staying(old, new, origins):
        np.copyto(ours, theirs, where=np.isfinite(theirs))


def kept(old: Network, new: Network, origins: tuple[int | None, ...]) -> int:
    """How many parameters that copies."""
    return int(sum(np.isfinite(theirs).sum() for _, theirs in staying(old, new, origins)))


def staying(
    old: Network, new: Network, origins: tuple[int | None, ...]
) -> Iterator[tuple[Array, Array]]:
    """The parts of the new network that go on from a part of the old one, with that part."""
    for layer, (weights, biases) in enumerate(zip(new.weights, new.biases, strict=True), 1):
        before, origin = origins[layer - 1 : layer + 1]
        if origin is None:
            continue
        yield common(biases, old.biases[origin - 1])
        if before == origin - 1:
            yield common(weights, old.weights[origin - 1])


def common(new: Array, old: Array) -> tuple[Array, Array]:
    """The part of each that both have."""
    both = tuple(slice(min(sizes)) for sizes in zip(new.shape, old.shape, strict=True))
    return new[both], old[both]
