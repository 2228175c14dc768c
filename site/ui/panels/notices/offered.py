"""A text that the browser would not take: a box to copy it from. Usually nothing."""

from ui.draw.tree import Element, element
from ui.lab import Lab
from ui.panels.notices.state import Notices

STEADY = True


def structure(lab: Lab) -> Element:
    offered = lab.of(Notices).offered
    if offered is None:
        return element("div", {"hidden": ""})
    box = element("textarea", {"class": "table-text", "readonly": "", "rows": 5,
                               "spellcheck": "false", "data-key": "offered",
                               "aria-label": offered.title}, offered.text)
    close = element("button", {"type": "button", "class": "small", "data-action": "offered-close"},
                    "Close the box")
    return element("div", {"class": "offered"}, box, close)


def key(lab: Lab) -> object:
    return lab.of(Notices).offered


def values(lab: Lab) -> list[str]:
    return []
