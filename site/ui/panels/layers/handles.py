"""A handle over each hidden layer of the figure, where layers can be changed: dragged up or by the
arrow keys it gives the layer more neurons, down fewer.

It lies over the SVG: within one, browsers scroll the page when a finger drags.
"""

from ui.draw.tree import Element, element
from ui.lab import Lab
from ui.panels.layers.state import WIDEST


def with_handles(lab: Lab, figure: Element) -> Element:
    """The figure with a handle over each column; as it is where layers stay as they are."""
    if not lab.has_handles:
        return figure
    hidden = range(1, len(lab.spec.layers) - 1)
    handles = element("div", {"class": "handles", "data-hidden": len(hidden)},
                      *(handle(lab, layer) for layer in hidden))
    return element("div", {"class": "handled"}, figure, handles)


def handle(lab: Lab, layer: int) -> Element:
    width = lab.spec.layers[layer]
    text = "1 neuron" if width == 1 else f"{width} neurons"
    return element("div", {
        "class": "handle", "role": "slider", "tabindex": "-1", "data-handle": layer,
        "data-key": f"{lab.id}-handle-{layer}", "aria-label": f"Width of hidden layer {layer}",
        "aria-orientation": "vertical", "aria-valuemin": 1, "aria-valuemax": WIDEST,
        "aria-valuenow": width, "aria-valuetext": text,
        "title": f"Hidden layer {layer}: {text}. Drag up for more, down for fewer."})
