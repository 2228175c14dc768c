"""Own weights: they are in Spec.given, and Network takes them from there."""

from engine.initializers.initializer import Array, Initializer
from engine.random import Stream


class Given(Initializer):
    name = "given"
    title = "as given"
    drawn = False

    def draw(self, stream: Stream, fan_in: int, fan_out: int) -> tuple[Array, Array]:
        raise TypeError("init=given draws nothing: the weights are in Spec.given")
