"""The network: a circle per neuron, a line per weight, for the sample that is selected.

A neuron's size and fill are its activation, a line's thickness its weight's magnitude. Sign is
blue or red, and a negative weight is dashed, so that colour is never the only sign. Every neuron,
weight and bias can be selected: by pointer, or with the arrow keys inside the figure.
"""

import math
from collections.abc import Iterator

from engine import Spec
from ui.lab import Lab
from ui.numbers import full, shown
from ui.tree import SLOT, Attributes, Element, element
from ui.views.names import neuron_name, weight_name

WIDTH, HEIGHT, MARGIN = 520, 380, 62
SMALLEST, RADIUS = 22, 30  # of a neuron that is off, and of one at 1 or beyond
# A line's width grows with its weight's magnitude up to FULL_WEIGHT, so none covers a neuron.
THINNEST, THICKEST, FULL_WEIGHT = 0.6, 9.0, 4.0


def structure(lab: Lab) -> Element:
    """The figure for the layers of the lab's Spec."""
    layers = lab.spec.layers
    edges = [
        edge(layers, layer, source, target)
        for layer in range(1, len(layers))
        for target in range(layers[layer])
        for source in range(layers[layer - 1])
    ]
    neurons = [
        neuron(lab.spec, layer, index)
        for layer in range(len(layers))
        for index in range(layers[layer])
    ]
    shape = "-".join(map(str, layers))
    return element(
        "svg",
        {
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "role": "group",
            "aria-label": f"Network {shape}: use the arrow keys to move between its parts",
        },
        element("g", {"class": "edges"}, *edges),
        element("g", {"class": "neurons"}, *neurons),
    )


def place(layers: tuple[int, ...], layer: int, index: int) -> tuple[float, float]:
    """The centre of a neuron."""
    x = MARGIN + layer * (WIDTH - 2 * MARGIN) / (len(layers) - 1)
    y = HEIGHT * (index + 0.5) / layers[layer]
    return x, y


def edge(layers: tuple[int, ...], layer: int, source: int, target: int) -> Element:
    (x1, y1), (x2, y2) = place(layers, layer - 1, source), place(layers, layer, target)
    ends: Attributes = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return element(
        "g",
        part("weight", f"{layer}.{source}.{target}"),
        element("line", {**ends, "class": "hit"}),
        element("line", {**ends, "class": SLOT, "stroke-width": SLOT}),
    )


def neuron(spec: Spec, layer: int, index: int) -> Element:
    layers = spec.layers
    x, y = place(layers, layer, index)
    name = neuron_name(spec, layer, index)
    # The name stands outside the circle: left of inputs and hidden units, right of the output.
    last = layer == len(layers) - 1
    label_x = x + (RADIUS + 8) * (1 if last else -1)
    anchor = "start" if last else "end"
    side: Attributes = {"x": label_x, "y": y - 12, "class": "name", "text-anchor": anchor}
    circle: Attributes = {"cx": x, "cy": y, "r": SLOT}
    drawn = [
        element("circle", {**circle, "class": "ground"}),
        element("circle", {**circle, "class": SLOT, "fill-opacity": SLOT}),
        element("text", {"x": x, "y": y + 5, "class": SLOT, "data-number": SLOT}, SLOT),
        element("text", side, name),
    ]
    if 0 < layer < len(layers) - 1:
        drawn.append(element("text", {"x": x, "y": y + 19, "class": "dead-mark"}, SLOT))
    unit = element("g", part("neuron", f"{layer}.{index}"), *drawn)
    if layer == 0:
        return unit
    below: Attributes = {"x": x, "y": y + RADIUS + 14, "class": "bias-value"}
    bias = element(
        "g",
        part("bias", f"{layer}.{index}"),
        element("rect", {"x": x - 34, "y": y + RADIUS + 2, "width": 68, "height": 16,
                         "class": "hit"}),
        element("text", below, element("tspan", {}, "b "),
                element("tspan", {"data-number": SLOT}, SLOT)),
    )
    return element("g", {}, unit, bias)


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
    return [*edge_values(lab), *neuron_values(lab)]


def part_values(lab: Lab, reference: str, name: str, number: str) -> Iterator[str]:
    selected = lab.selected == reference
    yield "0" if selected else "-1"
    yield "true" if selected else "false"
    yield f"{name}: {number}"


def edge_values(lab: Lab) -> Iterator[str]:
    for layer, weights in enumerate(lab.run.weights, start=1):
        for target, row in enumerate(weights.tolist()):
            for source, weight in enumerate(row):
                name = f"Weight {weight_name(lab.spec, layer, source, target)}"
                reference = f"weight:{layer}.{source}.{target}"
                yield from part_values(lab, reference, name, shown(weight))
                yield line_class(weight)
                yield f"{thickness(weight):.2f}"


def line_class(weight: float) -> str:
    return "weight negative" if weight < 0 else "weight positive"


def thickness(weight: float) -> float:
    """The width of a weight's line; a weight that is no number any more is drawn thin."""
    magnitude = min(abs(weight) / FULL_WEIGHT, 1.0) if math.isfinite(weight) else 0.0
    return THINNEST + (THICKEST - THINNEST) * magnitude


def neuron_values(lab: Lab) -> Iterator[str]:
    dead, last = lab.dead_units(), len(lab.spec.layers) - 1
    for layer, activation in enumerate(lab.activations()):
        for index, value in enumerate(activation.tolist()):
            name, place = neuron_name(lab.spec, layer, index), f"{layer}.{index}"
            opacity = min(abs(value), 1.0)
            radius = f"{SMALLEST + (RADIUS - SMALLEST) * opacity:.1f}"
            is_dead = (layer, index) in dead
            kind = "Dead neuron" if is_dead else "Neuron"
            yield from part_values(lab, f"neuron:{place}", f"{kind} {name}", shown(value))
            yield from (radius, radius)
            yield "fill negative" if value < 0 else "fill positive"
            yield f"{opacity:.3f}"
            yield "value on-dark" if opacity > 0.55 else "value"
            yield from (full(value), shown(value))
            if 0 < layer < last:
                yield "dead" if is_dead else ""
            if layer:
                bias = float(lab.run.biases[layer - 1][index])
                yield from part_values(lab, f"bias:{place}", f"Bias of {name}", shown(bias))
                yield from (full(bias), shown(bias))


def picture(lab: Lab) -> Element:
    """The network as a still image: circles and lines, nothing to select and no numbers."""
    layers = lab.spec.layers
    lines, circles = [], []
    for layer, weights in enumerate(lab.run.weights, start=1):
        for target, row in enumerate(weights.tolist()):
            for source, weight in enumerate(row):
                (x1, y1), (x2, y2) = place(layers, layer - 1, source), place(layers, layer, target)
                lines.append(element("line", {
                    "x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": line_class(weight),
                    "stroke-width": thickness(weight),
                }))
    for layer, width in enumerate(layers):
        for index in range(width):
            x, y = place(layers, layer, index)
            circles.append(element("circle", {"cx": x, "cy": y, "r": RADIUS, "class": "ground"}))
    return element("svg", {"viewBox": f"0 0 {WIDTH} {HEIGHT}"}, *lines, *circles)
