"""Play by itself, for a lab that has no other control: a button, and what goes on in words."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab


def structure(_: Lab) -> Element:
    """The button keeps its place: it is named first and said second."""
    button = element("button", {"type": "button", "data-action": "toggle", "class": SLOT,
                                "title": SLOT}, SLOT)
    return element("div", {"class": "playing"}, button, element("p", {}, SLOT))


def values(lab: Lab) -> list[str]:
    """The slots' values."""
    samples = len(lab.run.data.train)
    if lab.moving:
        said = f"Training on {samples} samples, in this page."
    elif lab.run.epoch:
        said = f"Stopped after {lab.run.epoch:,} epochs."
    else:
        said = f"Not trained yet. The weights are random; the training set has {samples} samples."
    if lab.moving:
        return ["primary icon-pause", "Stop the training", "Pause", said]
    return ["primary icon-play", "Train the network", "Play", said]
