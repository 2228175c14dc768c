"""The layers of the network, above the figure: how many, and how many units the hidden ones have,
each over its column.

The structure has a place for every layer that there can be, so that a button stays the same
element while it is pressed again and again.
"""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.panels.layers.state import FEWEST, HIDDEN, MOST, WIDEST
from ui.panels.transport.view import off

STEADY = True


def structure(lab: Lab) -> Element:
    """How many layers; a counter for each hidden layer."""
    count = element("div", {"class": "layer layer-count", "role": "group", "aria-label": "Layers"},
                    counter("remove-layer", "Remove layer", "add-layer", "Add layer"),
                    element("span", {"class": "of-layers", "aria-hidden": "true"}, "layers"))
    return element("div", {"class": "layers", "data-hidden": SLOT},
                   count, *(hidden(layer) for layer in HIDDEN))


def hidden(layer: int) -> Element:
    name = f"hidden layer {layer}"
    return element("div", {"class": SLOT, "role": "group", "aria-label": name.capitalize()},
                   counter("fewer-neurons", f"Fewer neurons in {name}", "more-neurons",
                           f"More neurons in {name}", str(layer)))


def counter(less: str, fewer: str, more: str, another: str, value: str = "") -> Element:
    """A number between a button that takes one away and one that adds one."""
    return element("div", {"class": "counter"}, button(less, "−", fewer, value),
                   element("span", {"class": "count"}, SLOT), button(more, "+", another, value))


def button(action: str, text: str, name: str, value: str) -> Element:
    return element("button", {"type": "button", "class": "small", "data-action": action,
                              "value": value, "aria-label": name, "title": name,
                              "aria-disabled": SLOT}, text)


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    layers = lab.spec.layers
    count = len(layers)
    texts = [str(count - 2), off(count > FEWEST), str(count), off(count < MOST)]
    for layer in HIDDEN:
        texts += hidden_values(layers[layer]) if layer < count - 1 else ABSENT
    return texts


def hidden_values(width: int) -> list[str]:
    return ["layer", off(width > 1), str(width), off(width < WIDEST)]


ABSENT = ["layer absent", "true", "", "true"]
