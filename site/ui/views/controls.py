"""Buttons and sliders. A control that cannot act now says so, and keeps its place and focus."""

from ui.lab import Lab
from ui.tree import SLOT, Attributes, Element, element
from ui.views.control_kinds import Choice, Slider
from ui.views.control_table import CONTROLS, applicable


def structure(lab: Lab) -> Element:
    """The bar of buttons; the controls of the lab's layout; and, folded, the rest of them."""
    bar = element(
        "div",
        {"class": "buttons", "role": "group", "aria-label": "Training"},
        element("button", {"type": "button", "data-action": "toggle", "class": SLOT}, SLOT),
        button("step", "Step"),
        button("back", "Back", can_be_off=True),
        button("reset", "Reset"),
        button("new-weights", "New weights"),
        button("undo", "Undo", can_be_off=True),
        element("button", {"type": "button", "data-action": "pin", "aria-pressed": SLOT}, "Pin"),
    )
    more = grouped(lab, lab.layout.more)
    folded = element("details", {"class": "more", "data-key": "more"},
                     element("summary", {}, "More settings"), *more)
    return element("div", {"class": "controls"}, bar, *grouped(lab, lab.layout.controls),
                   *([folded] if more else []))


def grouped(lab: Lab, names: tuple[str, ...]) -> list[Element]:
    """Sliders below each other; choices and buttons in rows."""
    groups: list[Element] = []
    row: list[Element] = []
    for name in applicable(lab, names):
        control = element("div", {"class": "control", "data-control": name},
                          CONTROLS[name].element(lab))
        if isinstance(CONTROLS[name], Slider):
            groups += [*closed(row), control]
            row = []
        else:
            row.append(control)
    return [*groups, *closed(row)]


def closed(row: list[Element]) -> list[Element]:
    return [element("div", {"class": "row"}, *row)] if row else []


def button(action: str, name: str, can_be_off: bool = False) -> Element:
    state: Attributes = {"aria-disabled": SLOT} if can_be_off else {}
    whole: Attributes = {"type": "button", "data-action": action, "data-key": action, **state}
    return element("button", whole, name)


def key(lab: Lab) -> object:
    """What the structure depends on: which controls there are, and what can be chosen."""
    names = applicable(lab, (*lab.layout.controls, *lab.layout.more))
    return tuple((name, options(name, lab)) for name in names)


def options(name: str, lab: Lab) -> tuple[tuple[str, str], ...]:
    control = CONTROLS[name]
    return tuple(control.options(lab).items()) if isinstance(control, Choice) else ()


def values(lab: Lab) -> list[str]:
    """The slots' values."""
    bar = [
        "primary icon-pause" if lab.moving else "primary icon-play",
        "Pause" if lab.moving else "Play",
        off(lab.run.update > 0),
        off(lab.can_undo),
        "true" if lab.pinned else "false",
    ]
    names = [*applicable(lab, lab.layout.controls), *applicable(lab, lab.layout.more)]
    return bar + [value for name in names for value in CONTROLS[name].values(lab)]


def off(able: bool) -> str:
    return "false" if able else "true"
