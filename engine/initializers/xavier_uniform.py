"""Xavier, uniform: the variance of Xavier, normal; biases 0. Its paper's equation 16."""

import math

import numpy as np

from engine.initializers.initializer import Array, Initializer, uniform
from engine.random import Stream


class XavierUniform(Initializer):
    name = "xavier_uniform"
    title = "Xavier, uniform"
    torch_weights = "nn.init.xavier_uniform_({})"

    def draw(self, stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
        bound = math.sqrt(6 / (fan_in + fan_out))
        return uniform(stream, fan_in, fan_out, bound), np.zeros(fan_out)
