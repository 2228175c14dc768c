"""Sliders: between a position and the quantity that it stands for.

    RATE.at(50), RATE.position(0.1)       logarithmic, rounded to significant digits
    SPEEDS[7]                             epochs per second, the last without limit
"""

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

SPEEDS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, math.inf)


@dataclass(frozen=True)
class LogScale:
    """A logarithmic slider from `lowest` to `highest`, of so many steps before they are rounded.

    Its positions are the distinct rounded quantities. So each has a position of its own, and a
    slider that is set to the position of what it says stays where a person has put it.
    """

    lowest: float
    highest: float
    steps: int
    digits: int = 2

    @cached_property
    def stops(self) -> list[float]:
        """The quantities, ascending, each with at most so many significant digits."""
        ratio = self.highest / self.lowest
        exact = [self.lowest * ratio ** (step / self.steps) for step in range(self.steps + 1)]
        return sorted({float(f"{value:.{self.digits}g}") for value in exact})

    @property
    def last(self) -> int:
        """The last position; the first is 0."""
        return len(self.stops) - 1

    def at(self, position: float) -> float:
        """The quantity at a position."""
        return self.stops[round(position)]

    def position(self, value: float) -> int:
        """The position that is nearest to a quantity, as ratios go."""
        above = bisect_left(self.stops, value, hi=self.last)
        below = max(above - 1, 0)
        return above if value**2 > self.stops[below] * self.stops[above] else below


RATE = LogScale(0.01, 2.0, 100)


def bounded(text: str, lowest: float, highest: float) -> float:
    """The number in `text`, moved into the range. Raises ValueError where it is none."""
    number = float(text)
    if math.isnan(number):
        raise ValueError(f"{text!r} is not a number")
    return min(max(number, lowest), highest)


def whole(text: str, last: int) -> int:
    """The whole number in `text`, moved into the range from 0 to `last`."""
    return int(bounded(text, 0, last))
