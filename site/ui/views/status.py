"""What a lab last said: the text of its live region."""

from ui.lab import Lab
from ui.tree import SLOT, Element, element


def structure(lab: Lab) -> Element:
    return element("span", {}, SLOT)


def values(lab: Lab) -> list[str]:
    return [lab.message]
