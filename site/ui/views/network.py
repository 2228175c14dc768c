"""The network: a circle per neuron, a line per weight, for the sample that is selected.

A neuron's size and fill are its activation, a line's thickness its weight's magnitude. Sign is
blue or red, and a negative weight is dashed, so that colour is never the only sign. Every neuron,
weight and bias can be selected: by pointer, or with the arrow keys inside the figure.
"""

import math
from collections.abc import Iterator

from engine import Spec
from ui.lab import Lab
from ui.numbers import brief, full, shown
from ui.signals import stage_of
from ui.tree import SLOT, Attributes, Element, element
from ui.views.names import neuron_name, weight_name
from ui.views.network_scale import SMALLEST, Scale, scale, scale_of
from ui.views.network_signals import has_signals, running, tag_values, tags

# A line's width grows with its weight's magnitude up to FULL_WEIGHT, so none covers a neuron.
THINNEST, THICKEST, FULL_WEIGHT = 0.6, 9.0, 4.0


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
    return element(
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
    )


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
    # The name stands outside the circle: left of inputs and hidden units, right of the output.
    last = layer == len(layers) - 1
    label_x = x + (radius + 8) * (1 if last else -1)
    anchor = "start" if last else "end"
    rise = 12 if size.roomy else -6
    side: Attributes = {"x": label_x, "y": y - rise, "class": "name", "text-anchor": anchor}
    circle: Attributes = {"cx": x, "cy": y, "r": SLOT}
    drawn = [
        element("circle", {**circle, "class": "ground"}),
        element("circle", {**circle, "class": SLOT, "fill-opacity": SLOT}),
        element("text", {"x": x, "y": y + 5, "class": SLOT, "data-number": SLOT}, SLOT),
    ]
    if size.roomy or layer in (0, len(layers) - 1):
        drawn.append(element("text", side, neuron_name(spec, layer, index)))
    if 0 < layer < len(layers) - 1:
        drawn.append(element("text", {"x": x, "y": y + 19, "class": "dead-mark"}, SLOT))
    if signals:
        drawn.append(element("circle", {"cx": x, "cy": y, "r": radius + 4, "class": SLOT}))
    unit = element("g", part("neuron", f"{layer}.{index}"), *drawn)
    return element("g", {}, unit, bias(size, layer, index)) if layer else unit


