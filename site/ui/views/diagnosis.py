"""How the run is doing, in words, always in sight."""

from ui.lab import Lab
from ui.tree import SLOT, Element, element

SLOW = True  # words that change in every frame could not be read


def structure(lab: Lab) -> Element:
    return element("p", {"class": "diagnosis"}, SLOT)


def values(lab: Lab) -> list[str]:
    return [str(lab.diagnosis())]
