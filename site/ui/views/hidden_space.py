"""The samples as the hidden units see them, and the input plane as the hidden layer bends it.

Two units are the axes: the two chosen ones, or the two directions in which the samples spread
most (principal components; K. Pearson 1901). The line is where the output is 0.5: through the
plane of the two units with the others at their mean, or through the principal plane.
"""

import numpy as np
from numpy.typing import NDArray

from ui.lab import CORNERS, Lab
from ui.tree import SLOT, Attributes, Element, element
from ui.views.chart import tenths
from ui.views.names import neuron_name
from ui.views.plane import EDGE, SIZE, bounds
from ui.views.scatter import key as data_key

Array = NDArray[np.float64]

# In tenths, from the left edge of a disc of radius 4 and the centre of a square of side 7.
DISC = "M%d %dm-40 0a40 40 0 1 0 80 0a40 40 0 1 0 -80 0"
SQUARE = "M%d %dm-35 -35h70v70h-70z"
LINES = 9  # of the input plane's grid each way
POINTS = 15  # of each grid line


def structure(lab: Lab) -> Element:
    """A picker; the bent grid, the samples, the separating line and the four corners."""
    if not last(lab):
        return element("p", {}, "This network has no hidden layer.")
    samples = [tenths_path("mark one"), tenths_path("mark zero")]
    grid, line = tenths_path("bent"), tenths_path("separator")
    corners = [element("text", {"class": "corner", "x": SLOT, "y": SLOT}, f"{x1:.0f}{x2:.0f}")
               for x1, x2, _ in CORNERS]
    svg = element("svg", {"viewBox": f"0 0 {SIZE} {SIZE}", "role": "img", "aria-label": SLOT},
                  element("rect", {"x": EDGE, "y": EDGE, "width": SIZE - 2 * EDGE,
                                   "height": SIZE - 2 * EDGE, "class": "frame"}),
                  grid, *samples, line, *corners,
                  element("text", {"x": SIZE / 2, "y": SIZE - 8, "class": "axis",
                                   "text-anchor": "middle"}, SLOT),
                  element("text", {"x": EDGE, "y": EDGE - 10, "class": "axis"}, SLOT))
    return element("div", {}, picker(lab), svg)


def tenths_path(kind: str) -> Element:
    return element("path", {"class": kind, "d": SLOT, "transform": "scale(0.1)"})


def picker(lab: Lab) -> Element:
    """Which two units are the axes: the best two directions, or a pair."""
    units = [neuron_name(lab.spec, last(lab), index) for index in range(lab.spec.layers[-2])]
    pairs = [(f"{i}-{j}", f"{units[i]} and {units[j]}")
             for i in range(len(units)) for j in range(i + 1, len(units))]
    options = [
        element("option", {"value": value}, text)
        for value, text in [("pca", "the two widest directions (PCA)"), *pairs]
    ]
    choice: Attributes = {"data-action": "axes", "aria-label": "Axes", "value": SLOT,
                          "autocomplete": "off"}
    return element("div", {"class": "choice"}, element("span", {"class": "label"}, "Axes"),
                   element("select", choice, *options))


def last(lab: Lab) -> int:
    """The last hidden layer: the one that the output sees."""
    return len(lab.spec.layers) - 2


def key(lab: Lab) -> object:
    return lab.spec.layers, data_key(lab), lab.view.get("axes", "pca")


def hidden(lab: Lab, points: Array) -> Array:
    """The last hidden layer's activations (n, units) for points (n, 2)."""
    return lab.run.forward(points)[1][last(lab) - 1]


