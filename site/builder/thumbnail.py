"""A network on a lesson's card, which learns while it is pointed at.

What is drawn is computed: the weights and the activations of the lab's own run after these epochs.
The picture moves by SVG's own means, once each time, and only for who points at its lesson.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from ui.draw.tree import Attributes, Element, element
from ui.lab import Lab
from ui.panels.network.places import Places, places_of
from ui.panels.network.values import thickness

from builder.lesson import Lesson

EPOCHS = (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)
SECONDS = 4
BOX = (260, 120)  # as large as it is on the page
THICKEST = 5.0  # pixels of the heaviest edge


def card_of(lesson: Lesson) -> str:
    """The id of what is pointed at: SVG takes a hyphen for a minus."""
    return f"card_{lesson.slug.replace('-', '_')}"


def learning(lab: Lab, card: str) -> Element:
    """The network at the first of the epochs, and how it changes up to the last while the element
    with the id `card` is pointed at or has the focus."""
    at = places_of(lab.spec.layers, *BOX)
    weights, activations = [], []
    for epoch in EPOCHS:
        lab.run.seek(epoch)
        weights.append([layer.copy() for layer in lab.run.weights])
        activations.append(np.concatenate(lab.activations()))
    lines = [line for layer in range(1, len(lab.spec.layers))
             for line in edges(at, layer, [state[layer - 1] for state in weights], card)]
    places = [(layer, index) for layer, width in enumerate(lab.spec.layers)
              for index in range(width)]
    units = [unit(at, place, values, card)
             for place, values in zip(places, np.array(activations).T, strict=True)]
    return element("svg", {"viewBox": f"0 0 {at.width} {at.height}"}, *lines, *units)


def edges(at: Places, layer: int, states: Sequence[np.ndarray], card: str) -> Iterator[Element]:
    for target, source in np.ndindex(states[0].shape):
        values = np.array([state[target, source] for state in states])
        yield moving("path", {"d": at.edge(layer, source, target).path}, {
            "class": [f"weight {sign(value)}" for value in values],
            "stroke-width": [f"{width:.2f}" for width in thickness(values, THICKEST)]}, card)


def unit(at: Places, place: tuple[int, int], values: np.ndarray, card: str) -> Element:
    """A square, as in the lab; its fill is its activation."""
    left, top, right, bottom = at.square(*place)
    square: Attributes = {"x": left, "y": top, "width": right - left, "height": bottom - top,
                          "rx": 4}
    shares = np.minimum(np.abs(values), 1.0)
    return element(
        "g", {}, element("rect", {**square, "class": "ground"}),
        moving("rect", square, {
            "class": [f"fill {sign(value)}" for value in values],
            "fill-opacity": [f"{share:.2f}" for share in shares]}, card))


def sign(value: float) -> str:
    return "negative" if value < 0 else "positive"


def moving(tag: str, fixed: Attributes, states: dict[str, list[str]], card: str) -> Element:
    """An element whose attributes go through these states; a class jumps, the rest glides."""
    first = {name: values[0] for name, values in states.items()}
    return element(tag, {**fixed, **first}, *(
        element("animate", {
            "attributeName": name, "values": ";".join(values), "dur": f"{SECONDS}s",
            "calcMode": "discrete" if name == "class" else "linear", "fill": "freeze",
            "restart": "whenNotActive", "begin": f"{card}.mouseover; {card}.focus"})
        for name, values in states.items() if len(set(values)) > 1))
