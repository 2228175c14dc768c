"""The figures of a lab that can be saved as a picture."""

from typing import NamedTuple

from ui.lab import Lab


class Figure(NamedTuple):
    """The SVG of this number in a view."""

    view: str
    number: int
    title: str


FIGURES = {
    "network": Figure("network", 0, "Network"),
    "neurons": Figure("neuron-fields", 0, "Network with heat-maps"),
    "boundary": Figure("boundary", 0, "Boundary"),
    "samples": Figure("scatter", 0, "Samples"),
    "loss": Figure("loss", 0, "Loss"),
    "loss-area": Figure("charts", 0, "Loss"),
    "accuracy": Figure("charts", 1, "Accuracy"),
    "parameters": Figure("parameters", 0, "Parameters"),
    "hidden": Figure("hidden-space", 0, "Hidden space"),
    "no-hidden": Figure("no-hidden", 0, "Without a hidden layer"),
}


def figures_of(lab: Lab) -> dict[str, Figure]:
    """Those that the lab's page has now, by name."""
    flat = len(lab.spec.layers) == 2  # it has no hidden space to be drawn
    return {name: figure for name, figure in FIGURES.items()
            if figure.view in lab.layout.views and not (flat and name == "hidden")}


def chosen(lab: Lab) -> str:
    """The name of the chosen figure; of the first, if there is none of that name now."""
    there = figures_of(lab)
    name: str = lab.view.get("figure", "")
    return name if name in there else next(iter(there), "")
