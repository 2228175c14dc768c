"""What a person should read before going on: what is wrong in the link that led here, or in what
the page around the lab set; a setting that does not fit the data; what is kept of their work."""

from ui.draw.refused import refused, remedy_button
from ui.draw.tree import Element, element
from ui.lab import Lab
from ui.lab.note import Note
from ui.lab.refusal import Remedy

STEADY = True


def structure(lab: Lab) -> Element:
    """The mistakes, a refusal, a note, each with its buttons; nothing if there are none."""
    parts = [wrong(lab)] if lab.mistakes else []
    if lab.refusal and lab.refusal.remedies:  # else what it says is said in the status
        parts.append(refused(lab.refusal))
    if lab.note:
        parts.append(noted(lab.note))
    return element("div", {}, *parts)


def wrong(lab: Lab) -> Element:
    rows = [element("li", {}, mistake, *meant(lab.meant.get(mistake))) for mistake in lab.mistakes]
    return element(
        "div", {"class": "notice", "role": "alert"},
        element("p", {}, "Part of what was asked for could not be used; the lab has other values "
                "there:"),
        element("ul", {}, *rows),
        element("button", {"type": "button", "data-action": "mistakes-seen"}, "Close"),
    )


def meant(pair: str | None) -> list[str | Element]:
    """A button that uses what was probably meant."""
    return [" ", remedy_button(Remedy(f"Use {pair}", "mend", pair))] if pair else []


def noted(note: Note) -> Element:
    buttons = [
        element("button", {"type": "button", "class": "small", "data-action": button.action,
                           "value": button.value, "data-key": f"note {button.action}"},
                button.title)
        for button in note.buttons]
    return element("div", {"class": "notice of-work"}, element("p", {}, note.text),
                   element("div", {"class": "buttons-here"}, *buttons))


def key(lab: Lab) -> object:
    return lab.mistakes, lab.note, lab.refusal, tuple(lab.meant.items())


def values(_: Lab) -> list[str]:
    return []
