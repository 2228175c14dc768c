"""A straight line over the input plane, which calls one of its sides 1: what a single neuron is.

    line = Line(angle=45, shift=0.1)
    line.answers(points)        # for each point whether it is on the side called 1
    line.moved((0.2, 0.9))      # the line whose nearer handle is there
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]

CENTRE = 0.5  # of the unit square, both ways
REACH = 0.45  # from the line's foot to each of its two handles
LOW, HIGH = -0.3, 1.3  # of the plane that is shown
STEPS = 125  # of the shift's slider to a unit of the plane


@dataclass(frozen=True)
class Line:
    """All points x with n · (x − centre) = shift, where n points at `angle` (degrees) towards
    the side called 1."""

    angle: float = 45.0
    shift: float = 0.0

    @property
    def normal(self) -> Point:
        turn = math.radians(self.angle)
        return math.cos(turn), math.sin(turn)

    @property
    def foot(self) -> Point:
        """The point of the line that is nearest to the centre."""
        a, b = self.normal
        return CENTRE + a * self.shift, CENTRE + b * self.shift

    def along(self, distance: float) -> Point:
        """The point of the line so far from its foot."""
        (a, b), (x, y) = self.normal, self.foot
        return x - b * distance, y + a * distance

    def answers(self, points: Iterable[Point]) -> list[bool]:
        """For each point whether it is on the side called 1; the line itself is not."""
        a, b = self.normal
        return [a * (x - CENTRE) + b * (y - CENTRE) > self.shift for x, y in points]

    def moved(self, to: Point) -> "Line":
        """The line through `to` and that one of the two handles which is further from it."""
        start, end = self.along(-REACH), self.along(REACH)
        if math.dist(to, start) < math.dist(to, end):
            start = to
        else:
            end = to
        dx, dy = end[0] - start[0], end[1] - start[1]
        angle = math.degrees(math.atan2(-dx, dy))
        a, b = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        return Line(angle % 360, a * (to[0] - CENTRE) + b * (to[1] - CENTRE))
