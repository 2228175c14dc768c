"""The plane: what the network answers at every point of it, now and before, with the data.

Left of the divider the picture shows an earlier answer. Samples of the test are hollow, the
selected one has a ring.
"""

import numpy as np
from numpy.typing import NDArray

from engine.data import Samples
from ui.draw.chart import polylines
from ui.draw.marks import mark
from ui.draw.plane import (
    EDGE,
    INNER,
    SIZE,
    answer_colours,
    answers,
    answers_of,
    border_of,
    bounds,
    data_key,
    discretised,
    numbers,
    place,
    plane,
    scale,
)
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.panels.boundary.options import divider
from ui.panels.boundary.state import Boundary, before
from ui.words.numbers import MINUS


def structure(lab: Lab) -> Element:
    """The field under marks for the training samples, and for those of the test if they are
    shown; the line where the answer is in the middle; the divider with its two names."""
    marks = samples(lab, lab.run.data.train, "")
    if shows_test(lab):
        marks += samples(lab, lab.run.data.test, "test")
    side: Attributes = {"y": EDGE - 10, "class": "tick"}
    drawn = plane(
        "The network’s answer over the plane, and the samples",
        element("path", {"class": "contour", "d": SLOT, "transform": "scale(0.1)"}),
        element("g", {}, *marks),
        ring(),
        element("path", {"class": "divider", "d": SLOT}),
        element("text", {**side, "x": EDGE + 34, "text-anchor": "start"}, SLOT),
        element("text", {**side, "x": SIZE - EDGE, "text-anchor": "end"}, SLOT),
        area=bounds(lab),
    )
    return element("div", {"class": "scaled"}, drawn, scale_bar(lab))


def scale_bar(lab: Lab) -> Element:
    """What the colours stand for."""
    low, high = (f"{end:.2g}".replace("-", MINUS) for end in scale(lab))
    return element("div", {"class": "scale-bar", "role": "img",
                           "aria-label": f"Colours: red is an answer of {low}, blue of {high}"},
                   element("span", {}, high), element("span", {"class": "bar"}),
                   element("span", {}, low))


def ring() -> Element:
    """Around the selected sample."""
    return element("g", {"class": "selected-sample", "transform": SLOT},
                   element("circle", {"class": "halo", "r": 9}), element("circle", {"r": 9}))


def ring_place(lab: Lab) -> str:
    x, y = place(*lab.point, bounds(lab))
    return f"translate({x:.1f} {y:.1f})"


def samples(lab: Lab, rows: Samples, kind: str) -> list[Element]:
    area = bounds(lab)
    table = zip(rows.points.tolist(), rows.targets[:, 0].tolist(), rows.flipped.tolist(),
                strict=True)
    return [mark(index, *place(x1, x2, area), target=target, flipped=flipped, kind=kind,
                 numbers=numbers(lab))
            for index, ((x1, x2), target, flipped) in enumerate(table)]


def shows_test(lab: Lab) -> bool:
    return "test" in lab.of(Boundary).shown


def key(lab: Lab) -> object:
    return data_key(lab), shows_test(lab)


def values(lab: Lab) -> list[str]:
    share = divider(lab) / 100
    x = EDGE + share * INNER
    line = f"M{x:.1f} {EDGE}V{SIZE - EDGE}" if share else "M0 0"
    names = [before(lab).name, "now"] if share else ["", ""]
    return [border(lab), ring_place(lab), line, *names]


def border(lab: Lab) -> str:
    """The path along which the answer is in the middle, of each side its own."""
    now = border_of(lab, answers(lab))
    share = divider(lab) / 100
    if not share:
        return polylines(now)
    at = EDGE + share * INNER
    then = border_of(lab, earlier(lab)[0])
    return polylines(np.concatenate([then[then[:, :, 0].mean(axis=1) < at],
                                     now[now[:, :, 0].mean(axis=1) >= at]]))


def earlier(lab: Lab) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """The answer before, and its image, as fine as that of now; made once for each."""
    then, size = before(lab), len(answers(lab))
    state = lab.run, then.name, then.parameters.tobytes(), size, discretised(lab), bounds(lab)
    return lab.cached(earlier, state,
                      lambda: answers_of(lab, then.spec, then.parameters, size))


def pixels(lab: Lab) -> dict[str, NDArray[np.uint8]]:
    """The answer over the plane: blue near 1, red near 0."""
    image = answer_colours(lab)
    column = round(divider(lab) / 100 * len(image))
    if column:
        image = image.copy()
        image[:, :column] = earlier(lab)[1][:, :column]
    return {"field": image}
