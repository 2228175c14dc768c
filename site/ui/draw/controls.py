"""The kinds of controls: each has an element, and values for its slots.

    Slider("noise", "Noise", steps, position, text)
    Choice("loss", "Loss", options, chosen)
    Button("new-data", "New data")
    Toggles("feature", "Features", options, pressed)
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab

Options = Mapping[str, str]  # titles by value


@dataclass(frozen=True)
class Slider:
    """A labelled range input: its position is its value, the quantity its aria-valuetext.

    `steps`, `position` and `text` are asked of the lab, `spoken` is the text for who hears it.
    """

    action: str
    name: str
    steps: Callable[[Lab], int]
    position: Callable[[Lab], int]
    text: Callable[[Lab], str]
    spoken: Callable[[Lab], str] | None = None
    lowest: int = 0
    step: int = 1
    typed: str = ""  # the action of a field to type the quantity into, in place of the text

    def element(self, _: Lab) -> Element:
        track: Attributes = {
            "type": "range", "min": self.lowest, "max": SLOT, "step": self.step,
            "data-action": self.action, "autocomplete": "off", "aria-label": self.name,
            "value": SLOT, "aria-valuetext": SLOT,
        }
        field: Attributes = {
            "type": "text", "inputmode": "decimal", "data-action": self.typed, "size": "6",
            "aria-label": f"{self.name} value", "autocomplete": "off", "value": SLOT,
        }
        label = element("span", {"class": "label", "aria-hidden": "true"}, self.name)
        beside = element("input", field) if self.typed else element("span", {}, SLOT)
        return element("div", {"class": "slider"}, label, element("input", track), beside)

    def values(self, lab: Lab) -> list[str]:
        text = self.text(lab)
        spoken = self.spoken(lab) if self.spoken else text
        return [str(self.steps(lab)), str(self.position(lab)), spoken, text]


@dataclass(frozen=True)
class Choice:
    """A labelled select. `options` are asked of the lab, and are part of the structure."""

    action: str
    name: str
    options: Callable[[Lab], Options]
    chosen: Callable[[Lab], str]

    def element(self, lab: Lab) -> Element:
        options = [element("option", {"value": value}, title)
                   for value, title in self.options(lab).items()]
        choice: Attributes = {"data-action": self.action, "data-key": self.action,
                              "aria-label": self.name, "autocomplete": "off", "value": SLOT}
        label = element("span", {"class": "label", "aria-hidden": "true"}, self.name)
        return element("div", {"class": "choice"}, label, element("select", choice, *options))

    def values(self, lab: Lab) -> list[str]:
        return [self.chosen(lab)]


@dataclass(frozen=True)
class Button:
    """A button that is always there to be pressed."""

    action: str
    name: str

    def element(self, _: Lab) -> Element:
        return element("button", {"type": "button", "data-action": self.action,
                                  "data-key": self.action}, self.name)

    def values(self, _: Lab) -> list[str]:
        return []


@dataclass(frozen=True)
class Toggles:
    """A group of buttons, any of which may be pressed, but for those that are `off` now."""

    action: str
    name: str
    options: Callable[[], Options]
    pressed: Callable[[Lab], Collection[str]]
    off: Callable[[Lab], Collection[str]] = lambda _: ()

    def element(self, _: Lab) -> Element:
        buttons = [
            element("button", {"type": "button", "class": "small", "data-action": self.action,
                               "value": value, "aria-pressed": SLOT, "aria-disabled": SLOT,
                               "data-key": f"{self.action}-{value}"}, title)
            for value, title in self.options().items()
        ]
        label = element("span", {"class": "label", "aria-hidden": "true"}, self.name)
        return element("div", {"class": "toggles", "role": "group", "aria-label": self.name},
                       label, *buttons)

    def values(self, lab: Lab) -> list[str]:
        pressed, off = self.pressed(lab), self.off(lab)
        return ["true" if value in which else "false" for value in self.options()
                for which in (pressed, off)]


Control = Slider | Choice | Button | Toggles
