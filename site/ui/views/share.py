"""Sharing: the lab's state as a link, copied."""

from ui.lab import Lab
from ui.tree import Element, element

STEADY = True


def structure(_: Lab) -> Element:
    """The button."""
    return element("button", {"type": "button", "data-action": "copy-link",
                              "data-key": "copy-link"}, "Copy link")


def key(_: Lab) -> object:
    return None


def values(_: Lab) -> list[str]:
    return []
