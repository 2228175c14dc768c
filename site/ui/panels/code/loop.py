"""The five lines of a training step in PyTorch; in slow motion the one that is under way is lit."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.lab.motion import PHASES


def structure(lab: Lab) -> Element:
    lines = [element("li", {"class": SLOT}, element("code", {}, line)) for line in PHASES]
    return element("ol", {"class": "loop", "aria-label": "One update, in PyTorch"}, *lines)


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    return ["running" if lab.phase == index else "" for index in range(len(PHASES))]
