"""What is seen of the run, in words, always in sight."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.words.numbers import full, shown

SLOW = True  # words that change in every frame could not be read


def structure(lab: Lab) -> Element:
    """The words, and places for the numbers among them."""
    number = element("span", {"data-number": SLOT}, SLOT)
    numbers = [part for _ in range(key(lab)) for part in (number, element("span", {}, SLOT))]
    return element("p", {"class": "diagnosis"}, element("span", {}, SLOT), *numbers)


def key(lab: Lab) -> int:
    """How many numbers there are."""
    return sum(isinstance(part, float) for found in lab.diagnosis().findings
               for part in found.parts)


def values(lab: Lab) -> list[str]:
    # The other figures may be ahead of it by now.
    texts = [f"At epoch {lab.run.epoch:,}: " if lab.moving else ""]
    for found in lab.diagnosis().findings:
        for part in (*found.parts, " "):
            if isinstance(part, str):
                texts[-1] += part
            else:
                texts += [full(part), shown(part), ""]
    return texts
