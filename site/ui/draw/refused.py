"""A refusal with its remedies, wherever it is shown."""

from ui.draw.tree import Element, element
from ui.lab.refusal import Refusal, Remedy
from ui.words.quoting import printable


def refused(refusal: Refusal, kind: str = "wrong") -> Element:
    """The text, and a button for each remedy."""
    return element("div", {"class": f"refusal {kind}"}, element("p", {}, printable(refusal.text)),
                   *remedy_buttons(refusal))


def remedy_buttons(refusal: Refusal | None) -> list[Element]:
    """The buttons alone, where the text has a place of its own."""
    buttons = [remedy_button(remedy) for remedy in refusal.remedies] if refusal else []
    return [element("div", {"class": "buttons-here"}, *buttons)] if buttons else []


def remedy_button(remedy: Remedy) -> Element:
    return element("button", {"type": "button", "class": "small", "data-action": remedy.action,
                              "value": remedy.value,
                              "data-key": f"{remedy.action} {remedy.value}"}, remedy.title)
