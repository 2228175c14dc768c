"""Buttons and sliders. A control that cannot act now says so, and keeps its place and focus."""

import math

from ui.lab import RATE_STEPS, SPEEDS, Lab, position_of
from ui.tree import SLOT, Attributes, Element, element


def structure(lab: Lab) -> Element:
    """The bar of buttons, and the learning rate and the speed under it."""
    bar = element(
        "div",
        {"class": "buttons", "role": "group", "aria-label": "Training"},
        element("button", {"type": "button", "data-action": "toggle", "class": SLOT}, SLOT),
        button("step", "Step"),
        button("back", "Back", can_be_off=True),
        button("reset", "Reset"),
        button("new-weights", "New weights"),
        button("undo", "Undo", can_be_off=True),
    )
    field: Attributes = {
        "type": "text", "inputmode": "decimal", "data-action": "rate-value", "size": "6",
        "aria-label": "Learning rate value", "autocomplete": "off", "value": SLOT,
    }
    return element("div", {"class": "controls"}, bar,
                   slider("rate", "Learning rate", RATE_STEPS, element("input", field)),
                   slider("speed", "Speed", len(SPEEDS) - 1, element("span", {}, SLOT)))


def button(action: str, name: str, can_be_off: bool = False) -> Element:
    state: Attributes = {"aria-disabled": SLOT} if can_be_off else {}
    return element("button", {"type": "button", "data-action": action, **state}, name)


def slider(action: str, name: str, steps: int, beside: Element) -> Element:
    """A labelled range input; its position is its value, the quantity its aria-valuetext."""
    track: Attributes = {
        "type": "range", "min": "0", "max": str(steps), "step": "1", "data-action": action,
        "autocomplete": "off", "aria-label": name, "value": SLOT, "aria-valuetext": SLOT,
    }
    label = element("span", {"class": "label", "aria-hidden": "true"}, name)
    return element("div", {"class": "slider"}, label, element("input", track), beside)


def values(lab: Lab) -> list[str]:
    """The slots' values."""
    rate = lab.spec.learning_rate
    return [
        "primary icon-pause" if lab.playing else "primary icon-play",
        "Pause" if lab.playing else "Play",
        off(lab.run.epoch > 0),
        off(lab.can_undo),
        str(position_of(rate)), f"{rate:g}", f"{rate:g}",
        str(lab.speed), speed_text(lab.speed), speed_text(lab.speed),
    ]


def off(able: bool) -> str:
    return "false" if able else "true"


def speed_text(position: int) -> str:
    speed = SPEEDS[position]
    if math.isinf(speed):
        return "as fast as it goes"
    return f"{speed:g} epoch{'s' if speed != 1 else ''} per second"
