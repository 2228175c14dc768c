"""Sharing: the lab's state as a link, copied."""

from ui.draw.tree import Element
from ui.lab import Lab
from ui.panels.transport.view import button

STEADY = True


def structure(_: Lab) -> Element:
    """The button."""
    return button("copy-link", "Copy link", "Copy a link to this state", rare=True)


def key(_: Lab) -> object:
    return None


def values(_: Lab) -> list[str]:
    return []
