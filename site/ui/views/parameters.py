"""Weights, biases, their gradients, and path strengths, over the whole history.

One curve is in front: that of the part which is selected in the network, or of the strongest path.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.paths import path_history, strongest_paths
from ui.lab import Lab
from ui.numbers import full, shown
from ui.tree import SLOT, Attributes, Element, element
from ui.views.chart import across, chart, curve, last_epoch, nice, ticks
from ui.views.names import neuron_name, weight_name

Array = NDArray[np.float64]
Series = tuple[list[str], list[str], Array]  # names, references, values (rows, curves)

SLOW = True  # dozens of curves
MOST = 24  # curves; a larger network shows its first or strongest ones


def structure(lab: Lab) -> Element:
    """The choice of what is drawn, and the chart with the curve in front on top."""
    options = [
        element("option", {"value": name}, title)
        for name, (title, _) in SERIES.items()
    ]
    choice: Attributes = {
        "data-action": "series",
        "aria-label": "Curves",
        "value": SLOT,
        "autocomplete": "off",
    }
    drawn: Attributes = {"class": SLOT, "d": SLOT, "transform": "scale(0.1)"}
    curves = [element("path", drawn) for _ in range(count(lab))]
    front = element("path", {"class": "curve front", "d": SLOT, "transform": "scale(0.1)"})
    here = element("line", {"class": "here", "x1": SLOT, "x2": SLOT, "y1": 14, "y2": 256})
    caption = element(
        "p",
        {"class": "front-name"},
        element("span", {}, SLOT),
        " ",
        element("strong", {"data-number": SLOT}, SLOT),
    )
    return element(
        "div",
        {},
        element("select", choice, *options),
        chart("value", *curves, front, here),
        caption,
    )


def count(lab: Lab) -> int:
    names, _, _ = series(lab)
    return len(names)


def key(lab: Lab) -> object:
    return lab.spec.layers, lab.view.get("series", "weights")


def series(lab: Lab) -> Series:
    _, read = SERIES[lab.view.get("series", "weights")]
    names, references, values = read(lab)
    return names[:MOST], references[:MOST], values[:, :MOST]


def values(lab: Lab) -> list[str]:
    """The slots' values: each curve of the history, and the one in front once more."""
    names, references, table = series(lab)
    epochs = lab.run.history.epoch
    last = last_epoch(lab.run.epoch, lab.run.history.last_epoch)
    finite = table[np.isfinite(table)]
    high = nice(float(np.abs(finite).max()) if len(finite) else 1.0)
    paths = [curve(epochs, column, last, -high, high) for column in table.T]
    front = references.index(lab.selected) if lab.selected in references else 0
    x = f"{across(np.array([lab.run.epoch]), last)[0]:.1f}"
    row = int(np.searchsorted(epochs, lab.run.epoch, side="right")) - 1
    value = float(table[max(row, 0), front])
    texts = [
        lab.view.get("series", "weights"),
        f"{len(names)} curves by epoch. In front: {names[front]}, {shown(value)}.",
        *ticks(-high, high, last),
    ]
    for drawn, column in zip(paths, table.T, strict=True):
        texts += ["curve positive" if column[max(row, 0)] >= 0 else "curve negative", drawn]
    return [
        *texts,
        paths[front],
        x,
        x,
        f"{names[front]} at epoch {epochs[max(row, 0)]}:",
        full(value),
        shown(value),
    ]


def weights(lab: Lab, table: Array) -> Series:
    """The columns of weights in a table of parameters (rows, P)."""
    layers = lab.spec.layers
    names, references, columns = [], [], []
    for layer in range(1, len(layers)):
        for target in range(layers[layer]):
            for source in range(layers[layer - 1]):
                names.append(f"Weight {weight_name(lab.spec, layer, source, target)}")
                references.append(f"weight:{layer}.{source}.{target}")
                columns.append(lab.run.network.index(layer, target, source))
    return names, references, table[:, columns]


def biases(lab: Lab, table: Array) -> Series:
    """The columns of biases in a table of parameters (rows, P)."""
    layers = lab.spec.layers
    places = [(layer, index) for layer in range(1, len(layers)) for index in range(layers[layer])]
    names = [f"Bias of {neuron_name(lab.spec, *place)}" for place in places]
    references = [f"bias:{layer}.{index}" for layer, index in places]
    return names, references, table[:, [lab.run.network.index(*place) for place in places]]


def paths(lab: Lab) -> Series:
    """The strongest paths from an input to the output, the strongest first."""
    strongest = strongest_paths(lab.run, top=MOST)
    names = [
        "Path " + " → ".join(neuron_name(lab.spec, *place) for place in enumerate(path.neurons))
        for path in strongest
    ]
    return names, ["" for _ in strongest], path_history(lab.run, strongest)


SERIES: dict[str, tuple[str, Callable[[Lab], Series]]] = {
    "weights": ("Weights", lambda lab: weights(lab, lab.run.history.parameters)),
    "biases": ("Biases", lambda lab: biases(lab, lab.run.history.parameters)),
    "weight-gradients": (
        "Gradients of weights",
        lambda lab: weights(lab, lab.run.history.gradients),
    ),
    "bias-gradients": ("Gradients of biases", lambda lab: biases(lab, lab.run.history.gradients)),
    "paths": ("Path strengths", paths),
}
