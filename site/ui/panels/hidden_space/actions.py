"""What can be asked of the hidden space: other axes, the sample at a place of it."""

from collections.abc import Callable

from ui.lab import Lab
from ui.panels.data.actions import select_sample
from ui.panels.hidden_space.state import HiddenSpace, axes
from ui.panels.hidden_space.view import sample_at


def choose_axes(lab: Lab, name: str) -> None:
    """The axes: "output", "pca" or two units, as in "0-2"."""
    if name in axes(lab):
        lab.of(HiddenSpace).axes = name


def choose_hidden(lab: Lab, place: str) -> None:
    """Select the sample at a place, given as two shares of the picture."""
    across, down = map(float, place.split())
    index = sample_at(lab, across, down)
    if index is not None:
        select_sample(lab, index)


HIDDEN_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "axes": choose_axes,
    "hidden-sample": choose_hidden,
}
