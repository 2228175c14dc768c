"""The same data with no hidden layer: what a weighted sum of the inputs can do, and no more."""

import numpy as np
from numpy.typing import NDArray

from engine import Run
from engine.fields import coloured
from ui.draw.colours import TABLE
from ui.draw.marks import mark
from ui.draw.plane import GRID, bounds, data_key, grid, numbers, place, plane, scale
from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.words.numbers import both, full, percent

STEADY = True
EPOCHS = 150  # of the whole batch by Adam at this rate: a single layer has then all but settled,
RATE = 0.3  # whatever its inputs and its loss


def structure(lab: Lab) -> Element:
    """The data over the single layer's answer, and how well it does."""
    area = bounds(lab)
    train = lab.run.data.train
    rows = zip(train.points.tolist(), train.targets[:, 0].tolist(), strict=True)
    marks = [mark(index, *place(point[0], point[1], area), target=target, flipped=False,
                  numbers=numbers(lab))
             for index, (point, target) in enumerate(rows)]
    classes = lab.run.data.classification
    accuracy: list[Element | str] = ["accuracy ", number(), ", "] if classes else []
    text = element(
        "p", {"class": "note"},
        f"The same data, a network without a hidden layer, after {EPOCHS} epochs: ",
        *accuracy, "loss ", number(), f". {limit(lab)}",
    )
    label = "The training data over the answer of a network without a hidden layer"
    return element("div", {}, plane(label, *marks, area=area), text)


def number() -> Element:
    return element("strong", {"data-number": SLOT}, SLOT)


def limit(lab: Lab) -> str:
    """What no training of a single layer gets beyond."""
    what = "border" if lab.run.data.classification else "answer"
    if not set(lab.spec.features) <= {"x1", "x2"}:
        return ("It can only add up its inputs, each times a weight: where they are curved, so is "
                f"its {what}.")
    shape = "straight line" if what == "border" else "plane, flat or tilted"
    return f"However long it trains, its {what} is a {shape}."


def key(lab: Lab) -> object:
    """All of the Spec that the single layer has from the lab's."""
    spec = lab.spec
    return data_key(lab), spec.features, spec.output, spec.loss, spec.penalty


def single_layer(lab: Lab) -> Run:
    """The trained single layer, always from the same start; made once for each `key`."""
    return lab.cached(single_layer, key(lab), lambda: trained(lab))


def trained(lab: Lab) -> Run:
    run = Run(lab.spec.replace(
        layers=(len(lab.spec.features), 1), activations=(), initialization="he", given=None,
        seed=0, batch="all", optimizer="adam", learning_rate=RATE, l1=0.0, l2=0.0))
    run.train(EPOCHS)
    return run


def values(lab: Lab) -> list[str]:
    run = single_layer(lab)
    accuracy = [] if run.accuracy is None else [full(run.accuracy), percent(run.accuracy)]
    return [*accuracy, *both([run.loss])]


def pixels(lab: Lab) -> dict[str, NDArray[np.uint8]]:
    outputs = single_layer(lab).predict(grid(bounds(lab)))[:, 0]
    return {"field": coloured(outputs, *scale(lab), TABLE).reshape(GRID, GRID, 4)}
