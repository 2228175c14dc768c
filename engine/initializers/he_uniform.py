"""He, uniform: the variance of He, normal; biases 0."""

import math

import numpy as np

from engine.initializers.initializer import Array, Initializer, uniform
from engine.random import Stream


class HeUniform(Initializer):
    name = "he_uniform"
    title = "He, uniform"
    torch_weights = 'nn.init.kaiming_uniform_({}, nonlinearity="relu")'

    def draw(self, stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
        return uniform(stream, fan_in, fan_out, math.sqrt(6 / fan_in)), np.zeros(fan_out)
