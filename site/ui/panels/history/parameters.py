"""Weights, biases, their gradients, and path strengths, over the whole history.

One curve is in front: the one that is pointed at, here or in the network; else that of the part
which is selected; else the first, which of the paths is the strongest.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.paths import path_history, strongest_paths
from ui.draw.chart import (
    WIDE,
    chart,
    curves,
    down,
    epoch_at,
    last_epoch,
    lines,
    nice,
    ticks,
)
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.panels.history.state import SERIES, Curves
from ui.words.names import neuron_name, weight_name
from ui.words.numbers import full, shown

Array = NDArray[np.float64]
References = tuple[str, ...]  # of the weights or the bias that a curve is about
Series = tuple[list[str], list[References], Array]  # names, references, values (rows, curves)

SLOW = True  # dozens of curves
MOST = 24  # curves; a larger network shows its first or strongest ones
REACH = 20  # how far from a curve a pointer still means it


def structure(lab: Lab) -> Element:
    """The choice of what is drawn, and the chart with the curve in front on top."""
    options = [
        element("option", {"value": name}, title)
        for name, title in SERIES.items()
    ]
    choice: Attributes = {
        "data-action": "series",
        "aria-label": "Curves",
        "value": SLOT,
        "autocomplete": "off",
    }
    drawn: Attributes = {"class": SLOT, "d": SLOT, "transform": "scale(0.1)"}
    one_each = [element("path", drawn) for _ in range(count(lab))]
    front = element("path", {"class": "curve front", "d": SLOT, "transform": "scale(0.1)"})
    caption = element(
        "p",
        {"class": "front-name", "data-ref": SLOT},
        element("span", {}, SLOT),
        " ",
        element("strong", {"data-number": SLOT}, SLOT),
    )
    return element(
        "div",
        {},
        element("select", choice, *options),
        chart("value", *one_each, front),
        caption,
    )


def count(lab: Lab) -> int:
    names, _, _ = series(lab)
    return len(names)


def key(lab: Lab) -> object:
    return lab.spec.layers, lab.of(Curves).series


def series(lab: Lab) -> Series:
    """What is chosen to be drawn; at most MOST of it."""
    return READ[lab.of(Curves).series](lab)


def values(lab: Lab) -> list[str]:
    """The slots' values: each curve of the history, and the one in front once more."""
    names, references, table = series(lab)
    epochs = lab.run.history.epoch
    last, high = last_epoch(lab), top(table)
    paths = curves(epochs, table, last, -high, high)
    front = in_front(lab, references)
    there = lab.pointed_at("epoch")
    row = row_of(lab, lab.run.epoch if there is None else there)
    value = float(table[row, front])
    texts = [
        lab.of(Curves).series,
        f"{len(names)} curves by epoch. In front: {names[front]}, {shown(value)}.",
        *ticks(-high, high, last),
    ]
    for drawn, now in zip(paths, table[row_of(lab, lab.run.epoch)].tolist(), strict=True):
        texts += ["curve positive" if now >= 0 else "curve negative", drawn]
    return [
        *texts,
        paths[front],
        *lines(lab),
        " ".join(references[front]),
        f"{names[front]} at epoch {epochs[row]}:",
        full(value),
        shown(value),
    ]


def top(table: Array) -> float:
    """The end of the axis of values; it begins at minus that."""
    finite = table[np.isfinite(table)]
    return nice(float(np.abs(finite).max()) if len(finite) else 1.0)


def row_of(lab: Lab, epoch: int) -> int:
    """The row of the history for an epoch: its own, or the last one before it."""
    return max(int(np.searchsorted(lab.run.history.epoch, epoch, side="right")) - 1, 0)


def in_front(lab: Lab, references: list[References]) -> int:
    """Which curve is drawn over the others."""
    for wanted in (set(lab.pointed), {lab.selected}):
        for index, own in enumerate(references):
            if wanted.issuperset(own):
                return index
    return 0


def point(lab: Lab, across: float, down_from_top: float) -> tuple[str, ...]:
    """What is at a place of the chart: an epoch, and the curve that is nearest there."""
    _, references, table = series(lab)
    epoch, high = epoch_at(lab, across), top(table)
    heights = down(table[row_of(lab, epoch)], -high, high)
    distances = np.abs(heights - (WIDE.top + down_from_top * (WIDE.foot - WIDE.top)))
    nearest = int(np.argmin(distances))
    found = references[nearest] if distances[nearest] <= REACH else ()
    return (f"epoch:{epoch}", *found)


def weights(lab: Lab, table: Array) -> Series:
    """The columns of weights in a table of parameters (rows, P)."""
    layers = lab.spec.layers
    places = [(layer, source, target) for layer in range(1, len(layers))
              for target in range(layers[layer]) for source in range(layers[layer - 1])][:MOST]
    names = [f"Weight {weight_name(lab.spec, *place)}" for place in places]
    references: list[References] = [(f"weight:{layer}.{source}.{target}",)
                                    for layer, source, target in places]
    columns = [lab.run.network.index(layer, target, source) for layer, source, target in places]
    return names, references, table[:, columns]


def biases(lab: Lab, table: Array) -> Series:
    """The columns of biases in a table of parameters (rows, P)."""
    layers = lab.spec.layers
    places = [(layer, index) for layer in range(1, len(layers))
              for index in range(layers[layer])][:MOST]
    names = [f"Bias of {neuron_name(lab.spec, *place)}" for place in places]
    references: list[References] = [(f"bias:{layer}.{index}",) for layer, index in places]
    return names, references, table[:, [lab.run.network.index(*place) for place in places]]


def paths(lab: Lab) -> Series:
    """The strongest paths from an input to the output, the strongest first."""
    strongest = strongest_paths(lab.run, top=MOST)
    names = [
        "Path " + " → ".join(neuron_name(lab.spec, *place) for place in enumerate(path.neurons))
        for path in strongest
    ]
    return names, [path.references for path in strongest], path_history(lab.run, strongest)


READ: dict[str, Callable[[Lab], Series]] = {
    "weights": lambda lab: weights(lab, lab.run.history.parameters),
    "biases": lambda lab: biases(lab, lab.run.history.parameters),
    "weight-gradients": lambda lab: weights(lab, lab.run.history.gradients),
    "bias-gradients": lambda lab: biases(lab, lab.run.history.gradients),
    "paths": paths,
}
