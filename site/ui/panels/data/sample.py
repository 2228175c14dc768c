"""The sample that runs through the network: its inputs and label, and what comes out of it."""

import numpy as np

from engine.ops import LOSSES
from ui.draw.plane import middle
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.words.numbers import full, plain, shown


def structure(lab: Lab) -> Element:
    """Which sample, a slider over all of them, a row for each number."""
    track: Attributes = {
        "type": "range",
        "min": "0",
        "max": SLOT,
        "data-action": "sample",
        "value": SLOT,
        "aria-label": "Sample",
        "aria-valuetext": SLOT,
        "autocomplete": "off",
    }
    number: Attributes = {"data-number": SLOT}
    return element(
        "div",
        {"class": "sample", "data-ref": SLOT},
        element("div", {"class": "sample-choice"}, element("strong", {}, SLOT),
                element("input", track)),
        element("dl", {},
                row("x₁", "x1", element("span", number, SLOT)),
                row("x₂", "x2", element("span", number, SLOT)),
                row("label y", "label", element("span", {"class": SLOT}, SLOT)),
                row("answer ŷ", "answer", element("span", number, SLOT)),
                row("which is", "verdict", element("span", {"class": SLOT}, SLOT)),
                row("loss L", "loss", element("span", number, SLOT))),
    )


def row(name: str, kind: str, value: Element) -> Element:
    return element("div", {"class": f"of-{kind}"}, element("dt", {}, name),
                   element("dd", {}, value))


def key(lab: Lab) -> object:
    return None


@np.errstate(all="ignore")  # of a run that diverges
def values(lab: Lab) -> list[str]:
    x1, x2 = lab.point
    last = len(lab.run.data.train) - 1
    label, answer, loss = plain(lab.target), *outcome(lab)
    kind = "of-one" if lab.target >= middle(lab) else "of-zero"
    return [
        f"sample:{lab.sample}",
        f"Sample {lab.sample}",
        str(last),
        str(lab.sample),
        f"Sample {lab.sample} of {last}: label {label}",
        full(x1), shown(x1),
        full(x2), shown(x2),
        kind, label,
        full(answer), shown(answer),
        *verdict(lab, answer),
        full(loss), shown(loss),
    ]


def outcome(lab: Lab) -> tuple[float, float]:
    """The answer for the sample, and its loss."""
    pre_activations, activations = lab.run.forward([lab.point])
    op, output = LOSSES[lab.spec.loss], activations[-1]
    target = np.array([[lab.target]])
    losses = op.forward(pre_activations[-1] if op.on_logits else output, target)
    return float(output[0, 0]), float(losses[0, 0])


def verdict(lab: Lab, answer: float) -> tuple[str, str]:
    """Whether the answer is on its label's side; of a number, how far off it is."""
    if not lab.run.data.classification:
        return "", f"off by {shown(abs(answer - lab.target), 3)}"
    right = (answer >= 0.5) == (lab.target >= 0.5) and not np.isnan(answer)
    return ("right", "✓ right") if right else ("wrong", "✗ wrong")
