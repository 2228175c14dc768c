"""He, normal: variance 2 / fan_in, and biases 0.

K. He et al., "Delving Deep into Rectifiers", ICCV 2015, equation 10.
"""

import math

import numpy as np

from engine.initializers.initializer import Array, Initializer, normal
from engine.random import Stream


class He(Initializer):
    name = "he"
    title = "He, normal"
    torch_weights = 'nn.init.kaiming_normal_({}, nonlinearity="relu")'

    def draw(self, stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
        return normal(stream, fan_in, fan_out, math.sqrt(2 / fan_in)), np.zeros(fan_out)
