"""The numbers of the run as a whole: epoch, loss, accuracy."""

from ui.lab import Lab
from ui.numbers import full, percent, shown
from ui.tree import SLOT, Element, element


def structure(lab: Lab) -> Element:
    """One term and one <output> each. They change too often to be announced one by one."""
    groups = [
        element("div", {}, element("dt", {}, title),
                element("dd", {}, element("output", {"data-value": key, "data-number": SLOT,
                                                     "aria-live": "off"}, SLOT)))
        for key, title in (("epoch", "Epoch"), ("loss", "Loss"), ("accuracy", "Accuracy"))
    ]
    return element("dl", {"class": "readouts"}, *groups)


def values(lab: Lab) -> list[str]:
    """The slots' values; a run whose data has no classes has no accuracy."""
    run = lab.run
    accuracy = ["", "none"] if run.accuracy is None else [full(run.accuracy), percent(run.accuracy)]
    return [str(run.epoch), f"{run.epoch:,}", full(run.loss), shown(run.loss), *accuracy]
