"""What can be set of each layer: sliders for how many and how wide, the activation of each.

The structure has a place for every layer that there can be, so that a slider stays the same
element while it is dragged.
"""

from engine.ops import ACTIVATIONS
from engine.spec_keys import OUTPUTS
from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.panels.layers.state import FEWEST, HIDDEN, MOST, WIDEST
from ui.words.titles import offered, titles


def structure(lab: Lab) -> Element:
    """A row for the number of layers, for each hidden layer, for the output."""
    count = element("div", {"class": "layer-row"}, named("Layers"),
                    slider("layers", "Layers", FEWEST, MOST),
                    element("span", {"class": "note"}, SLOT))
    output = element("div", {"class": "layer-row"}, named("Output"),
                     select("output-kept", "Activation of the output", tuple(offered(OUTPUTS))))
    return element("div", {"class": "layer-settings"},
                   count, *(hidden(layer) for layer in HIDDEN), output)


def hidden(layer: int) -> Element:
    name = f"hidden layer {layer}"
    return element("div", {"class": SLOT}, named(name.capitalize()),
                   slider(f"neurons-{layer}", f"Neurons in {name}", 1, WIDEST),
                   select(f"activation-{layer}", f"Activation of {name}", tuple(ACTIVATIONS)))


def named(text: str) -> Element:
    return element("span", {"class": "label", "aria-hidden": "true"}, text)


def slider(action: str, name: str, lowest: int, highest: int) -> Element:
    return element("input", {"type": "range", "min": lowest, "max": highest, "step": 1,
                             "data-action": action, "aria-label": name, "autocomplete": "off",
                             "value": SLOT})


def select(action: str, name: str, options: tuple[str, ...]) -> Element:
    known = titles(ACTIVATIONS)
    return element("select", {"data-action": action, "aria-label": name, "autocomplete": "off",
                              "value": SLOT},
                   *(element("option", {"value": each}, known[each]) for each in options))


def values(lab: Lab) -> list[str]:
    layers = lab.spec.layers
    count = len(layers)
    texts = [str(count), f"{lab.run.network.size} parameters"]
    for layer in HIDDEN:
        texts += (["layer-row", str(layers[layer]), lab.spec.activations[layer - 1]]
                  if layer < count - 1 else ["layer-row absent", "1", "relu"])
    return [*texts, lab.spec.output]


def key(_: Lab) -> object:
    """The structure is always the same."""
    return ()
