"""The network: a circle per neuron, a line per weight, for the sample that is selected.

A neuron's size and fill are its activation, a line's thickness its weight's magnitude. Sign is
blue or red, and a negative weight is dashed, so that colour is never the only sign. Every neuron,
weight and bias can be selected: by pointer, or with the arrow keys inside the figure.
"""

from engine import Spec
from ui.lab import Lab
from ui.tree import SLOT, Attributes, Element, element
from ui.views.layer_handles import with_handles
from ui.views.names import neuron_name
from ui.views.network_scale import Scale, scale
from ui.views.network_signals import has_signals, tags
from ui.views.network_values import network_values


def structure(lab: Lab) -> Element:
    """The figure for the layers of the lab's Spec."""
    layers, size, signals = lab.spec.layers, scale(lab), has_signals(lab)
    edges = [
        edge(size, layer, source, target, signals)
        for layer in range(1, len(layers))
        for target in range(layers[layer])
        for source in range(layers[layer - 1])
    ]
    neurons = [
        neuron(lab.spec, size, layer, index, signals)
        for layer in range(len(layers))
        for index in range(layers[layer])
    ]
    shape = "-".join(map(str, layers))
    return with_handles(lab, element(
        "svg",
        {
            "viewBox": size.box,
            "role": "group",
            "aria-label": f"Network {shape}: use the arrow keys to move between its parts",
            **({"class": SLOT} if signals else {}),
        },
        element("g", {"class": "edges"}, *edges),
        element("g", {"class": "neurons"}, *neurons),
        *([tags()] if signals else []),
    ))


def edge(size: Scale, layer: int, source: int, target: int, signals: bool) -> Element:
    (x1, y1), (x2, y2) = size.place(layer - 1, source), size.place(layer, target)
    ends: Attributes = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return element(
        "g",
        part("weight", f"{layer}.{source}.{target}"),
        element("line", {**ends, "class": "hit"}),
        element("line", {**ends, "class": SLOT, "stroke-width": SLOT}),
        *([element("line", {**ends, "class": SLOT})] if signals else []),
    )


def neuron(spec: Spec, size: Scale, layer: int, index: int, signals: bool) -> Element:
    layers, radius = size.layers, size.radius
    x, y = size.place(layer, index)
    hidden = 0 < layer < len(layers) - 1
    circle: Attributes = {"cx": x, "cy": y, "r": SLOT}
    drawn = [
        element("circle", {**circle, "class": "ground"}),
        element("circle", {**circle, "class": SLOT, "fill-opacity": SLOT}),
        element("text", {"x": x, "y": y + 5, "class": SLOT, "data-number": SLOT}, SLOT),
    ]
    if size.roomy or not hidden:
        beside = beside_bias(size, x, y) if signals and hidden else outside(size, layer, x, y)
        drawn.append(element("text", beside, neuron_name(spec, layer, index)))
    if hidden:
        drawn.append(element("text", {"x": x, "y": y + 19, "class": "dead-mark"}, SLOT))
    if signals:
        drawn.append(element("circle", {"cx": x, "cy": y, "r": radius + 4, "class": SLOT}))
    unit = element("g", part("neuron", f"{layer}.{index}"), *drawn)
    side = -22 if signals and hidden else 0
    return element("g", {}, unit, bias(size, layer, index, side)) if layer else unit


def outside(size: Scale, layer: int, x: float, y: float) -> Attributes:
    """Of a name that is left of inputs and hidden units, right of the output."""
    last = layer == len(size.layers) - 1
    away, anchor = (1, "start") if last else (-1, "end")
    return {"x": x + (size.radius + 8) * away, "y": y - (12 if size.roomy else -6),
            "class": "name", "text-anchor": anchor}


def beside_bias(size: Scale, x: float, y: float) -> Attributes:
    """Of a name below its unit, left of the bias: signals need what is between the layers."""
    return {"x": x - 26, "y": y + size.radius + 14, "class": "name below", "text-anchor": "end"}


def bias(size: Scale, layer: int, index: int, side: int) -> Element:
    """The bias below its neuron: its number, or where there is no room for it a mark. The number
    begins at `side` of the neuron's centre; at 0 it is below the middle."""
    x, y = size.place(layer, index)
    foot = y + size.radius
    if not size.roomy:
        mark: Attributes = {"x": x - 5, "y": foot + 2, "width": 10, "height": 6}
        return element("g", part("bias", f"{layer}.{index}"),
                       element("rect", {**mark, "class": "hit"}),
                       element("rect", {**mark, "class": SLOT}))
    below: Attributes = {"x": x + side, "y": foot + 14,
                         "class": "bias-value beside" if side else "bias-value"}
    return element(
        "g",
        part("bias", f"{layer}.{index}"),
        element("rect", {"x": x + (side or -34), "y": foot + 2, "width": 68, "height": 16,
                         "class": "hit"}),
        element("text", below, element("tspan", {}, "b "),
                element("tspan", {"data-number": SLOT}, SLOT)),
    )


def part(kind: str, place: str) -> Attributes:
    """The attributes of everything in the figure that can be selected. One part at a time can
    be tabbed to; its name says its number, for those who hear the figure."""
    return {
        "class": "part",
        "data-part": f"{kind}:{place}",
        f"data-{kind}": place,
        "role": "button",
        "tabindex": SLOT,
        "aria-pressed": SLOT,
        "aria-label": SLOT,
    }


def values(lab: Lab) -> list[str]:
    """The slots' values for the current weights and the selected sample."""
    return network_values(lab)
