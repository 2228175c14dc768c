"""All training samples with what the network makes of them, sortable, a page at a time."""

import math

import numpy as np

from engine.ops import LOSSES
from ui.draw.plane import data_key
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.panels.data.state import Table
from ui.words.numbers import full, plain, shown

ROWS = 12
COLUMNS = {
    "sample": "Sample", "x1": "x₁", "x2": "x₂", "label": "Label", "true": "True label",
    "prediction": "Prediction ŷ", "loss": "Loss",
}


def structure(lab: Lab) -> Element:
    """Twelve rows, whose cells are filled as the order and the page say."""
    count = min(ROWS, len(lab.run.data.train))
    head = [
        element("th", {"scope": "col", "aria-sort": SLOT},
                element("button", {"type": "button", "class": "sort", "data-action": "sort",
                                   "value": name}, title))
        for name, title in COLUMNS.items()
    ]
    rows = [element("tr", {"class": SLOT, "data-ref": SLOT}, *cells()) for _ in range(count)]
    pager = element("p", {"class": "pager"}, button("page-back", "Previous rows"), " ",
                    element("span", {}, SLOT), " ", button("page-on", "Next rows"))
    table = element("table", {"class": "samples"},
                    element("caption", {"class": "unseen"}, "Training samples"),
                    element("thead", {}, element("tr", {}, *head)),
                    element("tbody", {}, *rows))
    return element("div", {}, element("div", {"class": "scroll"}, table), pager)


def cells() -> list[Element]:
    choose: Attributes = {"type": "button", "class": "choose", "data-action": "sample",
                          "value": SLOT, "aria-label": SLOT}
    first = element("td", {}, element("button", choose, SLOT))
    plain = [element("td", {}, SLOT) for _ in range(4)]
    numbers = [element("td", {"data-number": SLOT}, SLOT) for _ in range(2)]
    return [first, *plain, *numbers]


def button(action: str, name: str) -> Element:
    return element("button", {"type": "button", "class": "small", "data-action": action}, name)


def key(lab: Lab) -> object:
    return data_key(lab)


def sample_columns(lab: Lab) -> dict[str, np.ndarray]:
    """The table's columns (n,) by name, computed from the weights of now."""
    train = lab.run.data.train
    whole = lab.run.training_pass()
    logits, outputs = whole.pre_activations[-1], whole.activations[-1]
    op = LOSSES[lab.spec.loss]
    losses = op.forward(logits if op.on_logits else outputs, train.targets)[:, 0]
    return {
        "sample": np.arange(len(train)), "x1": train.points[:, 0], "x2": train.points[:, 1],
        "label": train.targets[:, 0], "true": train.true_targets[:, 0],
        "prediction": outputs[:, 0], "loss": losses,
    }


def sorting(lab: Lab) -> tuple[str, bool]:
    """The column that the table is sorted by, and whether its largest comes first."""
    table = lab.of(Table)
    return table.by, table.descending


def ordered(column: np.ndarray, descending: bool) -> np.ndarray:
    order = np.argsort(column, kind="stable")
    return order[::-1] if descending else order


def page_of(lab: Lab) -> int:
    """The page that has the selected sample."""
    by, descending = sorting(lab)
    order = ordered(sample_columns(lab)[by], descending)
    return int(np.argmax(order == lab.sample)) // ROWS


def last_page(lab: Lab) -> int:
    return math.ceil(len(lab.run.data.train) / ROWS) - 1


def values(lab: Lab) -> list[str]:
    """The page of rows in the chosen order."""
    columns = sample_columns(lab)
    by, descending = sorting(lab)
    order = ordered(columns[by], descending)
    page = min(lab.of(Table).page, last_page(lab))
    # The last page is a full one, so that the table keeps its rows.
    start = min(page * ROWS, max(0, len(order) - ROWS))
    texts = [("descending" if descending else "ascending") if name == by else "none"
             for name in COLUMNS]
    for index in order[start : start + ROWS].tolist():
        texts += row(lab, columns, index)
    last = min(start + ROWS, len(order))
    return [*texts, f"{start + 1} to {last} of {len(order)}"]


def row(lab: Lab, columns: dict[str, np.ndarray], index: int) -> list[str]:
    label, true = columns["label"][index], columns["true"][index]
    prediction, loss = float(columns["prediction"][index]), float(columns["loss"][index])
    kinds = ["chosen"] if index == lab.sample else []
    kinds += ["flipped-label"] if label != true else []
    return [
        " ".join(kinds), f"sample:{index}", str(index), f"Select sample {index}", str(index),
        *(plain(columns[name][index]) for name in ("x1", "x2")),
        plain(label) if label == true else f"{plain(label)} (flipped)", plain(true),
        full(prediction), shown(prediction), full(loss), shown(loss),
    ]
