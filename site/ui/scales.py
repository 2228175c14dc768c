"""Sliders: between a position and the quantity that it stands for.

    RATE.at(50), RATE.position(0.1)       logarithmic, rounded to significant digits
    SPEEDS[7]                             epochs per second, the last without limit
"""

import math
from dataclasses import dataclass

SPEEDS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, math.inf)


@dataclass(frozen=True)
class LogScale:
    """A logarithmic slider from `lowest` to `highest` in that many steps."""

    lowest: float
    highest: float
    steps: int
    digits: int = 2

    def at(self, position: float) -> float:
        """The quantity at a position, with so many significant digits."""
        value = self.lowest * (self.highest / self.lowest) ** (position / self.steps)
        return float(f"{value:.{self.digits}g}")

    def position(self, value: float) -> int:
        """The position that is nearest to a quantity."""
        share = math.log(value / self.lowest) / math.log(self.highest / self.lowest)
        return round(self.steps * min(max(share, 0.0), 1.0))


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