def projection(lab: Lab, seen: Array) -> tuple[Array, Array, str, str]:
    """The origin (units,) and the two axes (units, 2) of the picture, and what the axes are."""
    axes = lab.view.get("axes", "pca")
    units = seen.shape[1]
    mean = seen.mean(axis=0)
    if axes == "pca":
        _, _, directions = np.linalg.svd(seen - mean, full_matrices=False)
        plane = np.zeros((units, 2))
        plane[:, : min(2, units)] = directions[:2].T
        # A direction's sign is arbitrary; fixed, the picture does not jump while it trains.
        plane *= np.where(plane.sum(axis=0) < 0, -1.0, 1.0)
        return mean, plane, "first principal component", "second principal component"
    first, second = (int(index) for index in axes.split("-"))
    plane = np.zeros((units, 2))
    plane[first, 0] = plane[second, 1] = 1.0
    origin = mean.copy()
    origin[[first, second]] = 0.0
    return origin, plane, *(f"activation of {neuron_name(lab.spec, last(lab), i)}"
                            for i in (first, second))


def values(lab: Lab) -> list[str]:
    """Where everything is for the weights of now."""
    if not last(lab):
        return []
    train = lab.run.data.train
    seen = lab.run.training_pass().activations[last(lab) - 1]
    origin, plane, name_x, name_y = projection(lab, seen)
    corner_points = np.array(CORNERS)[:, :2]
    bent = grid_points(lab)
    flat = [(hidden(lab, points) - origin) @ plane for points in (bent, corner_points)]
    spots = (seen - origin) @ plane
    place = Placement(np.concatenate([spots, *flat]))
    description = (f"{len(train)} samples as the hidden layer sees them; the line is where the "
                   "output is 0.5.")
    ones = train.targets[:, 0] >= 0.5
    marks = [shapes(DISC, place(spots[ones])), shapes(SQUARE, place(spots[~ones]))]
    corners = [f"{number:.1f}" for x, y in place(flat[1]).tolist() for number in (x + 6, y - 6)]
    lines = place(flat[0]).reshape(-1, POINTS, 2)
    grid = "".join("M" + tenths(line) for line in lines)
    return [lab.view.get("axes", "pca"), description, grid, *marks,
            separator(lab, origin, plane, place), *corners, name_x, name_y]


def grid_points(lab: Lab) -> Array:
    """The input plane's grid (2 * LINES * POINTS, 2): lines along x2, then along x1."""
    low, high = bounds(lab)
    across, along = np.linspace(low, high, LINES), np.linspace(low, high, POINTS)
    one, two = np.meshgrid(across, along, indexing="ij")
    upright = np.stack([one, two], axis=-1).reshape(-1, 2)
    return np.concatenate([upright, upright[:, ::-1]])


class Placement:
    """From the two axes to the SVG: all points that are to be seen fit."""

    def __init__(self, points: Array) -> None:
        finite = points[np.isfinite(points).all(axis=1)]
        low, high = (finite.min(axis=0), finite.max(axis=0)) if len(finite) else (-1.0, 1.0)
        self.middle = (np.asarray(low) + high) / 2
        span = float(np.max(np.asarray(high) - low))
        self.scale = (SIZE - 2 * EDGE - 20) / span if span > 0 else 1.0

    def __call__(self, points: Array) -> Array:
        offset = np.nan_to_num(points - self.middle) * self.scale
        return SIZE / 2 + offset * (1.0, -1.0)


def shapes(shape: str, places: Array) -> str:
    """The same shape at all of these places (n, 2), as the data of one path."""
    corners = np.rint(places * 10).astype(int).tolist()
    return "".join([shape % (x, y) for x, y in corners]) or "M0 0"


def separator(lab: Lab, origin: Array, plane: Array, place: Placement) -> str:
    """Where w · h + b = 0 in the plane of the picture, as path data."""
    weights, bias = lab.run.weights[-1][0], float(lab.run.biases[-1][0])
    normal = weights @ plane
    offset = bias + float(weights @ origin)
    length = float(np.hypot(*normal))
    if not np.isfinite(length) or length < 1e-12:
        return "M0 0"
    foot = -offset * normal / length**2
    along = np.array([-normal[1], normal[0]]) / length * (2 * SIZE / place.scale)
    # Beyond the picture the line is cut off by the SVG itself.
    ends = place(np.stack([foot - along, foot + along]))
    return "M" + tenths(ends)
