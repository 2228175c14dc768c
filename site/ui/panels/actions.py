"""What can be asked of a lab's views: what is selected, sorted, unfolded, walked through."""

from collections.abc import Callable

from engine import explain
from ui.lab import Lab, Message
from ui.lab.scales import whole
from ui.panels.computation.view import MATRICES, walk_keys
from ui.panels.data.actions import select_sample
from ui.panels.data.table import COLUMNS, last_page
from ui.panels.hidden_space.scene import axes
from ui.panels.hidden_space.view import sample_at

SECTIONS = ("Forward pass", "Loss", "Backward pass", "Gradients", "Update", MATRICES)
SERIES = ("weights", "biases", "weight-gradients", "bias-gradients", "paths")


def show_tab(lab: Lab, value: str) -> None:
    if value in lab.layout.tabs:
        lab.tab = value


def select(lab: Lab, part: str) -> None:
    """Select a neuron, weight or bias by its reference; others are ignored."""
    if part in lab.parts():
        lab.selected = part


def turn_sheet(lab: Lab, _: str) -> None:
    """Open the sheet that has the settings on a phone, or close it."""
    lab.view["sheet"] = not lab.view.get("sheet", False)


def sort_table(lab: Lab, column: str) -> None:
    """Sort by a column; once more, the other way round."""
    by, descending = lab.view.get("sort", ("sample", False))
    if column in COLUMNS:
        descending = column == by and not descending
        lab.view["sort"] = column, descending
        lab.view["page"] = 0
        lab.message = Message(f"Sorted by {COLUMNS[column]}, "
                              f"{'largest' if descending else 'smallest'} first.")


def turn_page(lab: Lab, by: int) -> None:
    lab.view["page"] = min(max(0, lab.view.get("page", 0) + by), last_page(lab))


def show_series(lab: Lab, name: str) -> None:
    if name in SERIES:
        lab.view["series"] = name


def choose_axes(lab: Lab, name: str) -> None:
    """The axes of the hidden space: "output", "pca" or two units, as in "0-2"."""
    if name in axes(lab):
        lab.view["axes"] = name


def choose_hidden(lab: Lab, place: str) -> None:
    """Select the sample at a place of the hidden space, given as two shares of the picture."""
    across, down = map(float, place.split())
    index = sample_at(lab, across, down)
    if index is not None:
        select_sample(lab, index)


def fold(lab: Lab, title: str) -> None:
    """Open a section of the computation, or close it."""
    sections = lab.view.get("sections", ("Forward pass",))
    if title in SECTIONS:
        rest = tuple(each for each in sections if each != title)
        lab.view["sections"] = rest if title in sections else (*rest, title)


def walk(lab: Lab, by: int | None) -> None:
    """Go through the computation one number at a time; None begins anew."""
    lab.stop()
    last = len(walk_keys(explain(lab.run, lab.sample))) - 1
    lab.view["walk"] = 0 if by is None else min(max(lab.view.get("walk", 0) + by, 0), last)


VIEW_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "tab": show_tab,
    "settings": turn_sheet,
    "select": select,
    "sample": lambda lab, value: select_sample(
        lab, whole(value, len(lab.run.data.train) - 1)),
    "sort": sort_table,
    "page-back": lambda lab, _: turn_page(lab, -1),
    "page-on": lambda lab, _: turn_page(lab, 1),
    "series": show_series,
    "axes": choose_axes,
    "hidden-sample": choose_hidden,
    "section": fold,
    "walk-start": lambda lab, _: walk(lab, None),
    "walk-on": lambda lab, _: walk(lab, 1),
    "walk-back": lambda lab, _: walk(lab, -1),
    "walk-end": lambda lab, _: lab.view.pop("walk", None),
}
