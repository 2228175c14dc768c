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

from ui.concepts.of_lab import CONCEPTS
from ui.lab import Lab
from ui.tree import Element, markup
from ui.views import (
    answer,
    boundary_options,
    charts,
    code,
    computation,
    contest,
    controls,
    data_figure,
    detail,
    diagnosis,
    epoch,
    export,
    formula,
    graph,
    hidden_space,
    inspector,
    key_of_marks,
    layer_settings,
    layers,
    line,
    linear_layer,
    listing,
    loop,
    loss_curve,
    losses,
    network,
    new_point,
    no_hidden,
    notice,
    offered,
    own_table,
    parameter,
    parameters,
    pipeline,
    playing,
    points,
    predictions,
    questions,
    race,
    racers,
    readouts,
    runs,
    said,
    sample,
    save_picture,
    scatter,
    share,
    signals,
    slopes,
    status,
    steps,
    table,
    table_preview,
    tabs,
    tasks,
    tensors,
    tries,
    units,
)
from ui.views.network import Tiles
from ui.views.program import Program
from ui.views.settings import SETTINGS

Pixels = Mapping[str, NDArray[uint8]]


class View(Protocol):
    """A module of `ui/views`, or an object like one; it may have `key`, `pixels` and `point`."""

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
