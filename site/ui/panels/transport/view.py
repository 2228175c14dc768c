"""Transport: the buttons and the speed, in one row. A control that cannot act now says so, and
keeps its place and focus."""

from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.panels.settings.table import CONTROLS
from ui.panels.transport.state import Sheet


def structure(lab: Lab) -> Element:
    """What moves the run; what is rarely needed stands at the far end."""
    play: Attributes = {"type": "button", "data-action": "toggle", "class": SLOT}
    pin: Attributes = {"type": "button", "data-action": "pin", "class": "icon-pin rare",
                       "title": "Keep this run’s loss curve for comparison",
                       "aria-pressed": SLOT}
    bar = element(
        "div",
        {"class": "buttons", "role": "group", "aria-label": "Training"},
        element("button", play, SLOT),
        button("step", "Step", "Train for one epoch"),
        button("back", "Back", "Undo one step", can_be_off=True),
        button("reset", "Reset", "Begin again from the same weights"),
        button("new-weights", "New weights", "Begin again from other weights"),
        element("button", {"type": "button", "data-action": "settings", "data-key": "settings",
                           "class": "icon-settings", "aria-expanded": SLOT}, name("Settings")),
        *speed(lab),
        button("undo", "Undo", "Bring back what was there before the last change",
               can_be_off=True, rare=True),
        element("button", pin, name("Pin")),
    )
    return element("div", {"class": "controls"}, bar)


def speed(lab: Lab) -> list[Element]:
    if "speed" not in lab.layout.all_controls:
        return []
    return [element("div", {"class": "control", "data-control": "speed"},
                    CONTROLS["speed"].element(lab))]


def button(action: str, text: str, title: str, can_be_off: bool = False, rare: bool = False
           ) -> Element:
    state: Attributes = {"aria-disabled": SLOT} if can_be_off else {}
    whole: Attributes = {"type": "button", "data-action": action, "data-key": action,
                         "class": f"icon-{action}{' rare' * rare}", "title": title, **state}
    return element("button", whole, name(text))


def name(text: str) -> Element:
    """The name of a button beside its icon; where there is no room it is heard, not seen."""
    return element("span", {"class": "button-name"}, text)


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    """The slots' values."""
    return [
        "primary icon-pause" if lab.moving else "primary icon-play",
        "Pause" if lab.moving else "Play",
        off(lab.run.update > 0),
        "true" if lab.of(Sheet).is_open else "false",
        *(CONTROLS["speed"].values(lab) if speed(lab) else []),
        off(lab.can_undo),
        "true" if lab.pinned else "false",
    ]


def off(able: bool) -> str:
    return "false" if able else "true"
