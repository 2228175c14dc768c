"""The network with a heat-map in each neuron: what it answers everywhere, not for one sample.

The heat-maps are one canvas under the figure. Edges and parts are as in the network's own figure.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine import Spec
from ui.lab import Lab
from ui.numbers import full, shown
from ui.tree import SLOT, Attributes, Element, element
from ui.views.layer_handles import with_handles
from ui.views.names import neuron_name
from ui.views.network import part
from ui.views.network_scale import WIDTH, Scale, scale
from ui.views.network_values import edge_values, part_values
from ui.views.plane import unit_fields

LARGEST = 40  # pixels of a heat-map each way; less where neurons stand close
GAP = 22  # between heat-maps of a layer, for a bias


def tile(size: Scale) -> int:
    """The side of every heat-map, so that the fullest layer has room."""
    return int(min(LARGEST, size.height / max(size.layers) - GAP))


def structure(lab: Lab) -> Element:
    """The canvas, and over it edges from side to side, frames, names and biases."""
    spec, layers, size = lab.spec, lab.spec.layers, scale(lab)
    edges = [edge(size, layer, source, target) for layer in range(1, len(layers))
             for target in range(layers[layer]) for source in range(layers[layer - 1])]
    neurons = [neuron(spec, size, layer, index) for layer in range(len(layers))
               for index in range(layers[layer])]
    label = (f"Network {'-'.join(map(str, layers))}, in each neuron what it answers over the "
             "plane: use the arrow keys to move between its parts")
    svg = element("svg", {"viewBox": size.box, "role": "group",
                          "aria-label": label},
                  element("g", {"class": "edges"}, *edges),
                  element("g", {"class": "neurons"}, *neurons))
    canvas = element("canvas", {"data-canvas": "neurons", "width": WIDTH,
                                "height": round(size.height + 2 * size.edge),
                                "aria-hidden": "true"})
    return with_handles(lab, element("div", {"class": "neuron-fields"}, canvas, svg))


def edge(size: Scale, layer: int, source: int, target: int) -> Element:
    """A weight's line, from the right side of a heat-map to the left side of another."""
    (x1, y1), (x2, y2) = size.place(layer - 1, source), size.place(layer, target)
    half = tile(size) / 2
    ends: Attributes = {"x1": x1 + half, "y1": y1, "x2": x2 - half, "y2": y2}
    return element("g", part("weight", f"{layer}.{source}.{target}"),
                   element("line", {**ends, "class": "hit"}),
                   element("line", {**ends, "class": SLOT, "stroke-width": SLOT}))


def neuron(spec: Spec, size: Scale, layer: int, index: int) -> Element:
    x, y = size.place(layer, index)
    side = tile(size)
    frame: Attributes = {"x": x - side / 2, "y": y - side / 2, "width": side, "height": side,
                         "class": "tile ground"}
    last = layer == len(spec.layers) - 1
    name: Attributes = {"x": x + (side / 2 + 5) * (1 if last else -1), "y": y - side / 2 + 6,
                        "class": "name", "text-anchor": "start" if last else "end"}
    unit = element("g", part("neuron", f"{layer}.{index}"), element("rect", frame),
                   element("text", name, neuron_name(spec, layer, index)))
    if layer == 0:
        return unit
    low = y + side / 2
    bias = element("g", part("bias", f"{layer}.{index}"),
                   element("rect", {"x": x - 34, "y": low + 1, "width": 68, "height": 15,
                                    "class": "hit"}),
                   element("text", {"x": x, "y": low + 13, "class": "bias-value"},
                           element("tspan", {}, "b "),
                           element("tspan", {"data-number": SLOT}, SLOT)))
    return element("g", {}, unit, bias)


def values(lab: Lab) -> list[str]:
    return [*edge_values(lab), *neuron_values(lab)]


def neuron_values(lab: Lab) -> Iterator[str]:
    dead = lab.dead_units()
    for layer, activation in enumerate(lab.activations()):
        for index, value in enumerate(activation.tolist()):
            name, at = neuron_name(lab.spec, layer, index), f"{layer}.{index}"
            kind = "Dead neuron" if (layer, index) in dead else "Neuron"
            yield from part_values(lab, f"neuron:{at}", f"{kind} {name}", value)
            if layer:
                bias = float(lab.run.biases[layer - 1][index])
                yield from part_values(lab, f"bias:{at}", f"Bias of {name}", bias)
                yield from (full(bias), shown(bias))


def pixels(lab: Lab) -> dict[str, NDArray[np.uint8]]:
    """All heat-maps in their places."""
    size = scale(lab)
    side, height = tile(size), round(size.height + 2 * size.edge)
    image = np.zeros((height, WIDTH, 4), dtype=np.uint8)
    for (layer, index), field in unit_fields(lab, side).items():
        x, y = size.place(layer, index)
        left, top = round(x - side / 2), round(y + size.edge - side / 2)
        image[top : top + side, left : left + side] = field
    return {"neurons": image}
