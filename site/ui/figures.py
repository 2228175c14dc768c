"""The views of a lab by the name that the page gives them (`data-view`).

    first_paint(lab, "network")      # the markup that the builder puts into the page
    VIEWS["network"].values(lab)     # what the frame loop sends to that same markup
    key(lab, "network")              # changes when the structure has to be made again
    pixels(lab, "scatter")           # what goes onto the view's canvases, by name
    tiles(lab, "network")            # where a canvas of many small images has each of them
    point(lab, "loss", 0.2, 0.5)     # what is at a place of the view
"""

from collections.abc import Mapping
from typing import Protocol

from numpy import uint8
from numpy.typing import NDArray

from ui.concepts.graph import view as graph
from ui.concepts.linear_layer import view as linear_layer
from ui.concepts.losses import view as losses
from ui.concepts.of_lab import CONCEPTS
from ui.concepts.optimizer_race import view as race
from ui.concepts.program import Program
from ui.concepts.slopes import view as slopes
from ui.concepts.tensors import view as tensors
from ui.draw.tree import Element, markup
from ui.lab import Lab
from ui.panels.boundary import options as boundary_options
from ui.panels.boundary import view as answer
from ui.panels.code import loop
from ui.panels.code import view as code
from ui.panels.computation import formula
from ui.panels.computation import view as computation
from ui.panels.data import clicks as points
from ui.panels.data import figure as data_figure
from ui.panels.data import key as key_of_marks
from ui.panels.data import new_point, sample, scatter, table
from ui.panels.export import picture as save_picture
from ui.panels.export import view as export
from ui.panels.hidden_space import view as hidden_space
from ui.panels.history import charts, epoch, parameters
from ui.panels.history import loss as loss_curve
from ui.panels.inspector import detail
from ui.panels.inspector import view as inspector
from ui.panels.layers import settings as layer_settings
from ui.panels.layers import view as layers
from ui.panels.line import view as line
from ui.panels.link import view as share
from ui.panels.listing import view as listing
from ui.panels.network import view as network
from ui.panels.network.view import Tiles
from ui.panels.no_hidden import view as no_hidden
from ui.panels.notices import diagnosis, offered, said, status
from ui.panels.notices import view as notice
from ui.panels.parameter import view as parameter
from ui.panels.pipeline import steps
from ui.panels.pipeline import view as pipeline
from ui.panels.predictions import view as predictions
from ui.panels.preview import source as own_table
from ui.panels.preview import view as table_preview
from ui.panels.runs import view as runs
from ui.panels.settings.view import SETTINGS
from ui.panels.signals import view as signals
from ui.panels.speed_race import racers
from ui.panels.speed_race import view as contest
from ui.panels.tabs import view as tabs
from ui.panels.tasks import questions
from ui.panels.tasks import view as tasks
from ui.panels.transport import playing, readouts
from ui.panels.transport import view as controls
from ui.panels.tries import view as tries
from ui.panels.units import view as units

Pixels = Mapping[str, NDArray[uint8]]


class View(Protocol):
    """A module of a panel or a concept, or an object like one; it may have `key`, `pixels` and
    `point`."""

    def structure(self, lab: Lab) -> Element: ...
    def values(self, lab: Lab) -> list[str]: ...


VIEWS: dict[str, View] = {
    "controls": controls,
    **SETTINGS,
    "layer-settings": layer_settings,
    "epoch": epoch,
    "marks": key_of_marks,
    "detail": detail,
    "data": data_figure,
    "status": status,
    "notice": notice,
    "network": network,
    "sample": sample,
    "readouts": readouts,
    "playing": playing,
    "share": share,
    "diagnosis": diagnosis,
    "tries": tries,
    "tabs": tabs,
    "loss": loss_curve,
    "inspector": inspector,
    "units": units,
    "computation": computation,
    "points": points,
    "scatter": scatter,
    "plane": answer,
    "pipeline": pipeline,
    "steps": steps,
    "racers": racers,
    "boundary-options": boundary_options,
    "new-point": new_point,
    "own-table": own_table,
    "table-preview": table_preview,
    "table": table,
    "predictions": predictions,
    "parameters": parameters,
    "hidden-space": hidden_space,
    "no-hidden": no_hidden,
    "tasks": tasks,
    "code": code,
    "offered": offered,
    "export": export,
    "save-picture": save_picture,
    "runs": runs,
    "line": line,
    "tensors": tensors,
    "linear-layer": linear_layer,
    "slopes": slopes,
    "graph": graph,
    "race": race,
    "losses": losses,
    "questions": questions,
    "said": said,
    **{f"{name}-code": Program(concept) for name, concept in CONCEPTS.items()},
    "layers": layers,
    "signals": signals,
    "loop": loop,
    "charts": charts,
    "parameter": parameter,
    "formula": formula,
    "listing": listing,
    "contest": contest,
}


def first_paint(lab: Lab, view: str) -> str:
    """A view's markup for the state that the lab is in."""
    return markup(VIEWS[view].structure(lab), VIEWS[view].values(lab))


def key(lab: Lab, view: str) -> object:
    """What the view's structure depends on: layers and inputs, unless the view says otherwise."""
    own = getattr(VIEWS[view], "key", None)
    return own(lab) if own else (lab.spec.layers, lab.spec.features)


def slow(view: str) -> bool:
    """Whether the view costs so much that it is not drawn in each frame."""
    return getattr(VIEWS[view], "SLOW", False)


def steady(view: str) -> bool:
    """Whether training changes nothing in the view: only what a person does."""
    return getattr(VIEWS[view], "STEADY", False)


def pixels(lab: Lab, view: str) -> Pixels:
    """RGBA images (height, width, 4) for the view's canvases, by their `data-canvas`."""
    own = getattr(VIEWS[view], "pixels", None)
    return own(lab) if own else {}


def tiles(lab: Lab, view: str) -> Tiles | None:
    """Where each of the square images goes that a view's canvas is made of."""
    own = getattr(VIEWS[view], "tiles", None)
    return own(lab) if own else None


def point(lab: Lab, view: str, across: float, down: float) -> tuple[str, ...]:
    """The references of what is at a place of the view, given as shares of what has its
    `data-share`: an epoch, a part of the network, a sample."""
    own = getattr(VIEWS[view], "point", None)
    return own(lab, across, down) if own else ()
