"""The small picture of a lesson on the home page: its network, which learns while it is pointed at.

What is drawn is computed: the weights and the activations of the lab's own run after these epochs.
The picture moves by SVG's own means, once each time, and only for who points at its lesson.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from markupsafe import Markup
from ui.figures import VIEWS
from ui.lab import Lab
from ui.tree import Attributes, Element, element, markup
from ui.views.network_scale import Scale, scale_of
from ui.views.network_values import fill_class, line_class, radius_of, thickness

from builder.lesson import Lesson

EPOCHS = (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)
SECONDS = 4


def thumbnail(lesson: Lesson) -> Markup:
    """Of the first lab's network; or of a figure that has a picture of its own."""
    for block in lesson.labs:
        return Markup(markup(learning(Lab(block.id, block.spec), card_of(lesson)), []))
    for figure in lesson.figures:
        own = getattr(VIEWS[figure.view], "thumbnail", None)
        if own:
            return Markup(own())
    return Markup("")


def card_of(lesson: Lesson) -> str:
    """The id of what is pointed at: SVG takes a hyphen for a minus."""
    return f"card_{lesson.slug.replace('-', '_')}"


def learning(lab: Lab, card: str) -> Element:
    """The network at the first of the epochs, and how it changes up to the last while the element
    with the id `card` is pointed at or has the focus."""
    size = scale_of(lab.spec.layers)
    weights, activations = [], []
    for epoch in EPOCHS:
        lab.run.seek(epoch)
        weights.append([layer.copy() for layer in lab.run.weights])
        activations.append(np.concatenate(lab.activations()))
    lines = [line for layer in range(1, len(lab.spec.layers))
             for line in edges(size, layer, [state[layer - 1] for state in weights], card)]
    places = [size.place(layer, index) for layer, width in enumerate(lab.spec.layers)
              for index in range(width)]
    circles = [neuron(size, place, values, card)
               for place, values in zip(places, np.array(activations).T, strict=True)]
    return element("svg", {"viewBox": size.box}, *lines, *circles)


def edges(size: Scale, layer: int, states: Sequence[np.ndarray], card: str) -> Iterator[Element]:
    for target, source in np.ndindex(states[0].shape):
        values = np.array([state[target, source] for state in states])
        (x1, y1), (x2, y2) = size.place(layer - 1, source), size.place(layer, target)
        yield moving("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}, {
            "class": [line_class(value) for value in values],
            "stroke-width": [f"{width:.2f}" for width in thickness(values)]}, card)


def neuron(size: Scale, place: tuple[float, float], values: np.ndarray, card: str) -> Element:
    """Its size and fill are its activation, as in the lab."""
    shares = np.minimum(np.abs(values), 1.0)
    radii = [radius_of(size, share) for share in shares]
    circle: Attributes = {"cx": place[0], "cy": place[1]}
    return element(
        "g", {}, moving("circle", {**circle, "class": "ground"}, {"r": radii}, card),
        moving("circle", circle, {
            "class": [fill_class(value) for value in values],
            "r": radii, "fill-opacity": [f"{share:.2f}" for share in shares]}, card))


def moving(tag: str, fixed: Attributes, states: dict[str, list[str]], card: str) -> Element:
    """An element whose attributes go through these states; a class jumps, the rest glides."""
    first = {name: values[0] for name, values in states.items()}
    return element(tag, {**fixed, **first}, *(
        element("animate", {
            "attributeName": name, "values": ";".join(values), "dur": f"{SECONDS}s",
            "calcMode": "discrete" if name == "class" else "linear", "fill": "freeze",
            "restart": "whenNotActive", "begin": f"{card}.mouseover; {card}.focus"})
        for name, values in states.items() if len(set(values)) > 1))
