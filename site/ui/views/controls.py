"""Buttons and sliders. A control that cannot act now says so, and keeps its place and focus."""

import math

from engine.ops import ACTIVATIONS
from ui.lab import Lab
from ui.scales import RATE, SPEEDS
from ui.tree import SLOT, Attributes, Element, element

HIDDEN_ACTIVATIONS = [name for name in ACTIVATIONS if name != "identity"]


def structure(lab: Lab) -> Element:
    """The bar of buttons; epoch, learning rate and speed; and, folded, the data and the rest."""
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
    field: Attributes = {
        "type": "text", "inputmode": "decimal", "data-action": "rate-value", "size": "6",
        "aria-label": "Learning rate value", "autocomplete": "off", "value": SLOT,
    }
    return element("div", {"class": "controls"}, bar,
                   slider("epoch", "Epoch", SLOT),
                   slider("rate", "Learning rate", RATE.steps, element("input", field)),
                   slider("speed", "Speed", len(SPEEDS) - 1),
                   activation(),
                   element("details", {"class": "more"},
                           element("summary", {}, "Data, noise, penalty"), *more_controls()))


def activation() -> Element:
    """The choice of the hidden units' activation: in sight, and changed with one click."""
    options = [element("option", {"value": name}, ACTIVATIONS[name].title)
               for name in HIDDEN_ACTIVATIONS]
    choice: Attributes = {"data-action": "activation", "aria-label": "Activation",
                          "autocomplete": "off", "value": SLOT}
    name = element("span", {"class": "label", "aria-hidden": "true"}, "Activation")
    return element("div", {"class": "choice activation"}, name,
                   element("select", choice, *options))


def more_controls() -> list[Element]:
    """What is changed seldom. Data of a fixed number of rows have neither samples nor noise, so
    these are out of sight then; were they not there at all, the fold would be made anew, closed."""
    drawn = element("div", {"class": SLOT}, slider("samples", "Samples", 500, lowest=50, step=10),
                    slider("noise", "Noise", 50), button("new-data", "New data"))
    given = element("p", {"class": SLOT},
                    "These data are given rows: there is no number of samples and no noise to set.")
    return [slider("penalty", "Confidence penalty", 100), drawn, given]


def button(action: str, name: str, can_be_off: bool = False) -> Element:
    state: Attributes = {"aria-disabled": SLOT} if can_be_off else {}
    whole: Attributes = {"type": "button", "data-action": action, "data-key": action, **state}
    return element("button", whole, name)


def slider(
    action: str, name: str, steps: object, beside: Element | None = None,
    lowest: int = 0, step: int = 1,
) -> Element:
    """A labelled range input; its position is its value, the quantity its aria-valuetext."""
    track: Attributes = {
        "type": "range", "min": str(lowest), "max": SLOT if steps is SLOT else str(steps),
        "step": str(step), "data-action": action, "autocomplete": "off", "aria-label": name,
        "value": SLOT, "aria-valuetext": SLOT,
    }
    label = element("span", {"class": "label", "aria-hidden": "true"}, name)
    return element("div", {"class": "slider"}, label, element("input", track),
                   beside or element("span", {}, SLOT))


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    """The slots' values."""
    spec, run = lab.spec, lab.run
    rate = f"{spec.learning_rate:g}"
    last = max(run.epoch, run.history.last_epoch)
    return [
        "primary icon-pause" if lab.playing else "primary icon-play",
        "Pause" if lab.playing else "Play",
        off(run.update > 0),
        off(lab.can_undo),
        "true" if lab.pinned else "false",
        str(max(last, 1)), str(run.epoch), f"epoch {run.epoch} of {last}", f"of {last:,}",
        str(RATE.position(spec.learning_rate)), rate, rate,
        str(lab.speed), speed_text(lab.speed), speed_text(lab.speed),
        hidden(lab),
        str(round(100 * spec.penalty)), f"{spec.penalty:g}", f"{spec.penalty:g}",
        "gone" if lab.fixed_data else "drawn",
        str(spec.samples), f"{spec.samples} samples", f"{spec.samples}",
        str(round(100 * spec.noise)), f"{spec.noise:.0%} of the labels are flipped",
        f"{spec.noise:.0%}",
        "note" if lab.fixed_data else "gone",
    ]


def hidden(lab: Lab) -> str:
    """The activation of the first hidden layer."""
    return lab.spec.activations[0] if lab.spec.activations else "relu"


def off(able: bool) -> str:
    return "false" if able else "true"


def speed_text(position: int) -> str:
    speed = SPEEDS[position]
    if position == 0:
        return "slow motion"
    if math.isinf(speed):
        return "as fast as it goes"
    return f"{speed:g} epoch{'s' if speed != 1 else ''} a second"
