"""The numbers behind what is selected in the network: a neuron, a weight or a bias.

A neuron also shows its answer over the whole plane, a weight or bias its history.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.ops import ACTIVATIONS
from ui.draw.chart import WIDE, across, curve, nice
from ui.draw.plane import GRID, unit_field
from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.words.names import neuron_name, weight_name
from ui.words.numbers import full, shown

Description = tuple[str, list[tuple[str, float]]]

ROWS = 4  # quantities of a part, at the most


def structure(lab: Lab) -> Element:
    """A title, four terms with a number each, and the picture of the neuron or the history."""
    rows = [element("div", {"class": SLOT}, element("dt", {}, SLOT),
                    element("dd", {"data-number": SLOT}, SLOT)) for _ in range(ROWS)]
    return element("div", {"class": "inspector", "data-ref": SLOT}, element("h3", {}, SLOT),
                   element("p", {"class": "note"}, SLOT),
                   element("div", {"class": "inspected"}, element("dl", {}, *rows), picture(lab)))


def picture(lab: Lab) -> Element:
    """A heat-map for a neuron; a small curve for a parameter."""
    if is_neuron(lab):
        label = "Its activation over the plane of x₁ and x₂: blue positive, red negative"
        return element("canvas", {"class": "unit-field", "data-canvas": "unit", "width": GRID,
                                  "height": GRID, "role": "img", "aria-label": label})
    return element("svg", {"viewBox": f"0 0 {WIDE.width} {WIDE.height}", "class": "spark",
                           "role": "img", "aria-label": "Its value over the epochs so far"},
                   element("path", {"class": "curve", "d": SLOT, "transform": "scale(0.1)"}),
                   element("line", {"class": "there", "x1": SLOT, "x2": SLOT,
                                    "y1": 0, "y2": WIDE.height}))


def is_neuron(lab: Lab) -> bool:
    return lab.selected.startswith("neuron")


def key(lab: Lab) -> object:
    return lab.spec.layers, is_neuron(lab)


def values(lab: Lab) -> list[str]:
    """The slots' values for the part that is selected; lines that it does not need are empty."""
    kind, place = selected(lab)
    title, quantities = DESCRIBE[kind](lab, *place)
    texts = [lab.selected, title, note(lab, kind, place)]
    for name, number in quantities:
        texts += ["row", name, full(number), shown(number)]
    texts += ["row empty", "", "", ""] * (ROWS - len(quantities))
    return texts if is_neuron(lab) else [*texts, *spark(lab, kind, place)]


def selected(lab: Lab) -> tuple[str, list[int]]:
    """The kind and the place of the selected part: "weight:1.0.2" is ("weight", [1, 0, 2])."""
    kind, _, numbers = lab.selected.partition(":")
    return kind, [int(number) for number in numbers.split(".")]


def neuron(lab: Lab, layer: int, index: int) -> Description:
    name = neuron_name(lab.spec, layer, index)
    title = f"Neuron {name} for sample {lab.sample}"
    if not layer:
        return title, [("input", float(lab.run.data.train.inputs[lab.sample, index]))]
    pre_activations, activations = lab.run.forward([lab.point])
    return title, [
        ("pre-activation z", float(pre_activations[layer - 1][0, index])),
        ("activation a", float(activations[layer - 1][0, index])),
        ("bias b", float(lab.run.biases[layer - 1][index])),
    ]


def weight(lab: Lab, layer: int, source: int, target: int) -> Description:
    title = f"Weight {weight_name(lab.spec, layer, source, target)}"
    return title, parameter(lab, "w", lab.run.network.index(layer, target, source))


def bias(lab: Lab, layer: int, index: int) -> Description:
    title = f"Bias of {neuron_name(lab.spec, layer, index)}"
    return title, parameter(lab, "b", lab.run.network.index(layer, index))


def parameter(lab: Lab, letter: str, index: int) -> list[tuple[str, float]]:
    """A parameter, its gradients, and what the last update added to it."""
    return [
        (f"value {letter}", float(lab.run.parameters[index])),
        (f"∂L/∂{letter}, this sample", float(lab.run.sample_gradient(lab.sample)[index])),
        (f"∂L/∂{letter}, all samples", float(lab.run.batch_gradient()[index])),
        ("last update", float(lab.run.last_update[index])),
    ]


def note(lab: Lab, kind: str, place: list[int]) -> str:
    """A neuron's formula in words; whether it is dead."""
    if kind != "neuron" or place[0] == 0:
        return ""
    layer, index = place
    hidden = layer < len(lab.spec.layers) - 1
    name = lab.spec.activations[layer - 1] if hidden else lab.spec.output
    formula = f"z is the weighted sum of what comes in plus b; a = {ACTIVATIONS[name].title}(z)."
    if (layer, index) in lab.dead_units():
        return f"{formula} It is dead: off on every training sample, it cannot learn."
    return formula


def spark(lab: Lab, kind: str, place: list[int]) -> list[str]:
    """A parameter's history as a curve without axes, zero in the middle; twice the x of the epoch
    that is pointed at, out of sight if none is."""
    if kind == "weight":
        index = lab.run.network.index(place[0], place[2], place[1])
    else:
        index = lab.run.network.index(*place)
    history = lab.run.history.parameters[:, index]
    finite = history[np.isfinite(history)]
    high = nice(float(np.abs(finite).max())) if len(finite) else 1.0
    last, there = max(1, lab.run.history.last_epoch), lab.pointed_at("epoch")
    x = "-9" if there is None else f"{across(np.array([there]), last)[0]:.1f}"
    return [curve(lab.run.history.epoch, history, last, -high, high), x, x]


def pixels(lab: Lab) -> dict[str, NDArray[np.uint8]]:
    kind, place = selected(lab)
    return {"unit": unit_field(lab, *place)} if kind == "neuron" else {}


DESCRIBE: dict[str, Callable[..., Description]] = {"neuron": neuron, "weight": weight, "bias": bias}
