"""The input plane: where a point is on it, and what the network answers everywhere.

Shared by the figures that show data: an SVG with axes over a canvas with the field.
"""

from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine import Spec
from engine.data import DATA_SETS
from engine.features import features_of
from engine.fields import Fields, coloured, fields_of
from ui.draw.colours import TABLE
from ui.draw.contour import contour
from ui.draw.tree import Attributes, Element, element
from ui.lab import Lab
from ui.lab.own_points import drawn_set
from ui.panels.boundary.state import Boundary
from ui.words.numbers import MINUS

SIZE, EDGE = 400, 32  # of the SVG; the field lies within the edges
INNER = SIZE - 2 * EDGE
SHORT = 2  # figures of a number beside an axis
GRID = 50  # pixels of a field each way; the browser smooths them
FINE = 100  # of the data's field while nothing moves
OUTPUT = -1  # the last neuron
CROWDED = 0.25  # of an axis; values in less of it are shown by themselves
Range = tuple[float, float]


class Area(NamedTuple):
    """The part of the plane that is shown: from where to where on each axis."""

    x1: Range
    x2: Range



def plane(
    label: str, *marks: Element, area: Area, attributes: Attributes | None = None
) -> Element:
    """The field's canvas, and over it the axes and marks, in an SVG with these attributes too."""
    whole: Attributes = {"viewBox": f"0 0 {SIZE} {SIZE}", "role": "img", "aria-label": label}
    svg = element("svg", {**whole, **(attributes or {})},
                  *axes(area), *marks)
    field = element("canvas", {"data-canvas": "field", "width": GRID, "height": GRID,
                               "aria-hidden": "true"})
    return element("div", {"class": "plane"}, field, svg)


def axes(area: Area) -> list[Element]:
    """The plane's frame, the numbers at its corners, the names of its axes. A long number beside
    the upright axis runs along it, so that none is cut."""
    frame: Attributes = {"x": EDGE, "y": EDGE, "width": INNER, "height": INNER, "class": "frame"}
    low, left = SIZE - EDGE + 25, EDGE - 5  # large letters need all of the edge
    middle = SIZE / 2
    return [
        element("rect", frame),
        text("tick", EDGE, low, "start", number(area.x1[0])),
        text("tick", SIZE - EDGE, low, "end", number(area.x1[1])),
        *(upright(number(end), y, anchor) for end, y, anchor in
          zip(area.x2, (SIZE - EDGE, EDGE), ("start", "end"), strict=True)),
        text("name", middle, low, "middle", "x₁"),
        text("name", left, middle + 5, "end", "x₂"),
    ]


def upright(number: str, y: float, anchor: str) -> Element:
    if len(number) <= SHORT:
        return text("tick", EDGE - 12, y + (0 if anchor == "start" else 12), "end", number)
    return element("text", {"class": "tick", "text-anchor": anchor,
                            "transform": f"translate({EDGE - 13} {y}) rotate(-90)"}, number)


def text(kind: str, x: float, y: float, anchor: str, content: str) -> Element:
    return element("text", {"class": kind, "x": x, "y": y, "text-anchor": anchor}, content)


def number(value: float) -> str:
    """At an axis: thousands are grouped."""
    text = f"{value:,.0f}" if 1e3 <= abs(value) < 1e7 else f"{value:.4g}"
    return text.replace("-", MINUS)


Coordinate = TypeVar("Coordinate", float, NDArray[np.float64])


def place(x1: Coordinate, x2: Coordinate, area: Area) -> tuple[Coordinate, Coordinate]:
    """Where a point of the plane is in the SVG."""
    inner, (left, right), (low, high) = SIZE - 2 * EDGE, *area
    return (EDGE + (x1 - left) * (inner / (right - left)),
            SIZE - EDGE - (x2 - low) * (inner / (high - low)))


def point_at(across: float, down: float, area: Area) -> tuple[float, float]:
    """The point of the plane at these shares of the SVG's width and height."""
    inner, (left, right), (low, high) = SIZE - 2 * EDGE, *area
    return (left + (across * SIZE - EDGE) * ((right - left) / inner),
            low + (SIZE - EDGE - down * SIZE) * ((high - low) / inner))


@lru_cache(maxsize=4)
def grid(area: Area, size: int = GRID) -> NDArray[np.float64]:
    """The centres of a field's pixels (size * size, 2), row by row from the top."""
    across, up = (low + (np.arange(size) + 0.5) * (high - low) / size for low, high in area)
    x1, x2 = np.meshgrid(across, up[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


def data_key(lab: Lab) -> object:
    """What the data are defined by: where it is equal, the points are."""
    spec = lab.spec
    return spec.data, spec.samples, spec.noise, spec.data_seed, spec.split, spec.points, spec.scales


def bounds(lab: Lab) -> Area:
    """The part of the plane that has the lab's data: where they were drawn, wider where own points
    are; each axis by itself, as one may be an age and the other an income."""
    kind, points = DATA_SETS[drawn_set(lab)], lab.run.data.train.points
    first, second = (span(kind.low, kind.high, column) for column in points.T)
    return Area(first, second)


def span(low: float, high: float, values: NDArray[np.float64]) -> Range:
    """From `low` to `high`, and as far as the values go; of values that are far from there, or
    would fill a small part of it, only where they are."""
    least, most = float(values.min()), float(values.max())
    whole = min(low, least), max(high, most)
    if low <= least and most <= high:
        return low, high
    if most - least >= CROWDED * (whole[1] - whole[0]) or most == least:
        return whole
    beyond = (most - least) * 0.05
    return least - beyond, most + beyond


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
    return lab.cached(answered, (lab.state, size, discretised(lab)),
                      lambda: answers_of(lab, lab.spec, lab.run.parameters, size))


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
    return "classes" in lab.of(Boundary).shown


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
    values = features_of(grid(bounds(lab), size), lab.spec.features)[:, index]
    largest = np.abs(values).max()
    return coloured(values, -largest, largest, TABLE).reshape(size, size, 4)


def fields(lab: Lab, spec: Spec, size: int) -> Fields:
    """The fields of a network's neurons over the lab's plane, made once for each shape and size."""
    area = bounds(lab)
    key = spec.layers, spec.activations, spec.output, spec.features, area, size
    return lab.cached_fields(key, lambda: fields_of(spec, grid(area, size), TABLE))
