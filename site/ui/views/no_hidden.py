"""The same data with no hidden layer: one border, straight in the inputs, which never has all
points of XOR on their side."""

import numpy as np
from numpy.typing import NDArray

from engine import Run
from engine.fields import coloured
from ui.colours import TABLE
from ui.lab import Lab
from ui.numbers import full, percent, shown
from ui.tree import SLOT, Content, Element, element
from ui.views.marks import mark
from ui.views.plane import GRID, bounds, data_key, grid, numbers, place, plane, scale

STEADY = True
EPOCHS = 150  # of the whole batch: a single layer has settled long before
RATE, RATE_OF_NUMBERS = 2.0, 0.01  # the second for an output that has no upper end
PLAIN = ("x1", "x2")


def structure(lab: Lab) -> Element:
    """The data over the single layer's answer, and how well it does."""
    low, high = bounds(lab)
    train = lab.run.data.train
    rows = zip(train.points.tolist(), train.targets[:, 0].tolist(), strict=True)
    marks = [mark(index, *place(point[0], point[1], low, high), target=target, flipped=False,
                  numbers=numbers(lab))
             for index, (point, target) in enumerate(rows)]
    classes = lab.run.data.classification
    accuracy: list[Content] = ["accuracy ", element("strong", {"data-number": SLOT}, SLOT), ", "]
    text = element(
        "p", {"class": "note"},
        f"The same data, a network without a hidden layer, after {EPOCHS} epochs: ",
        *(accuracy if classes else []), "loss ", element("strong", {"data-number": SLOT}, SLOT),
        f". More training does not help: {limit(lab)}.",
    )
    label = "The training data over the answer of a network without a hidden layer"
    return element("div", {}, plane(label, *marks, low=low, high=high), text)


def limit(lab: Lab) -> str:
    """What a single layer cannot do."""
    if lab.run.data.classification and set(lab.spec.features) <= set(PLAIN):
        return "its border is a straight line"
    return "all that it can do is add up its inputs, each times a weight"


def key(lab: Lab) -> object:
    return data_key(lab), lab.spec.features, lab.spec.output, lab.spec.loss


def single_layer(lab: Lab) -> Run:
    """The trained single layer, made once for each data set and what is seen of it."""
    known = lab.view.get("single-layer")
    if known is None or known[0] != key(lab):
        rate = RATE if lab.run.data.classification else RATE_OF_NUMBERS
        spec = lab.spec.replace(layers=(len(lab.spec.features), 1), activations=(), batch="all",
                                learning_rate=rate, optimizer="sgd", given=None, l1=0.0, l2=0.0)
        run = Run(spec)
        run.train(EPOCHS)
        known = lab.view["single-layer"] = key(lab), run
    return known[1]


def values(lab: Lab) -> list[str]:
    run = single_layer(lab)
    accuracy = [] if run.accuracy is None else [full(run.accuracy), percent(run.accuracy)]
    return [*accuracy, full(run.loss), shown(run.loss)]


def pixels(lab: Lab) -> dict[str, NDArray[np.uint8]]:
    outputs = single_layer(lab).predict(grid(*bounds(lab)))[:, 0]
    return {"field": coloured(outputs, *scale(lab), TABLE).reshape(GRID, GRID, 4)}
