"""How the run is doing, in words, always in sight."""

from ui.lab import Lab
from ui.tree import SLOT, Element, element


def structure(lab: Lab) -> Element:
    return element("p", {"class": "diagnosis"}, SLOT)


def values(lab: Lab) -> list[str]:
    return [str(lab.run.diagnosis())]
