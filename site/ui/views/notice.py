"""What a person should read before going on: what is wrong in the link that led here."""

from ui.lab import Lab
from ui.tree import Element, element

STEADY = True


def structure(lab: Lab) -> Element:
    """A list of the mistakes, and a button that puts it away; nothing if there are none."""
    if not lab.mistakes:
        return element("div", {})
    rows = [element("li", {}, mistake) for mistake in lab.mistakes]
    return element(
        "div", {"class": "notice", "role": "alert"},
        element("p", {}, "Part of the link could not be used; the lab has its own values there:"),
        element("ul", {}, *rows),
        element("button", {"type": "button", "data-action": "mistakes-seen"}, "Close"),
    )


def key(lab: Lab) -> object:
    return lab.mistakes


def values(_: Lab) -> list[str]:
    return []
