"""Zeros: every neuron of a layer is alike and stays so, which a lesson shows."""

import numpy as np

from engine.initializers.initializer import Array, Initializer
from engine.random import Stream


class Zeros(Initializer):
    name = "zeros"
    title = "Zeros"
    torch_weights = "nn.init.zeros_({})"

    def draw(self, stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
        return np.zeros((fan_out, fan_in)), np.zeros(fan_out)