def bias(size: Scale, layer: int, index: int) -> Element:
    """The bias below its neuron: its number, or where there is no room for it a mark."""
    x, y = size.place(layer, index)
    foot = y + size.radius
    if not size.roomy:
        mark: Attributes = {"x": x - 5, "y": foot + 2, "width": 10, "height": 6}
        return element("g", part("bias", f"{layer}.{index}"),
                       element("rect", {**mark, "class": "hit"}),
                       element("rect", {**mark, "class": SLOT}))
    below: Attributes = {"x": x, "y": foot + 14, "class": "bias-value"}
    return element(
        "g",
        part("bias", f"{layer}.{index}"),
        element("rect", {"x": x - 34, "y": foot + 2, "width": 68, "height": 16,
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
    if not has_signals(lab):
        return [*edge_values(lab), *neuron_values(lab)]
    whole = "signalling" if stage_of(lab) else ""
    return [whole, *edge_values(lab), *neuron_values(lab), *tag_values(lab, scale(lab))]


def part_values(lab: Lab, reference: str, name: str, number: str) -> tuple[str, str, str]:
    selected = lab.selected == reference
    return "0" if selected else "-1", "true" if selected else "false", f"{name}: {number}"


def edge_names(lab: Lab) -> list[list[tuple[str, str]]]:
    """For each layer the reference and the name of each weight into it, row by row; made once."""
    layers = lab.spec.layers
    key = layers, lab.spec.features
    if lab.view.get("edge-names", (None,))[0] != key:
        lab.view["edge-names"] = key, [
            [(f"weight:{layer}.{source}.{target}",
              f"Weight {weight_name(lab.spec, layer, source, target)}")
             for target in range(layers[layer]) for source in range(layers[layer - 1])]
            for layer in range(1, len(layers))]
    names: list[list[tuple[str, str]]] = lab.view["edge-names"][1]
    return names


def edge_values(lab: Lab) -> list[str]:
    signals, runs, names = has_signals(lab), running(lab), edge_names(lab)
    texts: list[str] = []
    for layer, weights in enumerate(lab.run.weights):
        for (reference, name), weight in zip(names[layer], weights.ravel().tolist(), strict=True):
            texts += part_values(lab, reference, name, shown(weight))
            texts += (line_class(weight), f"{thickness(weight):.2f}")
            if signals:
                texts.append(runs.get(reference, "signal"))
    return texts


def line_class(weight: float) -> str:
    return "weight negative" if weight < 0 else "weight positive"


def thickness(weight: float) -> float:
    """The width of a weight's line; a weight that is no number any more is drawn thin."""
    magnitude = min(abs(weight) / FULL_WEIGHT, 1.0) if math.isfinite(weight) else 0.0
    return THINNEST + (THICKEST - THINNEST) * magnitude


def neuron_values(lab: Lab) -> Iterator[str]:
    dead, size = lab.dead_units(), scale(lab)
    for layer, activation in enumerate(lab.activations()):
        for index, value in enumerate(activation.tolist()):
            yield from unit_values(lab, size, layer, index, value, (layer, index) in dead)
            if layer:
                yield from bias_values(lab, size, layer, index)


def unit_values(
    lab: Lab, size: Scale, layer: int, index: int, value: float, is_dead: bool
) -> Iterator[str]:
    name, place = neuron_name(lab.spec, layer, index), f"{layer}.{index}"
    opacity = min(abs(value), 1.0)
    radius = f"{size.radius * (SMALLEST + (1 - SMALLEST) * opacity):.1f}"
    kind = "Dead neuron" if is_dead else "Neuron"
    yield from part_values(lab, f"neuron:{place}", f"{kind} {name}", shown(value))
    yield from (radius, radius)
    yield "fill negative" if value < 0 else "fill positive"
    yield f"{opacity:.3f}"
    style = "value" if size.roomy else "value small"
    yield f"{style} on-dark" if opacity > 0.55 else style
    yield from (full(value), shown(value) if size.roomy else brief(value))
    if 0 < layer < len(size.layers) - 1:
        yield ("dead" if size.roomy else "✕") if is_dead else ""
    if has_signals(lab):
        stage = stage_of(lab)
        yield "halo-lit" if stage and stage.layer == layer else "halo-off"


def bias_values(lab: Lab, size: Scale, layer: int, index: int) -> Iterator[str]:
    value = float(lab.run.biases[layer - 1][index])
    name = f"Bias of {neuron_name(lab.spec, layer, index)}"
    yield from part_values(lab, f"bias:{layer}.{index}", name, shown(value))
    if size.roomy:
        yield from (full(value), shown(value))
    else:
        yield "bias-mark negative" if value < 0 else "bias-mark positive"


def picture(lab: Lab) -> Element:
    """The network as a still image: circles and lines, nothing to select and no numbers."""
    layers, size = lab.spec.layers, scale_of(lab.spec.layers)
    lines, circles = [], []
    for layer, weights in enumerate(lab.run.weights, start=1):
        for target, row in enumerate(weights.tolist()):
            for source, weight in enumerate(row):
                (x1, y1), (x2, y2) = size.place(layer - 1, source), size.place(layer, target)
                lines.append(element("line", {
                    "x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": line_class(weight),
                    "stroke-width": thickness(weight),
                }))
    for layer, width in enumerate(layers):
        for index in range(width):
            x, y = size.place(layer, index)
            circles.append(element("circle", {"cx": x, "cy": y, "r": size.radius,
                                              "class": "ground"}))
    return element("svg", {"viewBox": size.box}, *lines, *circles)
