"""Initializer: what the way in which weights and biases start has to have.

`fan_in` and `fan_out` are the neurons before and after the layer. Initializers draw from the stream
layer by layer, the weights in row-major order (out, in); from Streams, those of R runs at once.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.random import Stream

Array = NDArray[np.float64]


class Initializer:
    """Weights (out, in) and biases (out,) of a layer, and PyTorch's call for the same."""

    name: ClassVar[str]  # in a Spec
    title: ClassVar[str]  # on a page
    drawn: ClassVar[bool] = True  # from a stream; else they come with the Spec
    # Calls on a layer's weights and biases `{}`; none where nn.Linear itself starts like this.
    torch_weights: ClassVar[str] = ""
    torch_biases: ClassVar[str] = "nn.init.zeros_({})"

    def draw(self, stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
        """The weights and the biases at the start."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<initializer {self.title}>"


def normal(stream: Stream, fan_in: int, fan_out: int, deviation: float) -> Array:
    """Weights from a normal distribution with mean 0."""
    weights = deviation * stream.normal(fan_out * fan_in)
    return weights.reshape(*weights.shape[:-1], fan_out, fan_in)


def uniform(stream: Stream, fan_in: int, fan_out: int, bound: float) -> Array:
    """Weights from -bound to bound, all alike likely."""
    weights = bound * (2 * stream.uniform(fan_out * fan_in) - 1)
    return weights.reshape(*weights.shape[:-1], fan_out, fan_in)
