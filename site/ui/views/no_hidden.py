"""The same data with no hidden layer: one straight border, and never all points on their side."""

import numpy as np
from numpy.typing import NDArray

from engine import Run
from ui.colours import rgba
from ui.lab import Lab
from ui.numbers import full, percent, shown
from ui.tree import SLOT, Element, element
from ui.views.marks import mark
from ui.views.plane import GRID, bounds, data_key, grid, place, plane

STEADY = True
EPOCHS = 150  # of the whole batch: a single layer has settled long before


def structure(lab: Lab) -> Element:
    """The data over the single layer's answer, and how well it does."""
    low, high = bounds(lab)
    train = lab.run.data.train
    rows = zip(train.points.tolist(), train.targets[:, 0].tolist(), strict=True)
    marks = [mark(index, *place(point[0], point[1], low, high), target=target, flipped=False)
             for index, (point, target) in enumerate(rows)]
    text = element(
        "p", {"class": "note"},
        f"The same data, a network without a hidden layer, after {EPOCHS} epochs: accuracy ",
        element("strong", {"data-number": SLOT}, SLOT), ", loss ",
        element("strong", {"data-number": SLOT}, SLOT),
        ". More training does not help: its border is a straight line.",
    )
    label = "The training data over the answer of a network without a hidden layer"
    return element("div", {}, plane(label, *marks, low=low, high=high), text)


def key(lab: Lab) -> object:
    return data_key(lab)


def single_layer(lab: Lab) -> Run:
    """The trained single layer, made once for each data set."""
    known = lab.view.get("single-layer")
    if known is None or known[0] != data_key(lab):
        spec = lab.spec.replace(layers=(len(lab.spec.features), 1), activations=(), batch="all",
                                learning_rate=2.0, optimizer="sgd", given=None, l1=0.0, l2=0.0)
        run = Run(spec)
        run.train(EPOCHS)
        known = lab.view["single-layer"] = data_key(lab), run
    return known[1]


def values(lab: Lab) -> list[str]:
    run = single_layer(lab)
    accuracy = run.accuracy or 0.0
    return [full(accuracy), percent(accuracy), full(run.loss), shown(run.loss)]


def pixels(lab: Lab) -> dict[str, NDArray[np.uint8]]:
    outputs = single_layer(lab).predict(grid(*bounds(lab)))[:, 0]
    return {"field": rgba(2 * outputs - 1).reshape(GRID, GRID, 4)}
