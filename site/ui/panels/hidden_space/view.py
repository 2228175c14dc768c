"""The samples as the hidden units see them, the input plane as the hidden layer bends it, and the
line where the answer is in the middle."""

import numpy as np
from numpy.typing import NDArray

from ui.draw.chart import polylines, tenths
from ui.draw.plane import EDGE, SIZE, middle
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import CORNERS, Lab
from ui.lab.own_points import is_xor
from ui.panels.data.scatter import key as data_key
from ui.panels.hidden_space.scene import Scene, last
from ui.panels.hidden_space.state import axes_of, pairs
from ui.words.names import neuron_name

Array = NDArray[np.float64]

# In tenths, from the left edge of a disc of radius 4 and the centre of a square of side 7.
DISC = "M%d %dm-40 0a40 40 0 1 0 80 0a40 40 0 1 0 -80 0"
SQUARE = "M%d %dm-35 -35h70v70h-70z"
REACH = 18  # how far from a sample a pointer still means it
OUT_OF_SIGHT = ["-99", "-99"]
INNER = SIZE - 2 * EDGE

NOTES = {
    "output": "From left to right is what the output adds up of the hidden units, so a sample is "
              "on the right of the line ŷ = {} if its ŷ is larger, on the left if it is smaller.",
    "pca": "The line is where this plane cuts the border ŷ = {}. With more than two units samples "
           "lie off the plane, and may seem to be on the wrong side.",
    "pair": "The line is the border ŷ = {} with the other units at their mean, so a sample may "
            "seem to be on the wrong side.",
}
NO_LINE = "There is no line ŷ = {} in this plane."
BENT = " The grid is the plane of x₁ and x₂ as the hidden layer bends it"


def structure(lab: Lab) -> Element:
    """A picker; the bent grid, the samples, the separating line, the four corners; what it is."""
    if not last(lab):
        return element("p", {}, "This network has no hidden layer.")
    frame: Attributes = {"x": EDGE, "y": EDGE, "width": INNER, "height": INNER}
    clip = element("clipPath", {"id": f"{lab.id}-hidden"}, element("rect", frame))
    line = element("g", {"clip-path": f"url(#{lab.id}-hidden)"}, tenths_path("separator"))
    corners = [element("text", {"class": "corner", "x": SLOT, "y": SLOT}, f"{x1:.0f}{x2:.0f}")
               for x1, x2, _ in CORNERS] if is_xor(lab) else []
    rings = [element("circle", {"class": kind, "r": 10, "cx": SLOT, "cy": SLOT})
             for kind in ("ring thick", "ring")]
    names = [element("text", {"x": SIZE / 2, "y": SIZE - 8, "class": "axis",
                              "text-anchor": "middle"}, SLOT),
             element("text", {"x": EDGE, "y": EDGE - 10, "class": "axis"}, SLOT)]
    svg = element("svg", {"viewBox": f"0 0 {SIZE} {SIZE}", "role": "img", "aria-label": SLOT},
                  clip, element("rect", {**frame, "class": "frame"}), tenths_path("bent"),
                  tenths_path("mark one"), tenths_path("mark zero"), line, *corners, *rings, *names,
                  element("rect", {**frame, "class": "hit", "data-share": "hidden-sample"}))
    return element("div", {}, picker(lab), svg, element("p", {"class": "note"}, SLOT))


def tenths_path(kind: str) -> Element:
    return element("path", {"class": kind, "d": SLOT, "transform": "scale(0.1)"})


def picker(lab: Lab) -> Element:
    """What the axes are: the output's direction, the best two directions, or a pair of units."""
    units = [neuron_name(lab.spec, last(lab), index) for index in range(lab.spec.layers[-2])]
    titles = {"output": "as the output sees it", "pca": "the two widest (PCA)",
              **{f"{one}-{other}": f"{units[one]} and {units[other]}"
                 for one, other in pairs(lab)}}
    choice: Attributes = {"data-action": "axes", "aria-label": "Axes", "value": SLOT,
                          "autocomplete": "off"}
    return element("div", {"class": "choice"}, element("span", {"class": "label"}, "Axes"),
                   element("select", choice, *(element("option", {"value": value}, title)
                                               for value, title in titles.items())))


def key(lab: Lab) -> object:
    return lab.spec.layers, data_key(lab), is_xor(lab)


@np.errstate(all="ignore")  # of a run that diverges
def values(lab: Lab) -> list[str]:
    """Where everything is for the weights of now."""
    if not last(lab):
        return []
    scene, train, between = Scene(lab), lab.run.data.train, f"{middle(lab):g}"
    ones = train.targets[:, 0] >= middle(lab)
    border, chosen = scene.border, axes_of(lab)
    named = scene.corners.tolist() if is_xor(lab) else []
    corners = [f"{number:.1f}" for x, y in named for number in (x + 6, y - 6)]
    line = "no line" if border is None else "the line"
    description = f"{len(train)} samples as the hidden layer sees them, and {line} ŷ = {between}."
    note = NO_LINE if border is None else NOTES.get(chosen, NOTES["pair"])
    return [
        chosen, description, polylines(scene.bent),
        shapes(DISC, scene.samples[ones]), shapes(SQUARE, scene.samples[~ones]),
        "M0 0" if border is None else polylines(border[np.newaxis]), *corners,
        *spot(scene, lab.sample), *spot(scene, lab.pointed_at("sample")), *scene.names,
        f"{note.format(between)}{BENT}{', with XOR’s four corners.' if named else '.'}",
    ]


def spot(scene: Scene, sample: int | None) -> list[str]:
    """The place of a sample, out of sight if there is none such."""
    if sample is None or sample >= len(scene.samples):
        return OUT_OF_SIGHT
    return [f"{number:.1f}" for number in scene.samples[sample].tolist()]


def shapes(shape: str, places: Array) -> str:
    """The same shape at all of these places (n, 2), as the data of one path."""
    return shape * len(places) % tuple(tenths(places.ravel())) or "M0 0"


@np.errstate(all="ignore")
def sample_at(lab: Lab, across: float, down: float) -> int | None:
    """The sample that a place within the frame means, given as shares of it."""
    if not last(lab):
        return None
    place = (EDGE + across * INNER, EDGE + down * INNER)
    distances = np.hypot.reduce(Scene(lab).samples - place, axis=1)
    nearest = int(np.argmin(distances))
    return nearest if distances[nearest] <= REACH else None


def point(lab: Lab, across: float, down: float) -> tuple[str, ...]:
    """What is at a place of the picture: a sample."""
    found = sample_at(lab, across, down)
    return () if found is None else (f"sample:{found}",)
