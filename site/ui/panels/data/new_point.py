"""A point that is typed: its two coordinates and its label, or in a regression its value."""

from ui.draw.refused import remedy_buttons
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.lab.own_points import takes_value
from ui.panels.data.state import Edits, typed

STEADY = True


def structure(lab: Lab) -> Element:
    """Three fields and a button, and beside them what is wrong with what they say."""
    alert = element("p", {"role": "alert", "class": "wrong"}, SLOT)
    return element("details", {"class": "more", "data-key": "type-a-point"},
                   element("summary", {}, "Type a point"),
                   element("div", {"class": "new-point"}, *fields(lab)), alert,
                   *remedy_buttons(lab.of(Edits).typed_error))


def fields(lab: Lab) -> list[Element]:
    target = (labelled("value", value_field("Value of the new point", {"data-enter": "add-point"}))
              if takes_value(lab) else labelled("label", label_field(lab)))
    return [
        labelled("x₁", text_field(lab, "x1", "x1 of the new point")),
        labelled("x₂", text_field(lab, "x2", "x2 of the new point")),
        target,
        element("button", {"type": "button", "data-action": "add-point"}, "Add point"),
    ]


def labelled(name: str, field: Element) -> Element:
    return element("label", {}, element("span", {"aria-hidden": "true"}, name), field)


def text_field(lab: Lab, name: str, title: str) -> Element:
    """What was typed is kept when the form changes."""
    typed_before: Attributes = {"value": typed(lab)[name]} if typed(lab)[name] else {}
    return field(name, title, {"data-enter": "add-point", **typed_before})


def value_field(title: str, more: Attributes | None = None) -> Element:
    """The value of new points. There are two such fields, and each has what the other has."""
    return field("value", title, {"value": SLOT, **(more or {})})


def field(name: str, title: str, more: Attributes) -> Element:
    return element("input", {"type": "text", "inputmode": "decimal", "data-action": f"new-{name}",
                             "data-key": f"new-{name}",
                             "aria-label": title, "autocomplete": "off", "size": "6", **more})


def label_field(lab: Lab) -> Element:
    chosen = typed(lab)["label"]
    options = []
    for label in ("1", "0"):
        is_chosen: Attributes = {"selected": ""} if label == chosen == "0" else {}
        options.append(element("option", {"value": label, **is_chosen}, label))
    return element("select", {"data-action": "new-label", "aria-label": "Label of the new point",
                              "autocomplete": "off"}, *options)


def key(lab: Lab) -> object:
    wrong = lab.of(Edits).typed_error
    return takes_value(lab), wrong and wrong.remedies


def values(lab: Lab) -> list[str]:
    value = [typed(lab)["value"]] if takes_value(lab) else []
    wrong = lab.of(Edits).typed_error
    return [*value, wrong.text if wrong else ""]
