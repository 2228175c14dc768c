"""What a click in the picture of the data does."""

from ui.draw.legend import sign
from ui.draw.plane import bounds
from ui.draw.refused import remedy_buttons
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.lab.own_points import digits, takes_value
from ui.panels.data.new_point import value_field
from ui.panels.data.state import Edits, mode_of, modes, typed
from ui.panels.transport.view import off

NAMES = {"select": "Select", "one": "Add class 1", "zero": "Add class 0", "value": "Add value",
         "move": "Move",
         "remove": "Remove"}
SIGNS = {"one": "class 1", "zero": "class 0"}
HINTS = {
    "select": "Click a point to select it. In the picture, arrow keys go from point to point and "
              "Delete removes the selected one.",
    "one": "Click where a new point of class 1 belongs, drag to paint several, or type it in "
           "below.",
    "zero": "Click where a new point of class 0 belongs, drag to paint several, or type it in "
            "below.",
    "value": "Click where a new point of this value belongs, drag to paint several, or type it in "
             "below.",
    "move": "Drag a point; or click it, and then where it goes. In the picture, arrow keys move "
            "the selected point by {step}, with Shift by {leap}.",
    "remove": "Click a point to remove it; or choose it by arrow keys and press Delete. Undo "
              "brings it back.",
}


def structure(lab: Lab) -> Element:
    """The modes, a note on the one that is set, and the way back to the data that were drawn."""
    choices = [choice(lab, mode) for mode in modes(lab)]
    if takes_value(lab):
        value = element("div", {"class": "of-value"},
                        element("span", {"aria-hidden": "true"}, "Value"),
                        value_field("Value of new points"))
        choices.insert(modes(lab).index("value") + 1, value)
    asked = element("fieldset", {"class": "modes"},
                    element("legend", {}, "A click in the picture"), *choices)
    said = element("p", {"class": "note"}, element("span", {"class": SLOT}, SLOT))
    original = element("button", {"type": "button", "class": "small", "aria-disabled": SLOT,
                                  "data-action": "original-data"}, "Original data")
    return element("div", {}, asked, said, *remedy_buttons(lab.of(Edits).refused), original)


def choice(lab: Lab, mode: str) -> Element:
    checked: Attributes = {"checked": ""} if mode == mode_of(lab) else {}
    box: Attributes = {"type": "radio", "name": f"{lab.id}-mode", "value": mode,
                       "data-action": "mode", "autocomplete": "off", **checked}
    mark = [sign(SIGNS[mode])] if mode in SIGNS else []
    return element("label", {}, element("input", box), *mark, NAMES[mode])


def key(lab: Lab) -> object:
    refused = lab.of(Edits).refused
    return takes_value(lab), refused and refused.remedies


def values(lab: Lab) -> list[str]:
    value = [typed(lab)["value"]] if takes_value(lab) else []
    return [*value, *note(lab), off(lab.spec.data == "own")]


def note(lab: Lab) -> tuple[str, str]:
    """What was refused, or what to do next; and the class that it is shown in."""
    refused = lab.of(Edits).refused
    if refused:
        return "wrong", refused.text
    if lab.of(Edits).picked:
        return "", f"Point {lab.sample} is picked up: click where it goes. Escape leaves it."
    steps = [10.0 ** -digits(*axis) for axis in bounds(lab)]
    step, leap = (" or ".join(dict.fromkeys(f"{times * step:g}" for step in steps))
                  for times in (1, 10))
    return "", HINTS[mode_of(lab)].format(step=step, leap=leap)
