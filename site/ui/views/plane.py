"""The input plane: where a point is on it, and what the network answers everywhere.

Shared by the figures that show data: an SVG with axes over a canvas with the field.
"""

from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.data import DATA_SETS
from engine.features import features_of
from engine.fields import Fields, coloured, fields_of
from ui.colours import TABLE
from ui.lab import Lab
from ui.own_points import drawn_set
from ui.tree import Attributes, Element, element

SIZE, EDGE = 400, 34  # of the SVG; the field lies within the edges
GRID = 50  # pixels of a field each way; the browser smooths them
FINE = 100  # of the data's field while nothing moves
OUTPUT = -1  # the last neuron
KEPT = 4  # fields of a lab: of each size, and of the shape before


def plane(
    label: str, *marks: Element, low: float, high: float, attributes: Attributes | None = None
) -> Element:
    """The field's canvas, and over it the axes and marks, in an SVG with these attributes too."""
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
    whole: Attributes = {"viewBox": f"0 0 {SIZE} {SIZE}", "role": "img", "aria-label": label}
    svg = element("svg", {**whole, **(attributes or {})},
                  element("rect", frame), *texts, *names, *marks)
    field = element("canvas", {"data-canvas": "field", "width": GRID, "height": GRID,
                               "aria-hidden": "true"})
    return element("div", {"class": "plane"}, field, svg)


Coordinate = TypeVar("Coordinate", float, NDArray[np.float64])


def place(
    x1: Coordinate, x2: Coordinate, low: float, high: float
) -> tuple[Coordinate, Coordinate]:
    """Where a point of the plane is in the SVG."""
    scale = (SIZE - 2 * EDGE) / (high - low)
    return EDGE + (x1 - low) * scale, SIZE - EDGE - (x2 - low) * scale


def point_at(across: float, down: float, low: float, high: float) -> tuple[float, float]:
    """The point of the plane at these shares of the SVG's width and height."""
    scale = (high - low) / (SIZE - 2 * EDGE)
    return low + (across * SIZE - EDGE) * scale, low + (SIZE - EDGE - down * SIZE) * scale


@lru_cache(maxsize=4)
def grid(low: float, high: float, size: int = GRID) -> NDArray[np.float64]:
    """The centres of a field's pixels (size * size, 2), row by row from the top."""
    steps = low + (np.arange(size) + 0.5) * (high - low) / size
    x1, x2 = np.meshgrid(steps, steps[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


def data_key(lab: Lab) -> object:
    """What the data are defined by: where it is equal, the points are."""
    spec = lab.spec
    return spec.data, spec.samples, spec.noise, spec.data_seed, spec.split, spec.points


def bounds(lab: Lab) -> tuple[float, float]:
    """The square that shows the lab's data: where they were drawn, wider where own points are."""
    kind, points = DATA_SETS[drawn_set(lab)], lab.run.data.train.points
    return min(kind.low, float(points.min())), max(kind.high, float(points.max()))


def answers(lab: Lab) -> NDArray[np.float64]:
    """The output over the plane, coarser while the lab plays; made once for each state."""
    outputs: NDArray[np.float64] = answered(lab)[0]
    return outputs


def answer_colours(lab: Lab) -> NDArray[np.uint8]:
    """The same as an image: blue near 1, red near 0."""
    colours: NDArray[np.uint8] = answered(lab)[1]
    return colours


def answered(lab: Lab) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    size = GRID if lab.moving else FINE
    state = lab.run, lab.state, size
    if lab.view.get("answers", (None, None))[0] != state:
        over = fields(lab, size)
        outputs = over.answers(lab.run.parameters).reshape(size, size)
        colours = over.colours(OUTPUT, 0.0, 1.0).reshape(size, size, 4)
        lab.view["answers"] = state, (outputs, colours)
    both: tuple[NDArray[np.float64], NDArray[np.uint8]] = lab.view["answers"][1]
    return both


def unit_field(lab: Lab, layer: int, index: int) -> NDArray[np.uint8]:
    """One neuron's activation over the plane, on a scale that ends at its largest magnitude."""
    layers = lab.spec.layers
    if layer == 0:
        values = features_of(grid(*bounds(lab)), lab.spec.features)[:, index]
        largest = np.abs(values).max()
        image = coloured(values, -largest, largest, TABLE)
    else:
        over, neuron = fields(lab, GRID), sum(layers[1:layer]) + index
        largest = np.abs(over.activations(lab.run.parameters)[neuron]).max()
        image = over.colours(neuron, -largest, largest)
    return image.reshape(GRID, GRID, 4)


def fields(lab: Lab, size: int) -> Fields:
    """The fields of the lab's neurons over the plane, made once for each shape and size."""
    spec, (low, high) = lab.spec, bounds(lab)
    key = spec.layers, spec.activations, spec.output, spec.features, low, high, size
    kept: dict[object, Fields] = lab.view.setdefault("fields", {})
    if key not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        kept[key] = fields_of(spec, grid(low, high, size), TABLE)
    return kept[key]
