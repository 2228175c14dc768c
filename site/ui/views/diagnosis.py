"""How the run is doing, in words, always in sight."""

from ui.lab import Lab
from ui.numbers import full, shown
from ui.tree import SLOT, Element, element

SLOW = True  # words that change in every frame could not be read


def structure(lab: Lab) -> Element:
    """The words, with the loss among them as a number of the page."""
    return element("p", {"class": "diagnosis"}, element("span", {}, SLOT),
                   element("span", {"data-number": SLOT}, SLOT), element("span", {}, SLOT))


def values(lab: Lab) -> list[str]:
    loss = lab.run.loss
    before, number, after = str(lab.diagnosis()).partition(f"{loss:.4g}")
    if lab.moving:  # the other figures may be ahead of it by now
        before = f"At epoch {lab.run.epoch:,}: {before}"
    return [before, *([full(loss), shown(loss)] if number else ["", ""]), after]
