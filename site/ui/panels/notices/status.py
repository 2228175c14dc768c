"""What a lab last said: the text of its live region."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.words.numbers import full, shown


def structure(lab: Lab) -> Element:
    """A text, and the number that it ends with, if it does."""
    number = element("span", {"data-number": SLOT}, SLOT)
    return element("span", {}, element("span", {}, SLOT), " ", number)


def values(lab: Lab) -> list[str]:
    """The slots' values. A message may quote what was typed, with signs that nobody can see."""
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in lab.message.text)
    number = lab.message.number
    return [text, "", ""] if number is None else [text, full(number), shown(number)]
