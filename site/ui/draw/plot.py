"""A small plot of a function: axes through given ranges, its curve, and a point on it.

    plot = Plot("f(z)", "z", x=(-5, 5), y=(0, 1), steer="slope-to")
    plot.element("Sigmoid", ...)          # an SVG; its slots are the point's, see `point`
    plot.path(xs, ys)                     # path data, clipped to the plot by the SVG
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ui.draw.tree import SLOT, Attributes, Content, Element, element
from ui.words.numbers import MINUS

Array = NDArray[np.float64]
Range = tuple[float, float]

WIDTH, HEIGHT = 300, 200
LEFT, RIGHT, TOP, BOTTOM = 38, 10, 24, 24
FAR = 9000.0  # pixels: beyond it a browser need not draw


def reach(values: Array, most: float) -> Range:
    """An axis from 0 on that shows the values, and a little beyond them; at most to ±`most`."""
    low, high = float(values.min()), float(values.max())
    top = math.ceil(10 * high) / 10 if high > 1 else round(1.2 * high, 1)
    return max(math.floor(10 * low) / 10, -most) if low < 0 else 0.0, min(top, most)


@dataclass(frozen=True)
class Plot:
    """`steer` is the action of a pointer in the plot, "" for none; `id` of the plot on its page."""

    id: str
    name: str
    across: str
    x: Range
    y: Range
    steer: str = ""

    def place_x(self, x: float) -> float:
        low, high = self.x
        return LEFT + (x - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def place_y(self, y: float) -> float:
        low, high = self.y
        return HEIGHT - BOTTOM - (y - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    def path(self, xs: Array, ys: Array) -> str:
        """A curve as SVG path data."""
        low, high = self.x
        across = LEFT + (xs - low) / (high - low) * (WIDTH - LEFT - RIGHT)
        down = np.clip([self.place_y(y) for y in ys.tolist()], -FAR, FAR)
        pairs = np.stack([across, down], axis=1).round(1).tolist()
        return "M" + "L".join(f"{a:g} {b:g}" for a, b in pairs)

    def element(self, *drawn: Content) -> Element:
        """The plot, with what is `drawn` in it, clipped; then the point, a slot each for the
        SVG's description, the line down, and the disc."""
        inner: Attributes = {"x": LEFT, "y": TOP, "width": WIDTH - LEFT - RIGHT,
                             "height": HEIGHT - TOP - BOTTOM}
        clip = element("clipPath", {"id": f"{self.id}-clip"}, element("rect", inner))
        hit = [element("rect", {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "class": "hit",
                                "data-steer": self.steer})] if self.steer else []
        return element(
            "svg", {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": SLOT,
                    "class": "plot"},
            clip, *self.axes(), element("g", {"clip-path": f"url(#{self.id}-clip)"}, *drawn),
            element("line", {"class": "here", "x1": SLOT, "x2": SLOT, "y1": TOP,
                             "y2": HEIGHT - BOTTOM}),
            element("circle", {"class": "now", "r": 6, "cx": SLOT, "cy": SLOT}), *hit)

    def axes(self) -> list[Element]:
        """Grid lines with their numbers, the ends and the middle of both ranges."""
        found = [element("text", {"x": 4, "y": 14, "class": "axis"}, self.name),
                 element("text", {"x": WIDTH - RIGHT, "y": HEIGHT - 5, "class": "axis",
                                  "text-anchor": "end"}, self.across)]
        for share in (0.0, 0.5, 1.0):
            x, y = (low + share * (high - low) for low, high in (self.x, self.y))
            across, down = self.place_x(x), self.place_y(y)
            found += [
                element("line", {"class": "grid", "x1": LEFT, "x2": WIDTH - RIGHT, "y1": down,
                                 "y2": down}),
                element("text", {"class": "tick", "x": LEFT - 5, "y": down + 4,
                                 "text-anchor": "end"}, tick(y))]
            if share < 1.0:  # the end of the axis has its name
                found.append(element("text", {"class": "tick", "x": across, "y": HEIGHT - 7,
                                              "text-anchor": "middle"}, tick(x)))
        if self.y[0] < 0 < self.y[1]:
            found.append(element("line", {"class": "zero-line", "x1": LEFT, "x2": WIDTH - RIGHT,
                                          "y1": self.place_y(0), "y2": self.place_y(0)}))
        return found

    def point(self, x: float, y: float, description: str) -> list[str]:
        """The values of the slots that are not drawn by the caller: the first, and the rest."""
        across, down = self.place_x(x), min(max(self.place_y(y), TOP - 4.0), HEIGHT - BOTTOM + 4.0)
        return [description, f"{across:.1f}", f"{across:.1f}", f"{across:.1f}", f"{down:.1f}"]


def tick(value: float) -> str:
    return f"{value:g}".replace("-", MINUS)
