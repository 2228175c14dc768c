"""How good the network is: on the four corners of XOR, on the training set and on test data."""

import numpy as np

from ui.lab import CORNERS, Lab
from ui.numbers import both
from ui.tree import SLOT, Element, element


def structure(lab: Lab) -> Element:
    """The four corners, each with its prediction and verdict."""
    head = element("tr", {}, *(element("th", {"scope": "col"}, text) for text in
                               ("x₁", "x₂", "XOR", "Prediction ŷ", "")))
    rows = [
        element("tr", {},
                *(element("td", {}, f"{number:.0f}") for number in corner),
                element("td", {"class": "number", "data-number": SLOT}, SLOT),
                element("td", {"class": SLOT}, SLOT))
        for corner in CORNERS
    ]
    caption = element("caption", {}, "The four corners of XOR")
    return element("table", {}, caption, element("thead", {}, head), element("tbody", {}, *rows))


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    """Each prediction, and whether rounding it gives the target."""
    corners = np.array(CORNERS)
    predictions = lab.run.predict(corners[:, :2])[:, 0]
    right = (predictions >= 0.5) == (corners[:, 2] >= 0.5)
    numbers = both(predictions.tolist())
    texts = []
    for index, verdict in enumerate(right.tolist()):
        texts += numbers[2 * index : 2 * index + 2]
        texts += ["verdict right", "✓ right"] if verdict else ["verdict wrong", "✗ wrong"]
    return texts
