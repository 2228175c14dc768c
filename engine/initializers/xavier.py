"""Xavier, normal: variance 2 / (fan_in + fan_out), and biases 0.

X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
AISTATS 2010, equation 12.
"""

import math

import numpy as np

from engine.initializers.initializer import Array, Initializer, normal
from engine.random import Stream


class Xavier(Initializer):
    name = "xavier"
    title = "Xavier, normal"
    torch_weights = "nn.init.xavier_normal_({})"

    def draw(self, stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
        deviation = math.sqrt(2 / (fan_in + fan_out))
        return normal(stream, fan_in, fan_out, deviation), np.zeros(fan_out)
