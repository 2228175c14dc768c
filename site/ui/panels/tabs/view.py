"""The tabs of a lab: one is shown, arrows go from one to the next."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.lab.layout import TABS

STEADY = True


def structure(lab: Lab) -> Element:
    """A tablist whose tabs name the panels of the page's template."""
    tabs = [
        element("button", {"type": "button", "role": "tab", "id": f"{lab.id}-tab-{name}",
                           "aria-controls": f"{lab.id}-panel-{name}", "data-action": "tab",
                           "value": name, "aria-selected": SLOT, "tabindex": SLOT},
                TABS[name].title)
        for name in lab.layout.tabs
    ]
    return element("div", {"role": "tablist", "aria-label": "What is shown"}, *tabs)


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    return [text for name in lab.layout.tabs
            for text in (("true", "0") if name == lab.tab else ("false", "-1"))]
