"""What each hidden unit has learned of XOR: its answers on the four corners, and their name if it
has one.

A unit is on at a corner if its activation there is above the middle between its lowest and its
highest activation on the four corners (a unit that hardly varies says nothing and is constant;
one that is off on every training sample is dead).
"""

import numpy as np

from ui.draw.tree import SLOT, Element, element
from ui.lab import CORNERS, Lab
from ui.lab.own_points import is_xor
from ui.words.names import neuron_name
from ui.words.numbers import full, shown

Corners = tuple[int, int, int, int]

# On at (0,0), (0,1), (1,0), (1,1).
NAMES = {
    (0, 0, 0, 1): "AND", (0, 1, 1, 1): "OR", (1, 1, 1, 0): "NAND", (1, 0, 0, 0): "NOR",
    (0, 0, 1, 1): "x₁", (0, 1, 0, 1): "x₂", (1, 1, 0, 0): "NOT x₁", (1, 0, 1, 0): "NOT x₂",
    (0, 0, 1, 0): "x₁ AND NOT x₂", (0, 1, 0, 0): "x₂ AND NOT x₁",
    (1, 0, 1, 1): "x₁ OR NOT x₂", (1, 1, 0, 1): "x₂ OR NOT x₁",
    (0, 1, 1, 0): "XOR", (1, 0, 0, 1): "XNOR",
}
FLAT = 0.05  # a span of activations on the corners below which a unit is called constant


def structure(lab: Lab) -> Element:
    """A row for each unit of the first hidden layer, whose inputs are x1 and x2 themselves."""
    if not lab.spec.activations:
        return element("p", {"class": "note"}, "There is no hidden layer that could learn.")
    if not is_xor(lab):
        return element("p", {"class": "note"}, "Where the data are XOR’s, each hidden unit is "
                       "named here, by its answers on the four corners.")
    head = [element("th", {"scope": "col"}, text)
            for text in ("Unit", "(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)", "Acts like")]
    rows = [
        element("tr", {"data-ref": f"neuron:1.{index}"},
                element("th", {"scope": "row"}, neuron_name(lab.spec, 1, index)),
                *(element("td", {"class": SLOT, "data-number": SLOT}, SLOT) for _ in CORNERS),
                element("td", {}, SLOT))
        for index in range(lab.spec.layers[1])
    ]
    return element("table", {"class": "units"},
                   element("caption", {}, "What each hidden unit has learned"),
                   element("thead", {}, element("tr", {}, *head)), element("tbody", {}, *rows))


def key(lab: Lab) -> object:
    return lab.spec.layers, lab.spec.features, is_xor(lab)


def values(lab: Lab) -> list[str]:
    """Each unit's activations on the corners, the ones where it is on marked; and its name."""
    if not lab.spec.activations or not is_xor(lab):
        return []
    corners = np.array(CORNERS)[:, :2]
    activations = lab.run.forward(corners)[1][0]
    alive = np.any(lab.run.training_pass().activations[0], axis=0)
    texts = []
    for unit, living in zip(activations.T, alive.tolist(), strict=True):
        on = switched(unit)
        for value, high in zip(unit.tolist(), on, strict=True):
            texts += ["on" if high else "off", full(value), shown(value)]
        texts.append(named(unit, on) if living else "dead: 0 on every training sample")
    return texts


def switched(unit: np.ndarray) -> Corners:
    """At which corners the unit's activation is above the middle of its range."""
    corners = unit.tolist()
    low, high = min(corners), max(corners)  # the sum of both could overflow
    first, second, third, fourth = (int(value - low > high - value) for value in corners)
    return first, second, third, fourth


def named(unit: np.ndarray, on: Corners) -> str:
    if not np.isfinite(unit).all():
        return "nothing: not a finite number"
    if float(unit.max()) - float(unit.min()) < FLAT:  # of numpy's floats it could warn
        return "constant"
    return NAMES[on]
