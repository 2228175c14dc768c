"""How good the network is: on the training data, on test data, and on the four corners of XOR where
the data are XOR's. The loss is that of the read-outs."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine import Run
from engine.ops import CONFIDENCE_PENALTY, LOSSES
from engine.sides import UNDECIDED, right, undecided
from ui.draw.tree import SLOT, Element, element
from ui.lab import CORNERS, Lab
from ui.lab.own_points import is_xor
from ui.panels.predictions.unseen import test_data, what_they_are
from ui.words.numbers import both, full, percent, shown

Array = NDArray[np.float64]

POINTS, TARGETS = np.array(CORNERS)[:, :2], np.array(CORNERS)[:, 2:]


def structure(lab: Lab) -> Element:
    """The four corners, each with its prediction and verdict; then how it does as a whole."""
    corners = [corners_table()] if has_corners(lab) else []
    return element("div", {}, *corners, whole_table(lab))


def has_corners(lab: Lab) -> bool:
    """Own points that are numbers have no right side, even where they once were XOR's."""
    return is_xor(lab) and lab.run.data.classification


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


def whole_table(lab: Lab) -> Element:
    accuracy = ["Accuracy"] if lab.run.data.classification else []
    titles = ["On", "Samples", *accuracy, "Loss"]
    names = [*(["the four corners"] if has_corners(lab) else []), "the training data",
             *(["test data"] if test_data(lab) else [])]
    head = element("tr", {}, *(element("th", {"scope": "col"}, title) for title in titles))
    rows = [element("tr", {}, element("th", {"scope": "row"}, name), element("td", {}, SLOT),
                    *(number_cell() for _ in titles[2:]))
            for name in names]
    return element("div", {}, element("table", {}, element("caption", {}, "As a whole"),
                                      element("thead", {}, head), element("tbody", {}, *rows)),
                   element("p", {"class": "note"}, SLOT),
                   element("p", {"class": "note"}, note(lab)))


def number_cell() -> Element:
    return element("td", {"class": "number", "data-number": SLOT}, SLOT)


def note(lab: Lab) -> str:
    """What the test data are, and what the loss has in it."""
    spec = lab.spec
    penalty = " plus the confidence penalty" if spec.penalty else ""
    weights = ", without what L1 and L2 add" if spec.l1 or spec.l2 else ""
    loss = f"The loss is the {LOSSES[spec.loss].title.lower()}{penalty}{weights}."
    return f"{what_they_are(lab)} {loss}"


def key(lab: Lab) -> object:
    return has_corners(lab), lab.run.data.classification, note(lab)


@np.errstate(all="ignore")  # of a run that diverges
def values(lab: Lab) -> list[str]:
    """Each corner, and each set as a whole."""
    run = lab.run
    texts, halves = [], {}
    sets: list[tuple[int, float | None, float]] = []
    if has_corners(lab):
        predictions, fine, losses = judged(run, POINTS, TARGETS)
        halves["the four corners"] = undecided(predictions)
        for prediction, loss, *sides in zip(
            predictions, losses, fine, halves["the four corners"], strict=True
        ):
            texts += [*both([float(prediction), float(loss)]), *verdict(*sides)]
        sets.append((len(POINTS), float(fine.mean()), float(losses.mean())))
    sets.append((len(run.data.train), run.accuracy, run.loss))
    halves["the training data"] = undecided(run.training_pass().prediction)
    test_loss = run.test_loss
    if test_loss is not None:
        sets.append((len(run.data.test), run.test_accuracy, test_loss))
    elif tested := test_data(lab):
        _, fine, losses = judged(run, tested.points, tested.targets)
        accuracy = float(fine.mean()) if run.data.classification else None
        sets.append((len(tested), accuracy, float(losses.mean())))
    found = halves if run.data.classification else {}
    return texts + [text for each in sets for text in whole(*each)] + [no_answer(found)]


def verdict(fine: bool, half: bool) -> list[str]:
    if half:
        return ["verdict", "– undecided"]
    return ["verdict right", "✓ right"] if fine else ["verdict wrong", "✗ wrong"]


def no_answer(halves: Mapping[str, NDArray[np.bool_]]) -> str:
    """How many of each set are undecided; nothing, where none is."""
    counts = [f"{int(each.sum())} of {name}" for name, each in halves.items() if each.any()]
    if not counts:
        return ""
    return (f"Undecided: {', '.join(counts)}. Their answer is 0.5, to within {UNDECIDED:g}, which "
            "is neither right nor wrong.")


def whole(count: int, accuracy: float | None, loss: float) -> list[str]:
    share = [] if accuracy is None else [full(accuracy), percent(accuracy)]
    return [str(count), *share, full(loss), shown(loss)]


def judged(run: Run, points: Array, targets: Array) -> tuple[Array, NDArray[np.bool_], Array]:
    """Of points (n, 2) with these targets (n, 1): the predictions, whether they are on the right
    side of 0.5, which NaN and 0.5 are not, and their losses, (n,) each."""
    pre_activations, activations = run.forward(points)
    predictions, op = activations[-1], LOSSES[run.spec.loss]
    losses = op.forward(pre_activations[-1] if op.on_logits else predictions, targets)
    if run.spec.penalty:
        losses = losses + run.spec.penalty * CONFIDENCE_PENALTY.forward(predictions)
    return predictions[:, 0], right(predictions, targets)[:, 0], losses[:, 0]
