"""The epoch: the loss curve's accessible form, a slider over the run's whole history."""

from ui.draw.tree import Element, element
from ui.lab import Lab
from ui.panels.settings.table import CONTROLS


def structure(lab: Lab) -> Element:
    return element("div", {"class": "control", "data-control": "epoch"},
                   CONTROLS["epoch"].element(lab))


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    return CONTROLS["epoch"].values(lab)
