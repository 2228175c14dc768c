"""The input plane: where a point is on it, and what the network answers everywhere.

Shared by the figures that show data: an SVG with axes over a canvas with the field.
"""

from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine import Spec
from engine.data import DATA_SETS
from engine.features import features_of
from engine.fields import Fields, coloured, fields_of
from ui.colours import TABLE
from ui.lab import Lab
from ui.own_points import drawn_set
from ui.tree import Attributes, Element, element
from ui.views.contour import contour

SIZE, EDGE = 400, 34  # of the SVG; the field lies within the edges
GRID = 50  # pixels of a field each way; the browser smooths them
FINE = 100  # of the data's field while nothing moves
OUTPUT = -1  # the last neuron
KEPT = 6  # fields of a lab: of each size, and of the shape before


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
    return spec.data, spec.samples, spec.noise, spec.data_seed, spec.split, spec.points, spec.scales


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
    size = GRID if coarse(lab) else FINE
    state = lab.state, size, discretised(lab)
    if lab.view.get("answers", (None, None))[0] != state:
        lab.view["answers"] = state, answers_of(lab, lab.spec, lab.run.parameters, size)
    both: tuple[NDArray[np.float64], NDArray[np.uint8]] = lab.view["answers"][1]
    return both


def coarse(lab: Lab) -> bool:
    """Whether the answers have to be quick to have: numpy evaluates them, and there is more to do
    in a frame."""
    if lab.run.engine == "numpy":
        return lab.moving or lab.run.waiting
    return fields(lab, lab.spec, FINE).waiting


def answers_of(
    lab: Lab, spec: Spec, parameters: NDArray[np.float64], size: int
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """The output (size, size) of any network over the lab's plane, and its image."""
    over, (low, high) = fields(lab, spec, size), scale(lab)
    outputs = over.answers(parameters).reshape(size, size)
    if discretised(lab):
        middle = (low + high) / 2
        low, high = np.nextafter(middle, low), middle
    return outputs, over.colours(OUTPUT, low, high).reshape(size, size, 4)


def border_of(lab: Lab, outputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where answers (size, size) are in the middle: segments (n, 2, 2) in the SVG's units."""
    size = (SIZE - 2 * EDGE) / len(outputs)
    return EDGE + (contour(outputs, middle(lab)) + 0.5) * size


def scale(lab: Lab) -> tuple[float, float]:
    """What the ends of the field's scale stand for: the classes 0 and 1, or numbers."""
    return numbers(lab) or (0.0, 1.0)


def middle(lab: Lab) -> float:
    """The answer that parts the plane in two: 0.5 between classes, 0 between numbers."""
    return sum(scale(lab)) / 2


def numbers(lab: Lab) -> tuple[float, float] | None:
    """The scale of targets that are numbers, about 0; None where they are classes."""
    if lab.run.data.classification:
        return None
    largest = float(np.abs(lab.run.data.train.targets).max()) or 1.0
    return -largest, largest


def discretised(lab: Lab) -> bool:
    """Whether the field shows which side of the middle an answer is on, and no more."""
    return "classes" in lab.view.get("show", ())


def unit_field(lab: Lab, layer: int, index: int) -> NDArray[np.uint8]:
    """One neuron's activation over the plane, on a scale that ends at its largest magnitude."""
    if layer == 0:
        return input_field(lab, index, GRID)
    over, neuron = fields(lab, lab.spec, GRID), sum(lab.spec.layers[1:layer]) + index
    largest = np.abs(over.activations(lab.run.parameters)[neuron]).max()
    return over.colours(neuron, -largest, largest).reshape(GRID, GRID, 4)


def unit_fields(lab: Lab, size: int) -> dict[tuple[int, int], NDArray[np.uint8]]:
    """The same of every neuron (layer, index); the output is on the scale of the answers."""
    layers, over = lab.spec.layers, fields(lab, lab.spec, size)
    values = over.activations(lab.run.parameters)
    largest = np.abs(values).max(axis=1)
    images = {(0, index): input_field(lab, index, size) for index in range(layers[0])}
    places = [(layer, index) for layer in range(1, len(layers)) for index in range(layers[layer])]
    for neuron, at in enumerate(places):
        ends = (-largest[neuron], largest[neuron]) if at[0] < len(layers) - 1 else scale(lab)
        images[at] = over.colours(neuron, *ends).reshape(size, size, 4)
    return images


def input_field(lab: Lab, index: int, size: int) -> NDArray[np.uint8]:
    """An input over the plane."""
    values = features_of(grid(*bounds(lab), size), lab.spec.features)[:, index]
    largest = np.abs(values).max()
    return coloured(values, -largest, largest, TABLE).reshape(size, size, 4)


def fields(lab: Lab, spec: Spec, size: int) -> Fields:
    """The fields of a network's neurons over the lab's plane, made once for each shape and size."""
    low, high = bounds(lab)
    key = spec.layers, spec.activations, spec.output, spec.features, low, high, size
    kept: dict[object, Fields] = lab.view.setdefault("fields", {})
    if key not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        kept[key] = fields_of(spec, grid(low, high, size), TABLE)
    return kept[key]
