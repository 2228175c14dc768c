"""The figures that can be saved as a picture: of a lab, or in the text."""

from dataclasses import dataclass
from typing import NamedTuple

from ui.lab import Lab


@dataclass
class ChosenFigure:
    """The figure that is to be saved, by its name."""

    name: str = ""


class Figure(NamedTuple):
    """The SVG of this number in a view."""

    view: str
    number: int
    title: str


FIGURES = {
    "network": Figure("network", 0, "Network"),
    "boundary": Figure("plane", 0, "Boundary"),
    "samples": Figure("scatter", 0, "Samples"),
    "loss": Figure("loss", 0, "Loss"),
    "loss-area": Figure("charts", 0, "Loss"),
    "accuracy": Figure("charts", 1, "Accuracy"),
    "parameters": Figure("parameters", 0, "Parameters"),
    "hidden": Figure("hidden-space", 0, "Hidden space"),
    "no-hidden": Figure("no-hidden", 0, "Without a hidden layer"),
    "plane": Figure("line", 0, "Four points and a line"),
    "curve": Figure("slopes", 0, "Activation f(z)"),
    "slope": Figure("slopes", 1, "Slope f′(z)"),
    "graph": Figure("graph", 0, "Computation graph"),
    "race": Figure("race", 0, "Race"),
    "loss-of-p": Figure("losses", 0, "Loss L"),
    "slope-by-p": Figure("losses", 1, "∂L/∂p"),
    "slope-by-z": Figure("losses", 2, "∂L/∂z"),
}


PICTURED = {figure.view for figure in FIGURES.values()}


def figures_of(lab: Lab) -> dict[str, Figure]:
    """Those that the lab's page has now, by name."""
    flat = len(lab.spec.layers) == 2  # it has no hidden space to be drawn
    return {name: figure for name, figure in FIGURES.items()
            if figure.view in lab.layout.views and not (flat and name == "hidden")}


def chosen(lab: Lab) -> str:
    """The name of the chosen figure; of the first, if there is none of that name now."""
    there = figures_of(lab)
    name = lab.of(ChosenFigure).name
    return name if name in there else next(iter(there), "")
