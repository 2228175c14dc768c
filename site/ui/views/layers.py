"""The layers of the network, above the figure, each over its column: how many, how wide, and the
activation of each.

The structure has a place for every layer that there can be, so that a slider stays the same
element while it is dragged.
"""

from engine.ops import ACTIVATIONS
from engine.spec_keys import OUTPUTS
from ui.lab import Lab
from ui.layer_actions import FEWEST, HIDDEN, MOST, WIDEST
from ui.titles import offered, titles
from ui.tree import SLOT, Element, element

STEADY = True


def structure(lab: Lab) -> Element:
    """How many layers; a group for each hidden layer; the output."""
    count = element("div", {"class": "layer layer-count", "role": "group", "aria-label": "Layers"},
                    counter("remove-layer", "Remove layer", "add-layer", "Add layer"),
                    slider("layers", "Layers", FEWEST, MOST),
                    element("span", {"class": "note"}, SLOT))
    output = element("div", {"class": "layer layer-output"},
                     element("span", {"class": "note", "aria-hidden": "true"}, "Output"),
                     select("output-kept", "Activation of the output", tuple(offered(OUTPUTS))))
    return element("div", {"class": "layers", "data-hidden": SLOT},
                   count, *(hidden(layer) for layer in HIDDEN), output)


def hidden(layer: int) -> Element:
    name = f"hidden layer {layer}"
    neurons = counter("fewer-neurons", f"Fewer neurons in {name}", "more-neurons",
                      f"More neurons in {name}", str(layer))
    return element("div", {"class": SLOT, "role": "group", "aria-label": name.capitalize()},
                   element("span", {"class": "layer-name", "aria-hidden": "true"},
                           f"Hidden {layer}"),
                   neurons, slider(f"neurons-{layer}", f"Neurons in {name}", 1, WIDEST),
                   select(f"activation-{layer}", f"Activation of {name}", tuple(ACTIVATIONS)))


def counter(less: str, fewer: str, more: str, another: str, value: str = "") -> Element:
    """A number between a button that takes one away and one that adds one."""
    return element("div", {"class": "counter"}, button(less, "−", fewer, value),
                   element("span", {}, SLOT), button(more, "+", another, value))


def button(action: str, text: str, name: str, value: str) -> Element:
    return element("button", {"type": "button", "class": "small", "data-action": action,
                              "value": value, "aria-label": name, "aria-disabled": SLOT}, text)


def slider(action: str, name: str, lowest: int, highest: int) -> Element:
    return element("input", {"type": "range", "min": lowest, "max": highest, "step": 1,
                             "data-action": action, "aria-label": name, "autocomplete": "off",
                             "value": SLOT})


def select(action: str, name: str, options: tuple[str, ...]) -> Element:
    known = titles(ACTIVATIONS)
    return element("select", {"data-action": action, "aria-label": name, "autocomplete": "off",
                              "value": SLOT},
                   *(element("option", {"value": each}, known[each]) for each in options))


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    layers = lab.spec.layers
    count = len(layers)
    texts = [str(count - 2), off(count > FEWEST), f"{count} layers", off(count < MOST), str(count),
             f"{lab.run.network.size} parameters"]
    for layer in HIDDEN:
        texts += hidden_values(lab, layer) if layer < count - 1 else ABSENT
    return [*texts, lab.spec.output]


def hidden_values(lab: Lab, layer: int) -> list[str]:
    width = lab.spec.layers[layer]
    return ["layer", off(width > 1), str(width), off(width < WIDEST), str(width),
            lab.spec.activations[layer - 1]]


ABSENT = ["layer absent", "true", "", "true", "1", "relu"]


def off(able: bool) -> str:
    return "false" if able else "true"
