"""Sharing: the lab's state as a link, copied."""

from ui.lab import Lab
from ui.tree import Element
from ui.views.controls import button

STEADY = True


def structure(_: Lab) -> Element:
    """The button."""
    return button("copy-link", "Copy link", "Copy a link to this state", rare=True)


def key(_: Lab) -> object:
    return None


def values(_: Lab) -> list[str]:
    return []
