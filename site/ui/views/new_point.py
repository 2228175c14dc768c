"""A point that is typed: its two coordinates and its label."""

from ui.lab import Lab
from ui.tree import SLOT, Element, element

STEADY = True


def structure(lab: Lab) -> Element:
    """Three fields and a button, and beside them what is wrong with what they say."""
    alert = element("p", {"role": "alert", "class": "wrong"}, SLOT)
    return element("details", {"class": "more"}, element("summary", {}, "Type a point"),
                   element("div", {"class": "new-point"}, *fields()), alert)


def fields() -> list[Element]:
    return [
        labelled("x₁", text_field("new-x1", "x1 of the new point")),
        labelled("x₂", text_field("new-x2", "x2 of the new point")),
        labelled("label", element(
            "select", {"data-action": "new-label", "aria-label": "Label of the new point",
                       "autocomplete": "off"},
            element("option", {"value": "1"}, "1"), element("option", {"value": "0"}, "0"))),
        element("button", {"type": "button", "data-action": "add-point"}, "Add point"),
    ]


def labelled(name: str, field: Element) -> Element:
    return element("label", {}, element("span", {"aria-hidden": "true"}, name), field)


def text_field(action: str, name: str) -> Element:
    return element("input", {"type": "text", "inputmode": "decimal", "data-action": action,
                             "data-enter": "add-point", "aria-label": name,
                             "autocomplete": "off", "size": "6"})


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    return [lab.view.get("typed-error", "")]
