"""The network: for each unit a square, a heat-map of what it answers at every point of the plane;
for each weight a curve, for the sample that is selected the numbers.

A curve's width is its weight's magnitude. Sign is blue or red, and a negative weight is dashed, so
that colour is never the only sign. Every unit, weight and bias can be selected: by pointer, or with
the arrow keys inside the figure.
"""

import numpy as np
from numpy.typing import NDArray

from engine import Spec
from ui.draw.plane import unit_fields
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.panels.layers.handles import with_handles
from ui.panels.layers.state import units_that_came
from ui.panels.network.places import LETTER, LINE, QUIET, Column, Places, places_of
from ui.panels.network.tags import has_signals, tags
from ui.panels.network.values import network_values
from ui.words.names import neuron_name

CROWD = 40  # edges; of more, those that are not selected's are faint
FEW, SOME = 12, 24  # units, whose heat-maps are finer than those of more of them
Tiles = tuple[int, int, list[tuple[float, float, float]]]


def places(lab: Lab) -> Places:
    """For the box that the figure has on its page."""
    width, height = lab.box
    return places_of(lab.spec.layers, width, height, letters(lab.spec), lab.has_handles)


def letters(spec: Spec) -> int:
    """Of the longest name of an input."""
    return max(len(neuron_name(spec, 0, index)) for index in range(spec.layers[0]))


def key(lab: Lab) -> object:
    return lab.spec.layers, lab.spec.features, lab.box, lab.has_handles


def structure(lab: Lab) -> Element:
    """The canvas of the heat-maps, and over it the figure for the layers of the lab's Spec."""
    layers, at, signals, new = lab.spec.layers, places(lab), has_signals(lab), units_that_came(lab)
    edges = [
        edge(at, layer, source, target, signals,
             not new.isdisjoint({(layer - 1, source), (layer, target)}))
        for layer in range(1, len(layers))
        for target in range(layers[layer])
        for source in range(layers[layer - 1])
    ]
    units = [
        unit(lab.spec, at, layer, index, signals, (layer, index) in new)
        for layer in range(len(layers))
        for index in range(layers[layer])
    ]
    feet = [foot(at, column) for column in at.columns if column.foot]
    shape = "-".join(map(str, layers))
    svg = element(
        "svg",
        {
            "viewBox": f"0 0 {at.width} {at.height}",
            "role": "group",
            "aria-label": f"Network {shape}: in each unit what it answers over the plane; use the "
                          "arrow keys to move between its parts",
            "class": SLOT,
        },
        element("g", {"class": "edges"}, *edges),
        element("g", {"class": "neurons"}, *units),
        *feet,
        tags(),
    )
    canvas = element("canvas", {"data-canvas": "units", "width": at.width, "height": at.height,
                                "aria-hidden": "true"})
    return with_handles(lab, element("div", {"class": "network"}, canvas, svg))


def edge(at: Places, layer: int, source: int, target: int, signals: bool, new: bool) -> Element:
    """A weight: what a pointer hits, which glows beside a selected unit, and the curve."""
    path = at.edge(layer, source, target).path
    return element(
        "g",
        part("weight", f"{layer}.{source}.{target}", new),
        element("path", {"d": path, "class": SLOT, "stroke-width": SLOT}),
        element("path", {"d": path, "class": SLOT, "stroke-width": SLOT,
                         "stroke-dasharray": SLOT}),
        *([element("path", {"d": path, "class": SLOT})] if signals else []),
    )


def unit(spec: Spec, at: Places, layer: int, index: int, signals: bool, new: bool) -> Element:
    column = at.columns[layer]
    left, top, right, bottom = at.square(layer, index)
    side: Attributes = {"x": left, "y": top, "width": right - left, "height": bottom - top,
                        "rx": 4}
    drawn = [element("rect", {**side, "class": "ground"})]
    if column.letters:
        drawn += named(spec, at, layer, index)
    if 0 < layer < len(spec.layers) - 1:
        drawn.append(element("text", {"x": column.x, "y": (top + bottom) / 2 + 5,
                                      "class": "dead-mark"}, SLOT))
    if signals:
        drawn.append(element("rect", {**side, "class": SLOT}))
    whole = element("g", part("neuron", f"{layer}.{index}", new), *drawn)
    return element("g", {}, whole, bias(at, layer, index)) if layer else whole


