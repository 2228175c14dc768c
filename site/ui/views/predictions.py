"""What the network answers on the four rows of XOR; choosing a row selects that sample."""

import numpy as np

from ui.lab import CORNERS, FIRST_SAMPLE, Lab
from ui.numbers import both
from ui.tree import SLOT, Element, element


def structure(lab: Lab) -> Element:
    """The table: a radio button per row, input, target, prediction, verdict."""
    head = element("tr", {}, *(element("th", {"scope": "col"}, text) for text in
                               ("", "x₁", "x₂", "XOR", "Prediction ŷ", "")))
    rows = [row(lab.id, index, corner) for index, corner in enumerate(CORNERS)]
    caption = element("caption", {}, "The four rows of XOR; the selected one is in the network")
    return element("table", {}, caption, element("thead", {}, head), element("tbody", {}, *rows))


def row(lab_id: str, index: int, corner: tuple[float, float, float]) -> Element:
    x1, x2, target = (f"{number:.0f}" for number in corner)
    choice = {
        "type": "radio",
        "name": f"{lab_id}-sample",
        "value": str(index),
        "data-action": "sample",
        "aria-label": f"Sample {x1}, {x2}",
        "autocomplete": "off",
    }
    if index == FIRST_SAMPLE:
        choice["checked"] = ""
    cells = [element("td", {}, text) for text in (x1, x2, target)]
    return element(
        "tr",
        {"data-sample": str(index)},
        element("td", {}, element("input", choice)),
        *cells,
        element("td", {"class": "number", "data-number": SLOT}, SLOT),
        element("td", {"class": SLOT}, SLOT),
    )


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
