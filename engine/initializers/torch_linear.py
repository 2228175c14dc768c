"""What nn.Linear does by itself: weights and biases uniform within 1 / sqrt(fan_in)."""

import math

from engine.initializers.initializer import Array, Initializer, uniform
from engine.random import Stream


class TorchLinear(Initializer):
    name = "pytorch"
    title = "PyTorch’s own"
    torch_biases = ""

    def draw(self, stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
        bound = 1 / math.sqrt(fan_in)
        weights = uniform(stream, fan_in, fan_out, bound)
        return weights, bound * (2 * stream.uniform(fan_out) - 1)
