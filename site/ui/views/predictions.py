"""How good the network is: on the four corners of XOR, on the training set and on test data."""

import numpy as np

from engine import Run
from engine.ops import LOSSES
from ui.lab import CORNERS, Lab
from ui.numbers import full, percent, shown
from ui.tree import SLOT, Element, element


def structure(lab: Lab) -> Element:
    """The four corners, each with its prediction and verdict; then how it does as a whole."""
    return element("div", {}, corners_table(), whole_table())


def corners_table() -> Element:
    head = element("tr", {}, *(element("th", {"scope": "col"}, text) for text in
                               ("x₁", "x₂", "XOR", "Prediction ŷ", "Loss", "")))
    rows = [
        element("tr", {},
                *(element("td", {}, f"{number:.0f}") for number in corner),
                number_cell(), number_cell(), element("td", {"class": SLOT}, SLOT))
        for corner in CORNERS
    ]
    caption = element("caption", {}, "The four corners of XOR")
    return element("table", {}, caption, element("thead", {}, head), element("tbody", {}, *rows))


def whole_table() -> Element:
    head = element("tr", {}, *(element("th", {"scope": "col"}, text)
                               for text in ("On", "Samples", "Accuracy", "Loss")))
    rows = [
        element("tr", {}, element("th", {"scope": "row"}, name), element("td", {}, SLOT),
                number_cell(), number_cell())
        for name in ("the four corners", "the training data", "test data")
    ]
    note = "Test data are fresh points of the same kind, without noise, that training never sees."
    return element("div", {}, element("table", {}, element("caption", {}, "As a whole"),
                                      element("thead", {}, head), element("tbody", {}, *rows)),
                   element("p", {"class": "note"}, note))


def number_cell() -> Element:
    return element("td", {"class": "number", "data-number": SLOT}, SLOT)


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    """Each corner, and the three sets."""
    corners = np.array(CORNERS)
    predictions, losses = judged(lab.run, corners[:, :2], corners[:, 2])
    right = (predictions >= 0.5) == (corners[:, 2] >= 0.5)
    texts = []
    for prediction, loss, verdict in zip(
        predictions.tolist(), losses.tolist(), right.tolist(), strict=True
    ):
        texts += [full(prediction), shown(prediction), full(loss), shown(loss)]
        texts += ["verdict right", "✓ right"] if verdict else ["verdict wrong", "✗ wrong"]
    texts += whole(len(corners), float(right.mean()), float(losses.mean()))
    train = lab.run.data.train
    fitted, fit_losses = judged(lab.run, train.points, train.targets[:, 0])
    hits = (fitted >= 0.5) == (train.targets[:, 0] >= 0.5)
    texts += whole(len(train), float(hits.mean()), float(fit_losses.mean()))
    points, targets = test_set(lab)
    tested, test_losses = judged(lab.run, points, targets)
    hits = (tested >= 0.5) == (targets >= 0.5)
    return texts + whole(len(points), float(hits.mean()), float(test_losses.mean()))


def whole(count: int, accuracy: float, loss: float) -> list[str]:
    return [str(count), full(accuracy), percent(accuracy), full(loss), shown(loss)]


def judged(run: Run, points: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Predictions (n,) and data losses (n,) on points (n, 2) with these targets (n,)."""
    pre_activations, activations = run.forward(points)
    op = LOSSES[run.spec.loss]
    read = pre_activations[-1] if op.on_logits else activations[-1]
    return activations[-1][:, 0], op.forward(read, targets[:, None])[:, 0]


def test_set(lab: Lab) -> tuple[np.ndarray, np.ndarray]:
    """200 points of the unit square, labelled by quadrant, from another seed than the training's.

    Made once and remembered by the lab.
    """
    if "test" not in lab.view:
        from engine import Spec
        from engine.data import make_dataset

        fresh = make_dataset(Spec(samples=200, data_seed=lab.spec.data_seed + 10**6)).train
        lab.view["test"] = fresh.points, fresh.targets[:, 0]
    return lab.view["test"]
