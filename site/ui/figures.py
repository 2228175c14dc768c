"""The views of a lab by the name that the page gives them (`data-view`).

    first_paint(lab, "network")      # the markup that the builder puts into the page
    VIEWS["network"].values(lab)     # what the frame loop sends to that same markup
"""

from typing import Protocol

from ui.lab import Lab
from ui.tree import Element, markup
from ui.views import controls, inspector, loss_curve, network, predictions, readouts, status


class View(Protocol):
    """A module of `ui/views`."""

    def structure(self, lab: Lab) -> Element: ...
    def values(self, lab: Lab) -> list[str]: ...


VIEWS: dict[str, View] = {
    "controls": controls,
    "status": status,
    "network": network,
    "readouts": readouts,
    "loss": loss_curve,
    "predictions": predictions,
    "inspector": inspector,
}


def first_paint(lab: Lab, view: str) -> str:
    """A view's markup for the state that the lab is in."""
    return markup(VIEWS[view].structure(lab), VIEWS[view].values(lab))
