"""The training data on the plane, over what the network answers there.

Class 1 is a blue disc, class 0 a red square; a thin ring marks a label that noise turned over, a
thick one the selected sample. What a click, a drag or a key does is in `ui.panels.data.actions`.
"""

import numpy as np
from numpy.typing import NDArray

from ui.draw.chart import polylines
from ui.draw.legend import legend
from ui.draw.marks import mark
from ui.draw.plane import (
    answer_colours,
    answers,
    border_of,
    bounds,
    data_key,
    middle,
    numbers,
    place,
    plane,
)
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.panels.data.state import Edits, mode_of


def structure(lab: Lab) -> Element:
    """A mark per sample; the contour; the ring of the selected one, and one that is dragged."""
    area = bounds(lab)
    train = lab.run.data.train
    marks = [
        mark(index, *place(x1, x2, area), target=target, flipped=flipped,
             numbers=numbers(lab))
        for index, ((x1, x2), target, flipped) in enumerate(
            zip(
                train.points.tolist(),
                train.targets[:, 0].tolist(),
                train.flipped.tolist(),
                strict=True,
            )
        )
    ]
    line = element("path", {"class": "contour", "d": SLOT, "transform": "scale(0.1)"})
    ring = element("g", {"class": "selected-sample", "transform": SLOT},
                   element("circle", {"class": "halo", "r": 12}), element("circle", {"r": 12}))
    painted = element("path", {"class": SLOT, "d": SLOT})
    ghost = element("g", {"class": SLOT, "transform": SLOT},
                    element("circle", {"r": 6}),
                    element("rect", {"x": -5.5, "y": -5.5, "width": 11, "height": 11}))
    flipped = int(train.flipped.sum())
    label = (
        f"{len(train)} training samples, {flipped} with a flipped label, over the network’s "
        "answer. Arrow keys go from sample to sample, or move one; Delete removes it."
    )
    keys: Attributes = {"role": "application", "tabindex": "0", "data-plane": SLOT,
                        "data-ref": SLOT, "data-key": f"{lab.id}-plane"}
    drawn = plane(label, line, element("g", {}, *marks), ring, painted, ghost,
                  area=area, attributes=keys)
    return element("div", {}, drawn, legend(numbers(lab)))


def key(lab: Lab) -> object:
    return data_key(lab)


def values(lab: Lab) -> list[str]:
    drag = lab.of(Edits).drag
    x1, x2 = drag or lab.point
    x, y = place(x1, x2, bounds(lab))
    kind = "one" if lab.target >= middle(lab) else "zero"
    there = f"translate({x:.1f} {y:.1f})"
    return [mode_of(lab), f"sample:{lab.sample}", border(lab), there,
            f"stroke {mode_of(lab)}", stroke(lab), f"ghost {kind}" if drag else "ghost", there]


def stroke(lab: Lab) -> str:
    """A dot for each point that is being painted, as path data."""
    area = bounds(lab)
    spots = [place(x1, x2, area) for x1, x2 in lab.of(Edits).stroke]
    return "".join(f"M{x:.1f} {y:.1f}h0" for x, y in spots) or "M0 0"


def border(lab: Lab) -> str:
    """The path along which the network answers 0.5."""
    return polylines(border_of(lab, answers(lab)))


def pixels(lab: Lab) -> dict[str, NDArray[np.uint8]]:
    """The output over the plane: blue near 1, red near 0."""
    return {"field": answer_colours(lab)}
