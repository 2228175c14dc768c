"""Which sample runs through the network, and how to go to another."""

from ui.lab import Lab
from ui.numbers import full, plain, shown
from ui.tree import SLOT, Attributes, Element, element

STEADY = True


def structure(lab: Lab) -> Element:
    """The sample's number, its inputs and label, and a slider over all samples."""

    def number() -> Element:
        return element("span", {"data-number": SLOT}, SLOT)

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
    return element(
        "div",
        {"class": "sample", "data-ref": SLOT},
        element("span", {}, SLOT),
        " x₁ = ",
        number(),
        ", x₂ = ",
        number(),
        ", label ",
        element("strong", {}, SLOT),
        element("input", track),
    )


def values(lab: Lab) -> list[str]:
    x1, x2 = lab.point
    text = f"Sample {lab.sample}:"
    label = plain(lab.target)
    return [
        f"sample:{lab.sample}",
        text,
        full(x1),
        shown(x1),
        full(x2),
        shown(x2),
        label,
        str(len(lab.run.data.train) - 1),
        str(lab.sample),
        f"{text} label {label}",
    ]