def named(spec: Spec, at: Places, layer: int, index: int) -> list[Element]:
    """A unit's name below its square, and its number, which begins always at the same place."""
    column, name = at.columns[layer], neuron_name(spec, layer, index)
    base = at.square(layer, index)[3] + LINE - 2
    if not column.value:
        return [element("text", {"x": column.x, "y": base, "class": "name", "text-anchor":
                                 "middle"}, name)]
    start = column.left + column.letters * LETTER
    return [
        element("text", {"x": start, "y": base, "class": "name", "text-anchor": "end"}, name),
        element("text", {"x": start + 5, "y": base, "class": "value", "data-number": SLOT}, SLOT),
    ]


def bias(at: Places, layer: int, index: int) -> Element:
    """The bias in its unit's label; where there is no room for it, a mark within the square."""
    column, (left, _, _, bottom) = at.columns[layer], at.square(layer, index)
    if not (column.letters and column.bias):
        side = min(column.side * 0.2, 11)
        mark: Attributes = {"x": left + 3.5, "y": bottom - 3.5 - side / 2, "width": side,
                            "height": side / 2}
        return element("g", part("bias", f"{layer}.{index}"),
                       element("rect", {**mark, "class": "hit"}),
                       element("rect", {**mark, "class": SLOT}))
    base, x = bottom + column.height - 4, column.bias_left
    return element(
        "g",
        part("bias", f"{layer}.{index}"),
        element("rect", {"x": x - 3, "y": base - 13, "width": 16 + column.bias * QUIET,
                         "height": 17, "class": "hit"}),
        element("text", {"x": x, "y": base, "class": "bias-value"}, element("tspan", {}, "b "),
                element("tspan", {"data-number": SLOT}, SLOT)),
    )


def foot(at: Places, column: Column) -> Element:
    """Below a column of small squares: the label of the one that is selected."""
    return element("text", {"x": column.x, "y": at.height - 4, "class": "foot",
                            "text-anchor": "middle"},
                   element("tspan", {"class": "name"}, SLOT),
                   element("tspan", {"data-number": SLOT}, SLOT))


def part(kind: str, place: str, new: bool = False) -> Attributes:
    """The attributes of everything in the figure that can be selected. One part at a time can
    be tabbed to; its name says its number, for those who hear the figure. What is `new` comes with
    a motion."""
    return {
        "class": "part came" if new else "part",
        "data-part": f"{kind}:{place}",
        f"data-{kind}": place,
        "role": "button",
        "tabindex": SLOT,
        "aria-pressed": SLOT,
        "aria-label": SLOT,
    }


def values(lab: Lab) -> list[str]:
    """The slots' values for the current weights and the selected sample."""
    return network_values(lab, places(lab), CROWD)


def grain(lab: Lab) -> int:
    """Pixels of a heat-map each way."""
    units = sum(lab.spec.layers)
    return 36 if units <= FEW else 26 if units <= SOME else 18


def pixels(lab: Lab) -> dict[str, NDArray[np.uint8]]:
    """The heat-maps of all units, one below the other."""
    images = unit_fields(lab, grain(lab))
    layers = lab.spec.layers
    return {"units": np.concatenate([images[layer, index] for layer in range(len(layers))
                                     for index in range(layers[layer])])}


def tiles(lab: Lab) -> Tiles:
    """The size of the figure, and where in it each heat-map goes: left, top, side."""
    at = places(lab)
    return at.width, at.height, [
        (*at.square(layer, index)[:2], column.side)
        for layer, column in enumerate(at.columns) for index in range(column.count)]
