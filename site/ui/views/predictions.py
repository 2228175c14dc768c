"""How good the network is: on the training set, on test data and, if it learns XOR, on the four
corners."""

import numpy as np

from engine import Run
from engine.data import make_dataset
from engine.ops import LOSSES
from ui.lab import CORNERS, Lab
from ui.numbers import full, percent, shown
from ui.own_points import drawn_set, is_xor
from ui.tree import SLOT, Element, element


def structure(lab: Lab) -> Element:
    """The four corners, each with its prediction and verdict; then how it does as a whole."""
    sets = ["the training data", "test data"]
    if not is_xor(lab):
        return element("div", {}, whole_table(sets))
    return element("div", {}, corners_table(), whole_table(["the four corners", *sets]))


def corners_table() -> Element:
    head = element("tr", {}, *(element("th", {"scope": "col"}, text) for text in
                               ("x₁", "x₂", "XOR", "Prediction ŷ", "Loss", "Verdict")))
    rows = [
        element("tr", {},
                *(element("td", {}, f"{number:.0f}") for number in corner),
                number_cell(), number_cell(), element("td", {"class": SLOT}, SLOT))
        for corner in CORNERS
    ]
    caption = element("caption", {}, "The four corners of XOR")
    return element("table", {}, caption, element("thead", {}, head), element("tbody", {}, *rows))


def whole_table(sets: list[str]) -> Element:
    head = element("tr", {}, *(element("th", {"scope": "col"}, text)
                               for text in ("On", "Samples", "Accuracy", "Loss")))
    rows = [
        element("tr", {}, element("th", {"scope": "row"}, name), element("td", {}, SLOT),
                number_cell(), number_cell())
        for name in sets
    ]
    return element("div", {}, element("table", {}, element("caption", {}, "As a whole"),
                                      element("thead", {}, head), element("tbody", {}, *rows)),
                   element("p", {"class": "note"}, SLOT))


def number_cell() -> Element:
    return element("td", {"class": "number", "data-number": SLOT}, SLOT)


def key(lab: Lab) -> object:
    return is_xor(lab)


def values(lab: Lab) -> list[str]:
    """Each corner, and the sets; what test data are."""
    train = lab.run.data.train
    texts = corners(lab) if is_xor(lab) else []
    texts += whole(lab, train.points, train.targets[:, 0])
    kept_back = "the samples that Test share keeps back: training never sees them."
    fresh = "fresh points of the same kind, without noise, that training never sees."
    kind = kept_back if len(lab.run.data.test) else fresh
    return [*texts, *whole(lab, *test_set(lab)), f"Test data are {kind}"]


def corners(lab: Lab) -> list[str]:
    """Each corner, and all four as a whole."""
    corners = np.array(CORNERS)
    predictions, losses = judged(lab.run, corners[:, :2], corners[:, 2])
    right = (predictions >= 0.5) == (corners[:, 2] >= 0.5)
    texts = []
    for prediction, loss, verdict in zip(
        predictions.tolist(), losses.tolist(), right.tolist(), strict=True
    ):
        texts += [full(prediction), shown(prediction), full(loss), shown(loss)]
        texts += ["verdict right", "✓ right"] if verdict else ["verdict wrong", "✗ wrong"]
    return texts + whole(lab, corners[:, :2], corners[:, 2])


def whole(lab: Lab, points: np.ndarray, targets: np.ndarray) -> list[str]:
    """How many points, the share of those that are right, and their loss. Targets that are numbers
    have no right and wrong."""
    predictions, losses = judged(lab.run, points, targets)
    accuracy, loss = float(((predictions >= 0.5) == (targets >= 0.5)).mean()), float(losses.mean())
    right = [full(accuracy), percent(accuracy)] if lab.run.data.classification else ["", "none"]
    return [str(len(points)), *right, full(loss), shown(loss)]


def judged(run: Run, points: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Predictions (n,) and data losses (n,) on points (n, 2) with these targets (n,)."""
    pre_activations, activations = run.forward(points)
    op = LOSSES[run.spec.loss]
    read = pre_activations[-1] if op.on_logits else activations[-1]
    return activations[-1][:, 0], op.forward(read, targets[:, None])[:, 0]


def test_set(lab: Lab) -> tuple[np.ndarray, np.ndarray]:
    """The samples that are kept for the test, or 200 from another seed than the training's: of XOR
    points of the whole square. These are made once for each set and remembered by the lab."""
    kept_back = lab.run.data.test
    if len(kept_back):
        return kept_back.points, kept_back.targets[:, 0]
    name = "noisy-xor" if is_xor(lab) else drawn_set(lab)
    made: dict[str, tuple[np.ndarray, np.ndarray]] = lab.view.setdefault("fresh", {})
    if name not in made:
        fresh = make_dataset(lab.spec.replace(
            data=name, points=None, samples=200, noise=0.0, split=0.0, batch="all",
            data_seed=lab.spec.data_seed + 10**6)).train
        made[name] = fresh.points, fresh.targets[:, 0]
    return made[name]
