"""The data: every sample of the training set at its place, the selected one with a ring."""

from ui.draw.plane import SIZE, axes, bounds, data_key
from ui.draw.tree import Attributes, Element, element
from ui.lab import Lab
from ui.panels.boundary.view import ring, ring_place, samples

STEADY = True


def structure(lab: Lab) -> Element:
    """As the plane, without an answer."""
    count = len(lab.run.data.train)
    whole: Attributes = {"viewBox": f"0 0 {SIZE} {SIZE}", "role": "img",
                         "aria-label": f"{count} training samples in the plane of x₁ and x₂"}
    return element("svg", whole, *axes(bounds(lab)),
                   element("g", {}, *samples(lab, lab.run.data.train, "")), ring())


def key(lab: Lab) -> object:
    return data_key(lab)


def values(lab: Lab) -> list[str]:
    return [ring_place(lab)]
