"""The input plane: where a point is on it, and what the network answers everywhere.

Shared by the figures that show data: an SVG with axes over a canvas with the field.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ui.colours import rgba
from ui.lab import Lab
from ui.tree import Attributes, Element, element

SIZE, EDGE = 400, 34  # of the SVG; the field lies within the edges
GRID = 50  # pixels of the field each way; the browser smooths them


def plane(label: str, *marks: Element, canvas: str = "field", low: float, high: float) -> Element:
    """The field's canvas, and over it the axes and marks."""
    inner = SIZE - 2 * EDGE
    texts = []
    for share in (0.0, 0.5, 1.0):
        text = f"{low + share * (high - low):g}".replace("-", "−")
        at = EDGE + share * inner
        texts += [
            element("text", {"x": at, "y": SIZE - EDGE + 20, "class": "tick",
                             "text-anchor": "middle"}, text),
            element("text", {"x": EDGE - 7, "y": SIZE - at + 4, "class": "tick",
                             "text-anchor": "end"}, text),
        ]
    frame: Attributes = {"x": EDGE, "y": EDGE, "width": inner, "height": inner, "class": "frame"}
    names = [
        element("text", {"x": SIZE - EDGE + 6, "y": SIZE - EDGE + 6, "class": "name"}, "x₁"),
        element("text", {"x": EDGE - 8, "y": EDGE - 10, "class": "name"}, "x₂"),
    ]
    svg = element("svg", {"viewBox": f"0 0 {SIZE} {SIZE}", "role": "img", "aria-label": label},
                  element("rect", frame), *texts, *names, *marks)
    field = element("canvas", {"data-canvas": canvas, "width": GRID, "height": GRID,
                               "aria-hidden": "true"})
    return element("div", {"class": "plane"}, field, svg)


def place(x1: float, x2: float, low: float, high: float) -> tuple[float, float]:
    """Where a point of the plane is in the SVG."""
    scale = (SIZE - 2 * EDGE) / (high - low)
    return EDGE + (x1 - low) * scale, SIZE - EDGE - (x2 - low) * scale


@lru_cache(maxsize=4)
def grid(low: float, high: float) -> NDArray[np.float64]:
    """The centres of the field's pixels (GRID * GRID, 2), row by row from the top."""
    steps = low + (np.arange(GRID) + 0.5) * (high - low) / GRID
    x1, x2 = np.meshgrid(steps, steps[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


def bounds(lab: Lab) -> tuple[float, float]:
    """The square that shows the lab's data: that of its kind, wider where own points are."""
    kind, points = lab.run.data.kind, lab.run.data.train.points
    return min(kind.low, float(points.min())), max(kind.high, float(points.max()))


def field(lab: Lab) -> NDArray[np.uint8]:
    """The output over the plane: blue near 1, red near 0."""
    outputs = lab.run.predict(grid(*bounds(lab)))[:, 0].reshape(GRID, GRID)
    return rgba(2 * outputs - 1)


def unit_field(lab: Lab, layer: int, index: int) -> NDArray[np.uint8]:
    """One neuron's activation over the plane, on a scale that ends at its largest magnitude."""
    if layer == 0:
        values = grid(*bounds(lab))[:, index % 2]
    else:
        values = lab.run.forward(grid(*bounds(lab)))[1][layer - 1][:, index]
    largest = np.abs(values).max()
    return rgba((values / largest if largest > 0 else values).reshape(GRID, GRID))


