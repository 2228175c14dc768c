"""The numbers behind what is selected in the network: a neuron, a weight or a bias."""

from collections.abc import Callable
from typing import TypeAlias

from ui.lab import Lab
from ui.numbers import full, shown
from ui.tree import SLOT, Element, element
from ui.views.names import neuron_name, weight_name

Description: TypeAlias = tuple[str, list[tuple[str, float]]]

ROWS = 3  # quantities of a part, at the most


def structure(lab: Lab) -> Element:
    """A title and three lines of a term and a number."""
    rows = [element("div", {"class": SLOT}, element("dt", {}, SLOT),
                    element("dd", {"data-number": SLOT}, SLOT)) for _ in range(ROWS)]
    return element("div", {"class": "inspector"}, element("h3", {}, SLOT),
                   element("dl", {}, *rows))


def values(lab: Lab) -> list[str]:
    """The slots' values for the part that is selected; lines that it does not need are empty."""
    title, quantities = described(lab)
    texts = [title]
    for name, number in quantities:
        texts += ["row", name, full(number), shown(number)]
    return texts + ["row empty", "", "", ""] * (ROWS - len(quantities))


def described(lab: Lab) -> Description:
    """The selected part's title, and its quantities by name."""
    kind, _, numbers = lab.selected.partition(":")
    describe = DESCRIBE[kind]
    return describe(lab, *map(int, numbers.split(".")))


def neuron(lab: Lab, layer: int, index: int) -> Description:
    x1, x2 = lab.point
    title = f"Neuron {neuron_name(lab.spec.layers, layer, index)} for the sample ({x1:g}, {x2:g})"
    if not layer:
        return title, [("input", lab.point[index])]
    pre_activations, activations = lab.run.forward([lab.point])
    return title, [
        ("pre-activation z", float(pre_activations[layer - 1][0, index])),
        ("activation a", float(activations[layer - 1][0, index])),
        ("bias b", float(lab.run.biases[layer - 1][index])),
    ]


def weight(lab: Lab, layer: int, source: int, target: int) -> Description:
    gradients, _ = lab.run.network.views(lab.run.batch_gradient())
    return f"Weight {weight_name(lab.spec.layers, layer, source, target)}", [
        ("weight w", float(lab.run.weights[layer - 1][target, source])),
        ("gradient ∂L/∂w, all samples", float(gradients[layer - 1][target, source])),
    ]


def bias(lab: Lab, layer: int, index: int) -> Description:
    _, gradients = lab.run.network.views(lab.run.batch_gradient())
    return f"Bias of {neuron_name(lab.spec.layers, layer, index)}", [
        ("bias b", float(lab.run.biases[layer - 1][index])),
        ("gradient ∂L/∂b, all samples", float(gradients[layer - 1][index])),
    ]


DESCRIBE: dict[str, Callable[..., Description]] = {"neuron": neuron, "weight": weight, "bias": bias}
