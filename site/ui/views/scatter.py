"""The training data on the plane, over what the network answers there.

Class 1 is a blue disc, class 0 a red square; a ring marks a label that noise turned over. A click
on a point selects it.
"""

import numpy as np
from numpy.typing import NDArray

from ui.lab import Lab
from ui.tree import SLOT, Attributes, Element, element
from ui.views.plane import bounds, field, place, plane


def structure(lab: Lab) -> Element:
    """A mark per sample, and a ring that goes to the selected one."""
    low, high = bounds(lab)
    train = lab.run.data.train
    marks = [
        mark(index, *place(x1, x2, low, high), target=target, flipped=flipped)
        for index, ((x1, x2), target, flipped) in enumerate(
            zip(
                train.points.tolist(),
                train.targets[:, 0].tolist(),
                train.flipped.tolist(),
                strict=True,
            )
        )
    ]
    ring = element("circle", {"class": "selected-sample", "r": 10, "cx": SLOT, "cy": SLOT})
    flipped = int(train.flipped.sum())
    label = (
        f"{len(train)} training samples, {flipped} with a flipped label, over the network’s "
        "answer. The table below has them all."
    )
    return plane(label, element("g", {}, *marks), ring, low=low, high=high)


def mark(index: int, x: float, y: float, target: float, flipped: bool) -> Element:
    kind = "one" if target >= 0.5 else "zero"
    shared: Attributes = {
        "class": f"mark {kind}",
        "data-action": "sample",
        "data-value": str(index),
    }
    if kind == "one":
        shape = element("circle", {**shared, "cx": x, "cy": y, "r": 5})
    else:
        shape = element("rect", {**shared, "x": x - 4.5, "y": y - 4.5, "width": 9, "height": 9})
    if not flipped:
        return shape
    return element(
        "g", {}, element("circle", {"cx": x, "cy": y, "r": 9, "class": "flipped"}), shape
    )


def key(lab: Lab) -> object:
    """The points: another data set has another Dataset."""
    spec = lab.spec
    return spec.data, spec.samples, spec.noise, spec.data_seed, spec.split, spec.points


def values(lab: Lab) -> list[str]:
    x, y = place(*lab.point, *bounds(lab))
    return [f"{x:.1f}", f"{y:.1f}"]


def pixels(lab: Lab) -> dict[str, NDArray[np.uint8]]:
    return {"field": field(lab)}
